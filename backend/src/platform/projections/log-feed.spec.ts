import type { EventStore, FollowOptions, StoredEvent } from '../event-store/event-store';
import { LogFeed } from './log-feed';

const position = (number: number): string => String(number).padStart(20, '0');
const events = (from: number, to: number): StoredEvent[] =>
  Array.from({ length: to - from + 1 }, (_, index) => ({
    id: String(from + index),
    stream: 's',
    revision: from + index,
    position: position(from + index),
    storedType: 'Happened.v1',
    recordedAt: '',
    data: {},
    metadata: {},
  }));

/** The two calls that the feed makes, with the log in the hand of the test. */
function logAt(last: number) {
  let options: FollowOptions | null = null;
  const store = {
    lastPosition: () => Promise.resolve(position(last)),
    follow: (given: FollowOptions) => {
      options = given;
      return new Promise<void>((resolve) => given.signal.addEventListener('abort', () => resolve()));
    },
  };
  return { store: store as unknown as EventStore, arrive: (batch: readonly StoredEvent[]) => options?.batch(batch), after: () => options?.after };
}

const stop = new AbortController();
afterAll(() => stop.abort());
async function running(last: number) {
  const log = logAt(last);
  const feed = new LogFeed(log.store);
  void feed.run(stop.signal);
  await Promise.resolve();
  await Promise.resolve();
  return { ...log, feed };
}
const numbers = (batch: readonly StoredEvent[] | null): number[] | null => batch?.map(({ revision }) => revision) ?? null;

describe('LogFeed', () => {
  it('covers what comes after the end of the log at its start, and nothing before', async () => {
    const { feed, after } = await running(10);
    expect(after()).toBe(position(10));
    expect([feed.covers(position(9)), feed.covers(position(10)), feed.covers(position(11))]).toEqual([false, true, true]);
    expect(await feed.next(position(9), 5, stop.signal)).toBeNull();
  });

  it('gives each reader the events after its own position, and lets it wait for the next one', async () => {
    const { feed, arrive } = await running(10);
    const waiting = feed.next(position(10), 5, stop.signal);
    await arrive(events(11, 13));
    expect(numbers(await waiting)).toEqual([11, 12, 13]);
    expect(numbers(await feed.next(position(11), 1, stop.signal))).toEqual([12]);
    const next = feed.next(position(13), 5, stop.signal);
    await arrive(events(14, 14));
    expect(numbers(await next)).toEqual([14]);
  });

  it('sends a reader that fell far behind back to the log itself', async () => {
    const { feed, arrive } = await running(0);
    for (let first = 1; first <= 10_000; first += 500) await arrive(events(first, first + 499));
    expect(await feed.next(position(1_000), 5, stop.signal)).toBeNull();
    expect(numbers(await feed.next(position(9_998), 5, stop.signal))).toEqual([9_999, 10_000]);
  });

  it('stops waiting when the reader stops', async () => {
    const { feed } = await running(0);
    const reader = new AbortController();
    const waiting = feed.next(position(0), 5, reader.signal);
    reader.abort();
    expect(await waiting).toBeNull();
  });
});
