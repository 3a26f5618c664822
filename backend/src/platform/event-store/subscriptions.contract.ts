import { ANY, END, START, eventTypeFilter, excludeSystemEvents, streamNameFilter, type AllStreamSubscription, type Position } from '@eventstore/db-client';
import { drained, numbered, numbersOf, refusal, storeUnderTest, until } from '../testing/store-under-test';

const store = storeUnderTest();
const { client } = store;
afterAll(() => store.dispose());

interface Seen {
  readonly numbers: number[];
  readonly positions: bigint[];
  readonly marks: string[];
}

/** Collects what a subscription delivers, in the order of delivery. */
function collect(subscription: AllStreamSubscription): Seen {
  const seen: Seen = { numbers: [], positions: [], marks: [] };
  subscription.on('confirmation', () => seen.marks.push('confirmed'));
  subscription.on('caughtUp', () => seen.marks.push('caught up'));
  subscription.on('data', ({ event }) => {
    seen.numbers.push((event?.data as { number?: number } | undefined)?.number ?? -1);
    seen.positions.push(event?.position.commit ?? 0n);
    seen.marks.push('event');
  });
  return seen;
}

const endOfLog = async (): Promise<Position> => {
  const { position } = await client.appendToStream(store.stream(), numbered(1), { expectedRevision: ANY });
  if (position === undefined) throw new Error('An append has a position.');
  return position;
};

describe('a subscription to a stream', () => {
  it('delivers what is there, then what comes', async () => {
    const stream = store.stream();
    await client.appendToStream(stream, numbered(3), { expectedRevision: ANY });
    const seen: number[] = [];
    const subscription = client.subscribeToStream(stream, { fromRevision: START });
    subscription.on('data', (event) => seen.push(...numbersOf([event])));
    await until(
      () => seen.length === 3,
      () => String(seen),
    );
    await client.appendToStream(stream, numbered(2, 3), { expectedRevision: 2n });
    await until(
      () => seen.length === 5,
      () => String(seen),
    );
    await subscription.unsubscribe();
    expect(seen).toEqual([0, 1, 2, 3, 4]);
  });

  it('starts behind the given revision, or with new events only', async () => {
    const stream = store.stream();
    await client.appendToStream(stream, numbered(3), { expectedRevision: ANY });
    const [after, fresh]: [number[], number[]] = [[], []];
    const one = client.subscribeToStream(stream, { fromRevision: 1n });
    one.on('data', (event) => after.push(...numbersOf([event])));
    const two = client.subscribeToStream(stream, { fromRevision: END });
    two.on('data', (event) => fresh.push(...numbersOf([event])));
    await new Promise((resolve) => two.once('caughtUp', resolve));
    await client.appendToStream(stream, numbered(1, 3), { expectedRevision: 2n });
    await until(
      () => after.length === 2 && fresh.length === 1,
      () => `${String(after)} / ${String(fresh)}`,
    );
    await Promise.all([one.unsubscribe(), two.unsubscribe()]);
    expect([after, fresh]).toEqual([[2, 3], [3]]);
  });

  it('waits for a stream that does not exist yet', async () => {
    const stream = store.stream();
    const seen: number[] = [];
    const subscription = client.subscribeToStream(stream, { fromRevision: START });
    subscription.on('data', (event) => seen.push(...numbersOf([event])));
    await new Promise((resolve) => subscription.once('caughtUp', resolve));
    await client.appendToStream(stream, numbered(1), { expectedRevision: ANY });
    await until(
      () => seen.length === 1,
      () => String(seen),
    );
    await subscription.unsubscribe();
  });

  it('ends with an error when the stream is or becomes tombstoned', async () => {
    const stream = store.stream();
    await client.appendToStream(stream, numbered(1), { expectedRevision: ANY });
    const running = client.subscribeToStream(stream, { fromRevision: START });
    running.resume();
    const ended = refusal(new Promise((_resolve, reject) => running.once('error', reject)));
    await new Promise((resolve) => running.once('caughtUp', resolve));
    await client.tombstoneStream(stream);
    expect(await ended).toEqual({ type: 'stream-deleted', streamName: stream });
    const late = client.subscribeToStream(stream, { fromRevision: START });
    late.resume();
    expect(await refusal(new Promise((_resolve, reject) => late.once('error', reject)))).toEqual({ type: 'stream-deleted', streamName: stream });
  });
});

describe('a subscription to the whole log', () => {
  it('confirms, delivers, says when it has caught up, and goes on', async () => {
    const from = await endOfLog();
    const stream = store.stream();
    await client.appendToStream(stream, numbered(2), { expectedRevision: ANY });
    const subscription = client.subscribeToAll({ fromPosition: from, filter: streamNameFilter({ prefixes: [stream] }) });
    const seen = collect(subscription);
    await until(
      () => seen.marks.includes('caught up'),
      () => String(seen.marks),
    );
    await client.appendToStream(stream, numbered(1, 2), { expectedRevision: 1n });
    await until(
      () => seen.numbers.length === 3,
      () => String(seen.marks),
    );
    await subscription.unsubscribe();
    expect(seen.marks).toEqual(['confirmed', 'event', 'event', 'caught up', 'event']);
  });

  it('starts behind the given position', async () => {
    const { position } = await client.appendToStream(store.stream(), numbered(1), { expectedRevision: ANY });
    const next = await client.appendToStream(store.stream(), numbered(1, 1), { expectedRevision: ANY });
    if (position === undefined) throw new Error('An append has a position.');
    const subscription = client.subscribeToAll({ fromPosition: position });
    const seen = collect(subscription);
    await until(
      () => seen.positions.length > 0,
      () => 'nothing came',
    );
    await subscription.unsubscribe();
    expect(seen.positions[0]).toBeGreaterThan(position.commit);
    expect(seen.positions[0]).toBeLessThanOrEqual(next.position?.commit ?? 0n);
  });

  it('loses nothing, doubles nothing and keeps the order while 8 writers run through the switch from catch-up to live', async () => {
    const from = await endOfLog();
    const prefix = store.stream();
    const writers = Array.from({ length: 8 }, async (_, writer) => {
      for (let number = 0; number < 60; number++)
        await client.appendToStream(`${prefix}-${String(writer)}`, numbered(3, number * 3), { expectedRevision: ANY });
    });
    const subscriptions = Array.from({ length: 3 }, () => client.subscribeToAll({ fromPosition: from }));
    const seen = subscriptions.map(collect);
    await Promise.all(writers);
    const end = await endOfLog();
    await until(
      () => seen.every(({ positions }) => (positions.at(-1) ?? 0n) >= end.commit),
      () => String(seen.map(({ positions }) => positions.length)),
    );
    await Promise.all(subscriptions.map((subscription) => subscription.unsubscribe()));
    const expected = (await drained(client.readAll({ fromPosition: from })))
      .map(({ event }) => event?.position.commit ?? 0n)
      .filter((each) => each > from.commit && each <= end.commit);
    expect(expected.length).toBeGreaterThanOrEqual(8 * 60 * 3);
    for (const { positions } of seen) expect(positions.filter((each) => each <= end.commit)).toEqual(expected);
  });

  it('waits for a slow reader without losing anything', async () => {
    const from = await endOfLog();
    const stream = store.stream();
    const subscription = client.subscribeToAll({ fromPosition: from, filter: streamNameFilter({ prefixes: [stream] }) });
    const numbers: number[] = [];
    const reading = (async () => {
      for await (const event of subscription) {
        numbers.push(...numbersOf([event]));
        if (numbers.length % 50 === 0) await new Promise((resolve) => setTimeout(resolve, 5));
        if (numbers.length === 1000) return;
      }
    })();
    for (let number = 0; number < 1000; number += 100) await client.appendToStream(stream, numbered(100, number), { expectedRevision: ANY });
    await reading;
    expect(numbers).toEqual(Array.from({ length: 1000 }, (_, index) => index));
  });
});

describe('a filter', () => {
  const typed = (type: string) => numbered(1).map((event) => ({ ...event, type }));

  it('picks by prefix and regular expression of the event type', async () => {
    const from = await endOfLog();
    const mark = `T${store.stream().replaceAll('-', '')}`;
    await client.appendToStream(store.stream(), [...typed(`${mark}One.v1`), ...typed('Other.v1'), ...typed(`${mark}Two.v1`)], { expectedRevision: ANY });
    const kinds = [eventTypeFilter({ prefixes: ['Nothing', mark] }), eventTypeFilter({ regex: `^${mark}(One|Two)\\.v1$` })];
    for (const filter of kinds) {
      const subscription = client.subscribeToAll({ fromPosition: from, filter });
      const seen = collect(subscription);
      await until(
        () => seen.marks.includes('caught up'),
        () => String(seen.marks),
      );
      await subscription.unsubscribe();
      expect(seen.numbers).toHaveLength(2);
    }
  });

  it('picks by regular expression of the stream name', async () => {
    const from = await endOfLog();
    const stream = store.stream('/picked');
    await client.appendToStream(stream, numbered(2), { expectedRevision: ANY });
    const subscription = client.subscribeToAll({ fromPosition: from, filter: streamNameFilter({ regex: `${stream.slice(9)}$` }) });
    const seen = collect(subscription);
    await until(
      () => seen.marks.includes('caught up'),
      () => String(seen.marks),
    );
    await subscription.unsubscribe();
    expect(seen.numbers).toEqual([0, 1]);
  });

  it('leaves out system events', async () => {
    const from = await endOfLog();
    const stream = store.stream();
    await client.setStreamMetadata(stream, { maxCount: 5 });
    await client.appendToStream(stream, numbered(1), { expectedRevision: ANY });
    const subscription = client.subscribeToAll({ fromPosition: from, filter: excludeSystemEvents() });
    const types: string[] = [];
    subscription.on('data', ({ event }) => types.push(event?.type ?? ''));
    await until(
      () => types.includes('Numbered'),
      () => String(types),
    );
    await subscription.unsubscribe();
    expect(types.filter((type) => type.startsWith('$'))).toEqual([]);
  });

  it('tells checkpoints while it finds nothing, and each is a position to go on from', async () => {
    const from = await endOfLog();
    const stream = store.stream();
    await client.appendToStream(stream, numbered(200), { expectedRevision: ANY });
    const end = await endOfLog();
    const checkpoints: bigint[] = [];
    const filter = streamNameFilter({
      prefixes: ['there-is-no-such-stream'],
      maxSearchWindow: 10,
      checkpointInterval: 2,
      checkpointReached: (_subscription, position) => Promise.resolve(void checkpoints.push(position.commit)),
    });
    const subscription = client.subscribeToAll({ fromPosition: from, filter });
    const seen = collect(subscription);
    await until(
      () => (checkpoints.at(-1) ?? 0n) >= end.commit,
      () => String(checkpoints),
    );
    await subscription.unsubscribe();
    expect(seen.numbers).toEqual([]);
    expect(checkpoints.length).toBeGreaterThanOrEqual(10);
    expect(checkpoints).toEqual([...checkpoints].sort((a, b) => Number(a - b)));
    const at = { commit: checkpoints[0] ?? 0n, prepare: checkpoints[0] ?? 0n };
    expect(await drained(client.readAll({ fromPosition: at, maxCount: 1 }))).toHaveLength(1);
  });
});
