/** Which rows of a page an import may still take, and why the others are left out. */

import { SERVER_REFUSALS, type ServerRefusal } from '../../../../../event-schemas/src/http/import-leads';

export interface ReasonTally {
  readonly reason: string;
  readonly count: number;
}

/** Reasons of our side. The extension's own reasons count rows that were never sent. */
export const SERVER_REASONS: ReadonlySet<string> = new Set(SERVER_REFUSALS);

/** One entry per reason, in the order of first mention, without zeros. */
export function mergeReasons(tallies: readonly ReasonTally[]): readonly ReasonTally[] {
  const counts = new Map<string, number>();
  for (const { reason, count } of tallies) counts.set(reason, (counts.get(reason) ?? 0) + count);
  return [...counts].filter(([, count]) => count > 0).map(([reason, count]) => ({ reason, count }));
}

export interface PageClaim {
  /** In row order, each lead once. */
  readonly leadIds: readonly string[];
  readonly refused: readonly ReasonTally[];
}

/** Every row is either claimed or counted under exactly one reason. */
export function claimRows(rowLeadIds: readonly string[], taken: ReadonlySet<string>, remaining: number): PageClaim {
  const claimed = new Set<string>();
  const reasons: ServerRefusal[] = [];
  for (const leadId of rowLeadIds) {
    if (claimed.has(leadId)) reasons.push('duplicate-on-page');
    else if (taken.has(leadId)) reasons.push('already-in-import');
    else if (claimed.size >= remaining) reasons.push('over-requested-count');
    else claimed.add(leadId);
  }
  return { leadIds: [...claimed], refused: mergeReasons(reasons.map((reason) => ({ reason, count: 1 }))) };
}
