import type { ImportStatus, ImportView, ReceiptCounts } from '../../../../event-schemas/src/http/import-leads';

/** What became of the rows, in the order the interface shows it everywhere. */
export const OUTCOMES = ['accepted', 'merged', 'unchanged', 'conflicts', 'refused'] as const;
export type Outcome = (typeof OUTCOMES)[number];

export const refusedTotal = (counts: ReceiptCounts): number => counts.refused.reduce((sum, { count }) => sum + count, 0);

export const outcomeCount = (counts: ReceiptCounts, outcome: Outcome): number => (outcome === 'refused' ? refusedTotal(counts) : counts[outcome]);

/** Leads the import has claimed of the number that was asked for. */
export const claimed = (counts: ReceiptCounts): number => counts.accepted + counts.merged + counts.unchanged + counts.conflicts;

export const isRunning = (status: ImportStatus): boolean => status === 'requested' || status === 'accepted' || status === 'partially-accepted';

/** From 0 to 100; a finished import is 100 whatever it found. */
export function percentDone({ status, requestedCount, receipt }: ImportView): number {
  if (status === 'completed') return 100;
  return Math.min(100, Math.round((claimed(receipt) / Math.max(1, requestedCount)) * 100));
}
