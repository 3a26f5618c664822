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
 * A rest between two small batches, as long as the last one took within these bounds: under load events are taken together,
 * which costs far less, while the first one after a quiet moment is taken at once.
 */
const SHORTEST_REST_MS = 8;
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
  while (!signal.aborted) {
    if (feed.covers(after)) {
      if (feed.isAtEnd(after)) entered('live');
      const events = await feed.next(after, LIVE_BATCH, signal);
      if (events === null) continue;
      after = events.at(-1)?.position ?? after;
      const began = performance.now();
      yield events;
      const rest = unhurried === true ? UNHURRIED_REST_MS : Math.min(LONGEST_REST_MS, Math.max(SHORTEST_REST_MS, performance.now() - began));
      if (events.length < LIVE_BATCH / 2) await elapsed(rest, signal);
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
