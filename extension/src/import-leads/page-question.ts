import type { Reading } from './page-reader/reading';

/** From the panel to the reader in the page, once per click. */
export interface PageQuestion {
  readonly kind: 'read-page';
  readonly gestureId: string;
}

export interface PageAnswer {
  readonly gestureId: string;
  readonly reading: Reading;
}

export const isPageQuestion = (value: unknown): value is PageQuestion =>
  typeof value === 'object' &&
  value !== null &&
  (value as Partial<PageQuestion>).kind === 'read-page' &&
  typeof (value as Partial<PageQuestion>).gestureId === 'string';

/** What comes out of a page is checked like anything else that comes from outside. */
export const isPageAnswer = (value: unknown, gestureId: string): value is PageAnswer =>
  typeof value === 'object' &&
  value !== null &&
  (value as Partial<PageAnswer>).gestureId === gestureId &&
  typeof (value as Partial<PageAnswer>).reading?.kind === 'string';
