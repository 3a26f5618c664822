// What an answer does to queue and progress: the entry leaves in the same write that stores its acknowledgement.
import type { ImportView, PageReceipt } from '../../../../event-schemas/src/http/import-leads';
import { backOffMs } from '../../platform/outbox/back-off';
import { MOST_FAILURES, type Outcome } from '../../platform/outbox/outcome';
import type { ImportProgress, QueueEntry } from '../../platform/stores/schemas';
import { append, withImport, type QueuedState } from './queue-changes';

export interface Circumstances {
  readonly now: Date;
  readonly newId: () => string;
  readonly random: () => number;
}

export type Settled = Exclude<Outcome<unknown>, { kind: 'unauthorised' }>;

export function settle(state: QueuedState, entry: QueueEntry, outcome: Settled, given: Circumstances): QueuedState {
  if (outcome.kind === 'acknowledged') return acknowledge(state, entry, outcome.body, given);
  // What is stored now counts, not what was sent: a person may have asked for another chance meanwhile.
  const change = (stored: QueueEntry): QueueEntry => (outcome.kind === 'poison' ? poisoned(stored, outcome, given) : postponed(stored, outcome, given));
  return { ...state, queue: { ...state.queue, entries: state.queue.entries.map((stored) => (stored.id === entry.id ? change(stored) : stored)) } };
}

function acknowledge(state: QueuedState, entry: QueueEntry, body: unknown, given: Circumstances): QueuedState {
  const queue = { ...state.queue, entries: state.queue.entries.filter((other) => other.id !== entry.id) };
  const known = state.progress.imports.find((one) => one.key === entry.importKey);
  if (known === undefined) return { ...state, queue };
  const changed = { ...known, ...progressOf(known, entry, body) };
  const isFull = entry.request.kind === 'page' && changed.remaining === 0 && !changed.closing;
  if (!isFull) return { queue, progress: withImport(state.progress, changed) };
  const finished = { ...changed, closing: true };
  const finish = { kind: 'finish', body: { outcome: 'completed', faultCode: null } } as const;
  return { queue: append(queue, finished, [finish], { now: given.now.toISOString(), newId: given.newId }), progress: withImport(state.progress, finished) };
}

function progressOf(known: ImportProgress, entry: QueueEntry, body: unknown): Partial<ImportProgress> {
  switch (entry.request.kind) {
    case 'start':
      return { importId: (body as ImportView).id, status: 'sent' };
    case 'page': {
      const { pageNumber, seen, parsed, accepted, merged, unchanged, conflicts, refused, status, remaining } = body as PageReceipt;
      const receipt = { pageNumber, seen, parsed, accepted, merged, unchanged, conflicts, refused };
      return { status, remaining, receipts: [...known.receipts.filter((other) => other.pageNumber !== pageNumber), receipt] };
    }
    case 'finish':
    case 'cancel':
      return { status: (body as ImportView).status };
  }
}

function postponed(entry: QueueEntry, outcome: Extract<Settled, { kind: 'later' }>, given: Circumstances): QueueEntry {
  const attempts = entry.attempts + 1;
  const failures = entry.failures + (outcome.counts ? 1 : 0);
  if (failures >= MOST_FAILURES) return poisoned({ ...entry, attempts, failures }, { code: 'too-many-tries', detail: '' }, given);
  const wait = backOffMs(attempts, given.random, outcome.retryAfterMs);
  return { ...entry, attempts, failures, notBefore: new Date(given.now.getTime() + wait).toISOString() };
}

const poisoned = (entry: QueueEntry, { code, detail }: { readonly code: string; readonly detail: string }, given: Circumstances): QueueEntry => ({
  ...entry,
  notBefore: null,
  poison: { code, detail, at: given.now.toISOString() },
});
