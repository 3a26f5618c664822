/** One subscription for all groups of a worker: the end of the log in memory, from which each group reads at its own pace. */
import type { EventStore, StoredEvent } from '../event-store/event-store';

/** Groups that fall further behind than this read the log themselves. */
const MOST_EVENTS = 2_500;

export class LogFeed {
  private events: StoredEvent[] = [];
  /** Everything after this position is in memory; null while nothing is followed. */
  private from: string | null = null;
  private readonly waiting = new Set<() => void>();

  constructor(private readonly store: EventStore) {}

  /** Follows the log until the signal aborts. Rejects when the store stays away or refuses for good; then it may be run again. */
  async run(signal: AbortSignal): Promise<void> {
    const after = await this.store.lastPosition();
    this.from = after;
    this.wake();
    try {
      await this.store.follow({
        after,
        maxBatch: 500,
        batch: (events) => {
          this.add(events);
          return Promise.resolve();
        },
        signal,
      });
    } finally {
      this.from = null;
      this.events = [];
      this.wake();
    }
  }

  covers(position: string): boolean {
    return this.from !== null && position >= this.from;
  }

  /** Nothing in memory comes after the position. */
  isAtEnd(position: string): boolean {
    return this.firstAfter(position) === this.events.length;
  }

  /** Events after the position, at most `most`; waits for the first one. Null: no longer in memory, or the signal aborted. */
  async next(after: string, most: number, signal: AbortSignal): Promise<readonly StoredEvent[] | null> {
    for (;;) {
      if (signal.aborted || !this.covers(after)) return null;
      const start = this.firstAfter(after);
      if (start < this.events.length) return this.events.slice(start, start + most);
      await this.changed(signal);
    }
  }

  private add(events: readonly StoredEvent[]): void {
    this.events.push(...events);
    const excess = this.events.length - MOST_EVENTS;
    // Trimmed by a quarter at a time, so that moving the rest costs little.
    if (excess > MOST_EVENTS / 4) {
      this.from = this.events[excess - 1]?.position ?? this.from;
      this.events = this.events.slice(excess);
    }
    this.wake();
  }

  private firstAfter(position: string): number {
    let low = 0;
    let high = this.events.length;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if ((this.events[middle]?.position ?? '') <= position) low = middle + 1;
      else high = middle;
    }
    return low;
  }

  private changed(signal: AbortSignal): Promise<void> {
    return new Promise((resolve) => {
      const done = () => {
        this.waiting.delete(done);
        signal.removeEventListener('abort', done);
        resolve();
      };
      this.waiting.add(done);
      signal.addEventListener('abort', done);
    });
  }

  private wake(): void {
    for (const done of [...this.waiting]) done();
  }
}
