import type { Problem } from '../../../../event-schemas/src/http/problem';

/** What came back from the server, or why nothing did. */
export type Answer<T> =
  | { readonly kind: 'ok'; readonly body: T }
  | { readonly kind: 'refused'; readonly status: number; readonly problem: Pick<Problem, 'type' | 'detail'>; readonly retryAfterMs: number | null }
  | { readonly kind: 'unreachable' };

/** Seconds or an HTTP date, as milliseconds from now; null when absent or unreadable. */
export function retryAfterMs(header: string | null, now: number): number | null {
  if (header === null || header.trim() === '') return null;
  const seconds = Number(header);
  const at = Number.isFinite(seconds) ? now + seconds * 1_000 : Date.parse(header);
  return Number.isNaN(at) ? null : Math.max(0, at - now);
}
