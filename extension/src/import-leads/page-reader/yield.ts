// Judges whether what was read can be believed, before anything leaves the page.
import type { ImportRow } from '../../../../event-schemas/src/http/import-leads';
import type { FaultCode, Refused } from './reading';

const ROWS_PER_PAGE = 25;
const LEAST_PARSED = 0.9;
const MOST_WITHOUT_TITLE = 0.2;
/** Below this a single person without a title would be a fifth of the page. */
const FEWEST_TO_JUDGE_TITLES = 5;
const MOST_REPEATED = 0.5;
const FEWEST_TO_JUDGE_REPEATS = 10;

/** How many rows a page of the results has by its total; null when the total is unknown. */
export function expectedRows(total: number | null, sourcePage: number): number | null {
  return total === null ? null : Math.max(0, Math.min(ROWS_PER_PAGE, total - ROWS_PER_PAGE * (sourcePage - 1)));
}

export interface Judged {
  readonly rows: readonly ImportRow[];
  readonly refused: readonly Refused[];
  /** Rows that are filled. */
  readonly rendered: number;
}

/** Null when the reading can be believed. */
export function yieldFault(page: Judged): FaultCode | null {
  // A person outside the network has no name to read; that says nothing about the rules.
  const readable = page.rendered - countOf(page.refused, 'out-of-network');
  if (readable > 0 && page.rows.length / readable < LEAST_PARSED) return 'low-yield';
  const withoutTitle = page.rows.filter((row) => row.title === null).length;
  if (page.rows.length >= FEWEST_TO_JUDGE_TITLES && withoutTitle / page.rows.length > MOST_WITHOUT_TITLE) return 'low-yield';
  return repeatsTitles(page.rows) ? 'suspicious-repeat' : null;
}

/** A rule that reads a label instead of the title gives every row the same words, but for the name in it. */
function repeatsTitles(rows: readonly ImportRow[]): boolean {
  if (rows.length < FEWEST_TO_JUDGE_REPEATS) return false;
  const counts = new Map<string, number>();
  for (const row of rows) {
    const title = row.title?.split(row.fullName).join('').trim() ?? '';
    if (title !== '') counts.set(title, (counts.get(title) ?? 0) + 1);
  }
  return Math.max(0, ...counts.values()) / rows.length > MOST_REPEATED;
}

export const countOf = (refused: readonly Refused[], reason: Refused['reason']): number => refused.find((entry) => entry.reason === reason)?.count ?? 0;
