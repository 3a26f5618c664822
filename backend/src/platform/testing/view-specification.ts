/**
 * given(past events) when(event) then(documents): the one sentence in which a view is written. Every sentence also proves
 * that the same events twice change nothing, that all at once equals step by step, that an unknown event is ignored and
 * that neither events nor documents are changed in place; the end of the file proves that every listed type was tested.
 */
import type { Recorded } from '../../../../event-schemas/src/envelope/metadata';
import { foldBatch, routeBatch, type FoldedEvent } from '../projections/fold-batch';
import type { AnyView, StoredDocument, View, ViewDocument } from '../projections/view';
import { asRecorded } from './decider-specification';

type Stored = StoredDocument<ViewDocument>;
type Documents = ReadonlyMap<string, Stored>;

export interface GivenPast<D, E> {
  when(...events: readonly (E | Recorded<E>)[]): ThenDocuments<D>;
  /** For what the past alone leads to. */
  then(documents: Readonly<Record<string, D>>): void;
}

export interface ThenDocuments<D> {
  /** Every document of the view by its id, whole. */
  then(documents: Readonly<Record<string, D>>): void;
  /** As it stood before. */
  thenUnchanged(): void;
}

export interface ViewSpecification<D, E> {
  given(...events: readonly (E | Recorded<E>)[]): GivenPast<D, E>;
}

/** Events without a stream of their own are given `<category>-<id>` as the stream, and positions in the order of the sentence. */
export function viewSpecification<D extends ViewDocument, E extends { readonly type: string }>(view: View<D, E>, category: string): ViewSpecification<D, E> {
  const tested = new Set<string>();
  afterAll(() => expect([...tested].sort()).toEqual([...view.types].sort()));
  const recorded = (events: readonly (E | Recorded<E>)[]): FoldedEvent[] =>
    events.map((event, index) => deepFreeze({ ...asRecorded<E>(category, event, index), ...place(event, index) }) as FoldedEvent);
  const outcome = (events: readonly (E | Recorded<E>)[]): Documents => {
    for (const { type } of events) tested.add(type);
    return provenFold(view, recorded(events));
  };
  return {
    given: (...past) => ({
      then: (documents) => expect(shown(outcome(past))).toEqual(documents),
      when: (...events) => ({
        then: (documents) => expect(shown(outcome([...past, ...events]))).toEqual(documents),
        thenUnchanged: () => expect(shown(outcome([...past, ...events]))).toEqual(shown(outcome(past))),
      }),
    }),
  };
}

function provenFold(view: AnyView, events: readonly FoldedEvent[]): Documents {
  const stepByStep = events.reduce<Documents>((documents, event) => fold(view, documents, [event]), new Map());
  expect(fold(view, new Map(), events)).toEqual(stepByStep);
  expect(fold(view, stepByStep, events.slice(-1))).toEqual(stepByStep);
  expect(fold(view, stepByStep, events)).toEqual(stepByStep);
  expect(
    fold(
      view,
      stepByStep,
      events.map((event) => ({ ...event, type: 'NeverHeardOf', position: '9'.repeat(20) })),
    ),
  ).toEqual(stepByStep);
  expect(JSON.parse(JSON.stringify([...stepByStep]))).toEqual([...stepByStep]);
  return stepByStep;
}

function fold(view: AnyView, documents: Documents, events: readonly FoldedEvent[]): Documents {
  const next = new Map(documents);
  for (const change of foldBatch(view, routeBatch(view, events), documents)) {
    if (change.kind === 'write') next.set(change.id, deepFreeze(change.document));
    else next.delete(change.id);
  }
  return next;
}

function place(event: object, index: number): { position: string } {
  return { position: 'position' in event ? String(event.position) : String(index + 1).padStart(20, '0') };
}

/** The documents without what the runner adds. */
const shown = (documents: Documents): Record<string, unknown> =>
  Object.fromEntries([...documents].map(([id, { _id, position: _position, ...document }]) => [id, document]));

function deepFreeze<T>(value: T): T {
  if (typeof value !== 'object' || value === null || Object.isFrozen(value)) return value;
  for (const part of Object.values(value)) deepFreeze(part);
  return Object.freeze(value);
}
