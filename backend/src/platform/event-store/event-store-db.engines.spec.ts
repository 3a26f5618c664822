import { randomUUID } from 'node:crypto';
import { EventStoreUnavailable, type EventToAppend, type StoredEvent } from './event-store';
import { EventStoreDb } from './event-store-db';

const url = process.env['EVENTSTORE_URL'] ?? '';
const event = (number: number): EventToAppend => ({
  id: randomUUID(),
  storedType: 'Something.v1',
  data: { v: 1, c: { number }, b: [], z: 'ä ☕' },
  metadata: { commandId: randomUUID() },
});
const events = (count: number): EventToAppend[] => Array.from({ length: count }, (_, number) => event(number));
const newStream = (): string => `import-${randomUUID()}`;

describe('the event store', () => {
  let store: EventStoreDb;
  beforeAll(() => {
    store = new EventStoreDb({ url });
  });
  afterAll(() => store.close());

  it('gives back what was appended, in order, with places in stream and log', async () => {
    const stream = newStream();
    const three = events(3);
    const result = await store.append(stream, 'no-stream', three);
    const read = await store.readStream(stream);
    expect(read.map(({ id, storedType, data, metadata }) => ({ id, storedType, data, metadata }))).toEqual(three);
    expect(read.map(({ revision }) => revision)).toEqual([0, 1, 2]);
    expect(read.every((one, index) => index === 0 || one.position > (read[index - 1]?.position ?? ''))).toBe(true);
    expect(result).toEqual({ kind: 'appended', revision: 2, position: read[2]?.position });
    expect(await store.readLast(stream)).toEqual(read[2]);
    expect(await store.readStream(stream, 2)).toEqual([read[2]]);
    expect(await store.readStream(stream, 3)).toEqual([]);
  });

  it('reads nothing from a stream that does not exist', async () => {
    expect(await store.readStream(newStream())).toEqual([]);
    expect(await store.readLast(newStream())).toBeNull();
  });

  it('answers a wrong revision with the actual one, and stores nothing', async () => {
    const stream = newStream();
    expect(await store.append(stream, 4, events(1))).toEqual({ kind: 'conflict', actual: null });
    await store.append(stream, 'no-stream', events(2));
    expect(await store.append(stream, 'no-stream', events(1))).toEqual({ kind: 'conflict', actual: 1 });
    expect(await store.append(stream, 0, events(1))).toEqual({ kind: 'conflict', actual: 1 });
    expect(await store.append(stream, 9, events(1))).toEqual({ kind: 'conflict', actual: 1 });
    expect(await store.readStream(stream)).toHaveLength(2);
  });

  it('takes the same ids at the same revision once, and answers as the first time', async () => {
    const stream = newStream();
    const two = events(2);
    const first = await store.append(stream, 'no-stream', two);
    await store.append(stream, 1, events(1));
    expect(await store.append(stream, 'no-stream', two)).toEqual(first);
    expect(await store.readStream(stream)).toHaveLength(3);
  });

  it('refuses an append that is too large for a real server', async () => {
    const large = { ...event(0), data: { text: 'x'.repeat(1_100_000) } };
    await expect(store.append(newStream(), 'no-stream', [large])).rejects.toThrow('too large');
  });

  it('keeps many appends and reads apart that run at once', async () => {
    const streams = Array.from({ length: 150 }, newStream);
    const results = await Promise.all(streams.map((stream) => store.append(stream, 'no-stream', events(2))));
    expect(results.map(({ kind }) => kind)).toEqual(streams.map(() => 'appended'));
    const read = await Promise.all(streams.map((stream) => store.readStream(stream)));
    expect(read.map((found) => found.map(({ stream }) => stream))).toEqual(streams.map((stream) => [stream, stream]));
  });

  it('follows the log from a position on, in order, in batches, and goes on live', async () => {
    const stream = newStream();
    const after = await store.lastPosition();
    await store.append(stream, 'no-stream', events(250));
    const seen: StoredEvent[] = [];
    const sizes: number[] = [];
    let ends = 0;
    const stop = new AbortController();
    const following = store.follow({
      after,
      maxBatch: 100,
      signal: stop.signal,
      caughtUp: () => (ends += 1),
      batch: (batch) => {
        sizes.push(batch.length);
        seen.push(...batch.filter((one) => one.stream === stream));
        if (seen.length === 260) stop.abort();
        else if (seen.length === 250) void store.append(stream, 249, events(10));
        return Promise.resolve();
      },
    });
    await following;
    expect(seen.map(({ revision }) => revision)).toEqual(Array.from({ length: 260 }, (_, index) => index));
    expect(Math.max(...sizes)).toBeLessThanOrEqual(100);
    expect(ends).toBeGreaterThan(0);
    expect(await store.lastPosition()).toBe(seen.at(-1)?.position);
  });

  it('stops following with the fault of the consumer, and never goes past it', async () => {
    const stream = newStream();
    const after = await store.lastPosition();
    await store.append(stream, 'no-stream', events(20));
    let calls = 0;
    const batch = (): Promise<void> => {
      calls += 1;
      return Promise.reject(new Error('cannot fold'));
    };
    await expect(store.follow({ after, maxBatch: 5, batch, signal: new AbortController().signal })).rejects.toThrow('cannot fold');
    expect(calls).toBe(1);
  });
});

describe('an event store that is away', () => {
  it('says so after the time it was given, and does not end the process', async () => {
    const store = new EventStoreDb({ url: 'esdb://127.0.0.1:9?tls=false', attemptMs: 100, giveUpMs: 300 });
    await expect(store.append(newStream(), 'no-stream', events(1))).rejects.toThrow(EventStoreUnavailable);
    await expect(store.readStream(newStream())).rejects.toThrow(EventStoreUnavailable);
    await store.close();
  });
});
