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
  return page.rows.length >= FEWEST_TO_JUDGE_TITLES && withoutTitle / page.rows.length > MOST_WITHOUT_TITLE ? 'low-yield' : null;
}

/**
 * A rule that reads a label instead of the title gives every row the same words, but for the name in it. So does a search
 * for one exact title: only the person can tell the two apart. Null when no title stands in most rows.
 */
export function repeatedTitle(rows: readonly ImportRow[]): string | null {
  if (rows.length < FEWEST_TO_JUDGE_REPEATS) return null;
  const shown = new Map<string, readonly string[]>();
  for (const row of rows) {
    const words = row.title?.split(row.fullName).join('').trim() ?? '';
    if (row.title !== null && words !== '') shown.set(words, [...(shown.get(words) ?? []), row.title]);
  }
  return [...shown.values()].find((titles) => titles.length / rows.length > MOST_REPEATED)?.[0] ?? null;
}

export const countOf = (refused: readonly Refused[], reason: Refused['reason']): number => refused.find((entry) => entry.reason === reason)?.count ?? 0;
