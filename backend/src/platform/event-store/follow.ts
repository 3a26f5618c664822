/** A catch-up subscription that survives the loss of the server: it returns to its own last delivered position. */
import { START, type AllStreamSubscription, type EventStoreDBClient } from '@eventstore/db-client';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { BackOff } from './back-off';
import { LOWEST_POSITION, type FollowOptions, type StoredEvent } from './event-store';
import { ConnectionLost, isPassing } from './faults';
import { isSystemEvent, storedEvent } from './stored-event';

/** Resolves when the signal aborts; rejects when `batch` rejects, or the store stays away for longer than `lastPosition` tries, or refuses for good. */
export async function follow(client: EventStoreDBClient, options: FollowOptions, lastPosition: () => Promise<string>): Promise<void> {
  const backOff = new BackOff();
  let after = options.after;
  while (!options.signal.aborted) {
    const inbox = new Inbox(client, after, options);
    try {
      const end = await lastPosition();
      if ((after ?? LOWEST_POSITION) >= end) options.caughtUp?.();
      for (;;) {
        const events = await inbox.take();
        if (events === null) break;
        backOff.reset();
        const last = events.at(-1);
        if (last !== undefined) {
          await deliver(options, events);
          after = last.position;
        }
        if ((after ?? LOWEST_POSITION) >= end && inbox.isEmpty) options.caughtUp?.();
      }
    } catch (error) {
      if (error instanceof BatchFailed) throw error.cause;
      if (!isPassing(error)) throw error;
      await backOff.pause(options.signal);
    } finally {
      inbox.close();
    }
  }
}

/** Tells a fault of the consumer, which ends the following, from one of the connection, which does not. */
class BatchFailed extends Error {}

async function deliver(options: FollowOptions, events: readonly StoredEvent[]): Promise<void> {
  try {
    await options.batch(events);
  } catch (cause) {
    throw new BatchFailed('The batch was refused.', { cause });
  }
}

const GAP_MS = 10;

/** Takes what arrives while a batch is worked on; beyond two batches the server has to wait. */
class Inbox {
  private readonly subscription: AllStreamSubscription;
  private events: StoredEvent[] = [];
  private fault: Error | null = null;
  private wake: () => void = () => undefined;
  private takenAt = 0;
  private readonly maxBatch: number;
  private readonly gapMs: number;
  private readonly signal: AbortSignal;

  constructor(client: EventStoreDBClient, after: string | null, options: FollowOptions) {
    this.maxBatch = options.maxBatch;
    this.gapMs = options.gapMs ?? GAP_MS;
    this.signal = options.signal;
    const commit = after === null ? null : BigInt(after);
    const fromPosition = commit === null || commit === 0n ? START : { commit, prepare: commit };
    this.subscription = client.subscribeToAll({ fromPosition }, { highWaterMark: Math.min(this.maxBatch, 512) });
    this.subscription.on('data', ({ event }) => {
      if (event === undefined || isSystemEvent(event)) return;
      this.events.push(storedEvent(event));
      if (this.events.length >= 2 * this.maxBatch) this.subscription.pause();
      if (this.events.length === 1 || this.events.length >= this.maxBatch) this.wake();
    });
    this.subscription.on('error', this.lost);
    this.subscription.on('end', this.ended);
    this.subscription.on('close', this.ended);
    this.signal.addEventListener('abort', this.stopped);
  }

  get isEmpty(): boolean {
    return this.events.length === 0;
  }

  /** At least one event, at most a batch; null when the signal aborted. Throws what broke the connection, after what came before it. */
  async take(): Promise<readonly StoredEvent[] | null> {
    while (this.events.length === 0) {
      if (this.signal.aborted) return null;
      if (this.fault !== null) throw this.fault;
      await this.somethingNew();
    }
    const fullAt = this.takenAt + this.gapMs;
    while (this.events.length < this.maxBatch && this.fault === null && !this.signal.aborted && performance.now() < fullAt) {
      await this.somethingNew(fullAt - performance.now());
    }
    // One turn of the loop lets everything that has already arrived join the batch.
    await nextTurn();
    if (this.signal.aborted) return null;
    this.takenAt = performance.now();
    const taken = this.events.splice(0, this.maxBatch);
    if (this.events.length < this.maxBatch && this.subscription.isPaused()) this.subscription.resume();
    return taken;
  }

  /** Resolves at the next event that fills a batch or ends the waiting, at the loss of the connection, or after the time given. */
  private async somethingNew(atMost?: number): Promise<void> {
    let timer: NodeJS.Timeout | undefined;
    await new Promise<void>((resolve) => {
      this.wake = resolve;
      if (atMost !== undefined) timer = setTimeout(resolve, Math.ceil(atMost));
    });
    clearTimeout(timer);
  }

  close(): void {
    this.signal.removeEventListener('abort', this.stopped);
    this.subscription.removeAllListeners('data');
    this.subscription.pause();
    this.events = [];
    void this.subscription.unsubscribe().catch(() => undefined);
  }

  private readonly lost = (error: Error): void => {
    this.fault ??= error;
    this.wake();
  };

  private readonly ended = (): void => {
    this.lost(new ConnectionLost('The event store ended the subscription.'));
  };

  private readonly stopped = (): void => {
    this.wake();
  };
}
