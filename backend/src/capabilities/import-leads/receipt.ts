/** How the rows of a page, and of a whole import, are counted. */
import { SERVER_REFUSALS, type ReasonCount, type ReceiptCounts, type RefusalReason } from '../../../../event-schemas/src/http/import-leads';
import type { NewImportEvent } from '../../../../event-schemas/src/import/events';

type PageRecorded = Extract<NewImportEvent, { type: 'ImportPageRecorded' }>['clear'];

const OURS: ReadonlySet<string> = new Set(SERVER_REFUSALS);

/** Until the page is recorded, `outcomes` is empty and the equation of `parsed` does not hold yet. */
export function countPage(
  { seen, parsed }: { readonly seen: number; readonly parsed: number },
  { outcomes, refused }: Pick<PageRecorded, 'outcomes' | 'refused'>,
): ReceiptCounts {
  const of = (wanted: PageRecorded['outcomes'][number]['outcome']): number => outcomes.filter(({ outcome }) => outcome === wanted).length;
  const counts = { accepted: of('accepted'), merged: of('merged'), unchanged: of('unchanged'), conflicts: of('conflict') };
  return { seen, parsed, ...counts, refused: refused.map(({ reason, count }) => ({ reason: reason as RefusalReason, count })) };
}

export function addUp(pages: readonly ReceiptCounts[]): ReceiptCounts {
  const sum = (field: Exclude<keyof ReceiptCounts, 'refused'>): number => pages.reduce((total, page) => total + page[field], 0);
  const refused = new Map<RefusalReason, number>();
  for (const { reason, count } of pages.flatMap((page) => page.refused)) refused.set(reason, (refused.get(reason) ?? 0) + count);
  return {
    seen: sum('seen'),
    parsed: sum('parsed'),
    accepted: sum('accepted'),
    merged: sum('merged'),
    unchanged: sum('unchanged'),
    conflicts: sum('conflicts'),
    refused: [...refused].map(([reason, count]): ReasonCount => ({ reason, count })),
  };
}

/** Our side left a row out, or a lead waits for a review: the page was accepted in part. */
export const isPartial = ({ conflicts, refused }: ReceiptCounts): boolean => conflicts > 0 || refused.some(({ reason }) => OURS.has(reason));
