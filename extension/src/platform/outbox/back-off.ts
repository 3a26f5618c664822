const FIRST_MS = 1_000;
const CAP_MS = 300_000;

/** Exponential with full jitter: any wait up to the cap of this attempt, so that many browsers do not return at once. */
export function backOffMs(attempt: number, random: () => number, retryAfterMs: number | null): number {
  const cap = Math.min(CAP_MS, FIRST_MS * 2 ** Math.min(attempt, 20));
  return Math.max(Math.round(random() * cap), retryAfterMs ?? 0);
}
