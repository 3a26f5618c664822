/** One page of a listing. `next` is the cursor of the following page, or null at the end. */
export interface Page<T> {
  readonly items: readonly T[];
  readonly next: string | null;
}

/** Response header of every command: the log position it reached, 20 digits. */
export const POSITION_HEADER = 'Position';
/** Request header of a query: wait until its view has reached this position. */
export const AFTER_POSITION_HEADER = 'After-Position';
export const IDEMPOTENCY_KEY_HEADER = 'Idempotency-Key';
