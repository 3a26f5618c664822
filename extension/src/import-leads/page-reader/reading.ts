import type { ClientRefusal, ImportRow, Layout, PageKind } from '../../../../event-schemas/src/http/import-leads';

/** What one look at a page gave: rows, or the reason why nothing was taken. */
export type Reading = PageReading | PageFault;

export interface PageReading {
  readonly kind: 'reading';
  readonly layout: Layout;
  readonly pageKind: PageKind;
  /** Path without query and fragment. */
  readonly pagePath: string;
  /** Page of the results, from the address; 1 when the address names none. */
  readonly sourcePage: number;
  /** How many people the header of the page announces; null when it does not. */
  readonly total: number | null;
  /** How many rows this page should have by its total; null when the total is unknown. */
  readonly expected: number | null;
  /** Rows that are filled. Fewer than `expected`: the rest loads when the person scrolls. */
  readonly rendered: number;
  /** Rows that the page showed, filled or not. */
  readonly seen: number;
  readonly rows: readonly ImportRow[];
  readonly refused: readonly Refused[];
  /** What most rows show as title, in the words of the first of them; null when titles differ as they do among people. */
  readonly repeatedTitle: string | null;
}

export interface Refused {
  readonly reason: ClientRefusal;
  readonly count: number;
}

export type FaultCode =
  | 'unsupported-page'
  | 'unsupported-layout'
  | 'signed-out'
  | 'challenge'
  | 'no-licence'
  | 'not-ready'
  | 'no-results'
  | 'no-rows-but-total'
  | 'low-yield'
  | 'page-changed'
  | 'hidden-tab';

export interface PageFault {
  readonly kind: 'fault';
  readonly code: FaultCode;
  /** Layouts that were recognised but cannot be read, such as `B`. */
  readonly layouts: readonly string[];
}

export const fault = (code: FaultCode, layouts: readonly string[] = []): PageFault => ({ kind: 'fault', code, layouts });
