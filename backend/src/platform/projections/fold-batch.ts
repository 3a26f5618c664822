/** The pure half of the runner: a batch of events and the documents it needs → the documents that change. */
import type { Recorded } from '../../../../event-schemas/src/envelope/metadata';
import type { AnyView, StoredDocument, ViewDocument } from './view';

/** An event as every view of a group is given it. */
export type FoldedEvent = Recorded<{ readonly type: string; readonly personal?: unknown }>;

export interface Routed {
  readonly event: FoldedEvent;
  readonly ids: readonly string[];
}

/** `known` is what the store held before: it decides between insert and guarded replace. */
export type Change =
  | { readonly kind: 'write'; readonly id: string; readonly known: boolean; readonly document: StoredDocument<ViewDocument> }
  | { readonly kind: 'remove'; readonly id: string; readonly position: string };

/** A view that throws or breaks its contract has a bug: the group stops until it is mended, and no event is skipped. */
export class ViewBroke extends Error {
  override readonly name = 'ViewBroke';

  constructor(
    readonly view: string,
    readonly position: string,
    why: string,
    options?: ErrorOptions,
  ) {
    super(`The view ${view} ${why} at position ${position}: mend it, raise its version and start the worker again.`, options);
  }
}

const MOST_DOCUMENTS = 1_000;

/** The events of the view with the documents that each touches. */
export function routeBatch(view: AnyView, events: readonly FoldedEvent[]): readonly Routed[] {
  const types = new Set(view.types);
  const routed: Routed[] = [];
  for (const event of events) {
    if (!types.has(event.type)) continue;
    const seen = view.reads === 'clear' ? { ...event, personal: {} } : event;
    const ids = guarded(view, event, () => view.route(seen));
    if (ids.length > MOST_DOCUMENTS) throw new ViewBroke(view.name, event.position, `touches more than ${String(MOST_DOCUMENTS)} documents`);
    if (ids.length > 0) routed.push({ event: seen, ids });
  }
  return routed;
}

/** Folds in memory per document; an event that a document already holds changes nothing. Changes come in order of first touch. */
export function foldBatch(view: AnyView, routed: readonly Routed[], stored: ReadonlyMap<string, StoredDocument<ViewDocument>>): readonly Change[] {
  const changes = new Map<string, Change>();
  for (const { event, ids } of routed) {
    for (const id of ids) {
      const change = changes.get(id);
      const current = change === undefined ? (stored.get(id) ?? null) : change.kind === 'write' ? change.document : null;
      if (current !== null && current.position >= event.position) continue;
      const next = guarded(view, event, () => view.apply(current, event, id));
      if (next === current) continue;
      if (next === null) changes.set(id, { kind: 'remove', id, position: event.position });
      else changes.set(id, { kind: 'write', id, known: stored.has(id), document: { ...next, _id: id, position: event.position } });
    }
  }
  return [...changes.values()].filter((change) => change.kind === 'write' || stored.has(change.id));
}

function guarded<T>(view: AnyView, event: FoldedEvent, work: () => T): T {
  try {
    return work();
  } catch (cause) {
    throw new ViewBroke(view.name, event.position, `threw on ${event.type}`, { cause });
  }
}
