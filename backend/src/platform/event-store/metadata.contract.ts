import { ANY, BACKWARDS, END, NO_STREAM, START, jsonEvent } from '@eventstore/db-client';
import { drained, numbered, numbersOf, refusal, storeUnderTest, until } from '../testing/store-under-test';

const store = storeUnderTest();
const { client } = store;
afterAll(() => store.dispose());

async function written(count: number): Promise<string> {
  const stream = store.stream();
  await client.appendToStream(stream, numbered(count), { expectedRevision: ANY });
  return stream;
}

const read = async (stream: string, options = {}): Promise<number[]> => numbersOf(await drained(client.readStream(stream, options)));

describe('metadata of a stream', () => {
  it('is kept with all its keys, custom ones too', async () => {
    const stream = await written(1);
    const metadata = { maxAge: 3600, maxCount: 20, truncateBefore: 0, cacheControl: 60, colour: 'green', nested: { list: [1, 2] } };
    await client.setStreamMetadata(stream, metadata);
    expect((await client.getStreamMetadata(stream)).metadata).toEqual(metadata);
  });

  it('is empty until it is set, and may be set before the first event', async () => {
    const stream = store.stream();
    expect((await client.getStreamMetadata(stream)).metadata).toBeUndefined();
    await client.setStreamMetadata(stream, { maxCount: 1 }, { expectedRevision: NO_STREAM });
    expect((await client.getStreamMetadata(stream)).metadata).toEqual({ maxCount: 1 });
    await client.appendToStream(stream, numbered(3), { expectedRevision: NO_STREAM });
    expect(await read(stream)).toEqual([2]);
  });

  it('has its own revisions, of which only the newest can be read', async () => {
    const stream = await written(1);
    await client.setStreamMetadata(stream, { colour: 'green' }, { expectedRevision: NO_STREAM });
    await client.setStreamMetadata(stream, { colour: 'red' }, { expectedRevision: 0n });
    expect(await refusal(client.setStreamMetadata(stream, { colour: 'blue' }, { expectedRevision: 0n }))).toMatchObject({
      type: 'wrong-expected-version',
      actualVersion: 1n,
    });
    const events = await drained(client.readStream(`$$${stream}`));
    expect(events.map(({ event }) => event?.data)).toEqual([{ colour: 'red' }]);
  });

  it('that is not valid counts as none', async () => {
    const stream = await written(3);
    await client.appendToStream(`$$${stream}`, jsonEvent({ type: '$metadata', data: ['no', 'object'] }), { expectedRevision: ANY });
    expect(await read(stream)).toEqual([0, 1, 2]);
  });
});

describe('a limit on the number of events', () => {
  it('hides all but the newest, in both directions', async () => {
    const stream = await written(10);
    await client.setStreamMetadata(stream, { maxCount: 3 });
    expect(await read(stream)).toEqual([7, 8, 9]);
    expect(await read(stream, { fromRevision: 2n, maxCount: 2 })).toEqual([7, 8]);
    expect(await read(stream, { direction: BACKWARDS, fromRevision: END })).toEqual([9, 8, 7]);
    expect(await read(stream, { direction: BACKWARDS, fromRevision: 5n })).toEqual([]);
    await client.appendToStream(stream, numbered(1, 10), { expectedRevision: 9n });
    expect(await read(stream)).toEqual([8, 9, 10]);
  });
});

describe('a truncation', () => {
  it('hides everything before a revision, and can be taken back', async () => {
    const stream = await written(5);
    await client.setStreamMetadata(stream, { truncateBefore: 3 });
    expect(await read(stream)).toEqual([3, 4]);
    await client.setStreamMetadata(stream, { truncateBefore: 1 });
    expect(await read(stream)).toEqual([1, 2, 3, 4]);
  });

  it('of everything leaves a stream that is empty, not one that is missing', async () => {
    const stream = await written(2);
    await client.setStreamMetadata(stream, { truncateBefore: 100 });
    expect(await read(stream)).toEqual([]);
  });

  it('takes the stricter of it and the limit', async () => {
    const stream = await written(10);
    await client.setStreamMetadata(stream, { truncateBefore: 8, maxCount: 5 });
    expect(await read(stream)).toEqual([8, 9]);
    await client.setStreamMetadata(stream, { truncateBefore: 2, maxCount: 5 });
    expect(await read(stream)).toEqual([5, 6, 7, 8, 9]);
  });

  it('holds for subscriptions to the stream as well', async () => {
    const stream = await written(5);
    await client.setStreamMetadata(stream, { truncateBefore: 3 });
    const seen: number[] = [];
    const subscription = client.subscribeToStream(stream, { fromRevision: START });
    subscription.on('data', (event) => seen.push(...numbersOf([event])));
    await until(
      () => seen.length >= 2,
      () => String(seen),
    );
    await subscription.unsubscribe();
    expect(seen).toEqual([3, 4]);
  });
});

describe('an age limit', () => {
  it('hides events once they are older', async () => {
    const stream = await written(2);
    await client.setStreamMetadata(stream, { maxAge: 1 });
    const giveUpAt = Date.now() + 60_000;
    let seen = await read(stream);
    while (seen.length > 0 && Date.now() < giveUpAt) seen = await read(stream);
    expect(seen).toEqual([]);
    await client.appendToStream(stream, numbered(1, 2), { expectedRevision: 1n });
    expect(await read(stream)).toEqual([2]);
  });
});
