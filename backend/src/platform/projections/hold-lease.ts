/** Work that is done only while the lease of a group is held. */
import { setTimeout as pause } from 'node:timers/promises';
import type { Checkpoint, GroupLease } from './group-lease';

const RENEW_MS = 500;

/** Renews the lease while the work runs; the work's signal aborts when the lease is lost or the caller stops. Releases it at the end. */
export async function whileHolding<T>(lease: GroupLease, signal: AbortSignal, work: (signal: AbortSignal) => Promise<T>): Promise<T> {
  const own = new AbortController();
  const losses: unknown[] = [];
  const renewing = keepRenewing(lease, own.signal).catch((error: unknown) => {
    losses.push(error);
    own.abort();
  });
  try {
    const done = await work(AbortSignal.any([signal, own.signal]));
    if (losses.length > 0) throw losses[0];
    return done;
  } catch (error) {
    throw losses[0] ?? error;
  } finally {
    own.abort();
    await renewing;
    await lease.release().catch(() => undefined);
  }
}

async function keepRenewing(lease: GroupLease, signal: AbortSignal): Promise<void> {
  while (await elapsed(RENEW_MS, signal)) await lease.renew();
}

/** Asked again after an await, which the compiler does not see. */
export const stopped = (signal: AbortSignal): boolean => signal.aborted;

/** False when the signal aborted first. */
export const elapsed = (ms: number, signal: AbortSignal): Promise<boolean> => pause(ms, true, { signal }).catch(() => false);

const ASK_EVERY_MS = 200;

/** Asks the holder for the lease and waits for it. Returns the group's checkpoint; throws when nobody hands over in time. */
export async function acquireByAsking(lease: GroupLease, timeoutMs: number): Promise<Checkpoint> {
  const until = performance.now() + timeoutMs;
  while (performance.now() < until) {
    await lease.ask();
    const checkpoint = await lease.tryAcquire();
    if (checkpoint !== null) return checkpoint;
    await pause(ASK_EVERY_MS);
  }
  throw new Error(`The worker that holds the views of ${lease.group} did not hand them over; stop it, or try again.`);
}
