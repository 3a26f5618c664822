/** The log from a position on, for ever: from the shared feed near its end, otherwise with a reading of its own. */
import type { EventStore, StoredEvent } from '../event-store/event-store';
import { elapsed } from './hold-lease';
import type { LogFeed } from './log-feed';
import { readLog } from './read-log';
import { CATCH_UP_BATCH, LIVE_BATCH } from './tools';

export interface TailLogOptions {
  readonly store: EventStore;
  readonly feed: LogFeed;
  readonly after: string;
  readonly signal: AbortSignal;
  readonly entered: (state: 'live' | 'catching-up') => void;
  /** For readers that nobody waits for: they rest longer and take more at once. */
  readonly unhurried?: boolean;
}

/**
 * Batches are followed by a rest that grows with the rate of events: taken together under load they cost far less, while a
 * single person's page is hardly held up. The first event after a quiet moment is taken at once.
 */
const REST_MS_PER_EVENT_A_SECOND = 0.02;
const SHORTEST_REST_MS = 3;
const LONGEST_REST_MS = 40;
const UNHURRIED_REST_MS = 200;

export async function* tailLog({
  store,
  feed,
  after: from,
  signal,
  entered,
  unhurried,
}: TailLogOptions): AsyncGenerator<readonly StoredEvent[], void, undefined> {
  let after = from;
  let rate = 0;
  let last = Number.NEGATIVE_INFINITY;
  while (!signal.aborted) {
    if (feed.covers(after)) {
      if (feed.isAtEnd(after)) entered('live');
      const events = await feed.next(after, LIVE_BATCH, signal);
      if (events === null) continue;
      after = events.at(-1)?.position ?? after;
      yield events;
      const now = performance.now();
      rate = 0.7 * rate + (0.3 * events.length * 1_000) / Math.max(1, now - last);
      last = now;
      const rest = Math.min(LONGEST_REST_MS, Math.max(SHORTEST_REST_MS, rate * REST_MS_PER_EVENT_A_SECOND));
      if (events.length < LIVE_BATCH / 2) await elapsed(unhurried === true ? UNHURRIED_REST_MS : rest, signal);
      continue;
    }
    entered('catching-up');
    for await (const events of readLog(store, after, CATCH_UP_BATCH, signal)) {
      if (events === null) entered('live');
      else {
        after = events.at(-1)?.position ?? after;
        yield events;
      }
      if (feed.covers(after)) break;
    }
  }
}
