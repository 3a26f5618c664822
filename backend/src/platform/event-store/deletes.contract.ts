import { ANY, BACKWARDS, END, NO_STREAM, STREAM_EXISTS } from '@eventstore/db-client';
import { drained, numbered, numbersOf, refusal, storeUnderTest } from '../testing/store-under-test';

const store = storeUnderTest();
const { client } = store;
afterAll(() => store.dispose());

async function written(count: number): Promise<string> {
  const stream = store.stream();
  await client.appendToStream(stream, numbered(count), { expectedRevision: ANY });
  return stream;
}

const read = async (stream: string): Promise<number[]> => numbersOf(await drained(client.readStream(stream)));
const rawMetadata = async (stream: string): Promise<string> => {
  const position = (await drained(client.readStream(`$$${stream}`, { direction: BACKWARDS, fromRevision: END, maxCount: 1 })))[0];
  return JSON.stringify(position?.event?.data);
};

describe('a deleted stream', () => {
  it('is not found any more, but its events stay in the whole log', async () => {
    const stream = await written(3);
    const first = (await drained(client.readStream(stream, { maxCount: 1 })))[0]?.event?.position;
    if (first === undefined) throw new Error('Stream reads carry positions.');
    const { position } = await client.deleteStream(stream, { expectedRevision: 2n });
    expect(position?.commit).toBeGreaterThan(first.commit);
    expect(await refusal(read(stream))).toEqual({ type: 'stream-not-found', streamName: stream });
    const all = await drained(client.readAll({ fromPosition: first, maxCount: 200 }));
    expect(numbersOf(all.filter(({ event }) => event?.streamId === stream))).toEqual([0, 1, 2]);
  });

  it('comes back with the next append, which goes on counting', async () => {
    const stream = await written(3);
    await client.deleteStream(stream);
    const back = await client.appendToStream(stream, numbered(1, 10), { expectedRevision: NO_STREAM });
    expect(back.nextExpectedRevision).toBe(3n);
    expect(await read(stream)).toEqual([10]);
    await client.appendToStream(stream, numbered(1, 11), { expectedRevision: 3n });
    expect(await read(stream)).toEqual([10, 11]);
  });

  it('comes back with an append at its last revision or at any', async () => {
    const [exact, any] = [await written(2), await written(2)];
    await client.deleteStream(exact);
    await client.deleteStream(any);
    await client.appendToStream(exact, numbered(1, 5), { expectedRevision: 1n });
    await client.appendToStream(any, numbered(1, 6), { expectedRevision: ANY });
    expect([await read(exact), await read(any)]).toEqual([[5], [6]]);
  });

  it('does not exist for an append to a stream that must exist', async () => {
    const stream = await written(1);
    await client.deleteStream(stream);
    const error = await refusal(client.appendToStream(stream, numbered(1), { expectedRevision: STREAM_EXISTS }));
    expect(error).toEqual({ type: 'stream-deleted', streamName: stream });
  });

  it('comes back with new metadata, still without its old events', async () => {
    const stream = await written(2);
    await client.deleteStream(stream);
    await client.setStreamMetadata(stream, { colour: 'green' });
    expect(await read(stream)).toEqual([]);
    expect(await rawMetadata(stream)).toBe('{"$tb":2,"colour":"green"}');
  });

  it('keeps the rest of its metadata when it comes back', async () => {
    const stream = await written(2);
    await client.deleteStream(stream);
    expect(await rawMetadata(stream)).toBe('{"$tb":9223372036854776000}');
    await client.appendToStream(stream, numbered(1), { expectedRevision: ANY });
    expect(await rawMetadata(stream)).toBe('{"$tb":2}');
  });

  it('loses the metadata it had', async () => {
    const stream = await written(1);
    await client.setStreamMetadata(stream, { maxCount: 10, colour: 'green' });
    await client.deleteStream(stream);
    expect((await client.getStreamMetadata(stream)).metadata).toEqual({ truncateBefore: Number(2n ** 63n) });
  });

  it('is refused at the wrong revision', async () => {
    const stream = await written(3);
    const error = await refusal(client.deleteStream(stream, { expectedRevision: 1n }));
    expect(error).toEqual({ type: 'wrong-expected-version', streamName: stream, expectedVersion: 1n, actualVersion: 2n });
    expect(await read(stream)).toEqual([0, 1, 2]);
  });

  it('must have been there', async () => {
    const stream = store.stream();
    expect(await refusal(client.deleteStream(stream))).toEqual({
      type: 'wrong-expected-version',
      streamName: stream,
      expectedVersion: -2n,
      actualVersion: 'no_stream',
    });
  });
});

describe('a tombstoned stream', () => {
  it('refuses every read, append, delete and tombstone for ever', async () => {
    const stream = await written(2);
    await client.tombstoneStream(stream, { expectedRevision: 1n });
    const gone = { type: 'stream-deleted', streamName: stream };
    expect(await refusal(read(stream))).toEqual(gone);
    expect(await refusal(client.appendToStream(stream, numbered(1), { expectedRevision: ANY }))).toEqual(gone);
    expect(await refusal(client.appendToStream(stream, numbered(1), { expectedRevision: NO_STREAM }))).toEqual(gone);
    expect(await refusal(client.deleteStream(stream))).toEqual(gone);
    expect(await refusal(client.tombstoneStream(stream))).toEqual(gone);
  });

  it('need not have been written before', async () => {
    const stream = store.stream();
    await client.tombstoneStream(stream, { expectedRevision: NO_STREAM });
    expect(await refusal(read(stream))).toEqual({ type: 'stream-deleted', streamName: stream });
  });

  it('shows its end in the whole log', async () => {
    const stream = await written(1);
    const { position } = await client.tombstoneStream(stream);
    if (position === undefined) throw new Error('A tombstone has a position.');
    const [end] = await drained(client.readAll({ fromPosition: position, maxCount: 1 }));
    expect(end?.event).toMatchObject({ streamId: stream, type: '$streamDeleted', revision: 2n ** 63n - 1n });
  });

  it('is refused at the wrong revision', async () => {
    const stream = await written(1);
    const error = await refusal(client.tombstoneStream(stream, { expectedRevision: 7n }));
    expect(error).toEqual({ type: 'wrong-expected-version', streamName: stream, expectedVersion: 7n, actualVersion: 0n });
  });
});
