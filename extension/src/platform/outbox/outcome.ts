import type { Answer } from '../api/problem';

/** What an answer means for the entry that was sent. */
export type Outcome<T> =
  | { readonly kind: 'acknowledged'; readonly body: T }
  /** Later again. `counts` when the server itself is in trouble: too often, and the entry is set aside. */
  | { readonly kind: 'later'; readonly counts: boolean; readonly retryAfterMs: number | null }
  | { readonly kind: 'unauthorised' }
  /** Sending it again would give the same answer. */
  | { readonly kind: 'poison'; readonly code: string; readonly detail: string };

export const MOST_FAILURES = 10;
/** The server is busy or asks to wait: says nothing about the entry. */
const WAIT = [408, 425, 429, 503];

export function outcomeOf<T>(answer: Answer<T>): Outcome<T> {
  if (answer.kind === 'ok') return { kind: 'acknowledged', body: answer.body };
  if (answer.kind === 'unreachable') return { kind: 'later', counts: false, retryAfterMs: null };
  const { status, problem, retryAfterMs } = answer;
  if (status === 401) return { kind: 'unauthorised' };
  // A conflict with Retry-After: the same request is still being answered.
  if (WAIT.includes(status) || (status === 409 && retryAfterMs !== null)) return { kind: 'later', counts: false, retryAfterMs };
  if (status >= 500) return { kind: 'later', counts: true, retryAfterMs };
  return { kind: 'poison', code: problem.type, detail: problem.detail };
}
