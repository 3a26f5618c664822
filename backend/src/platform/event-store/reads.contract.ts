import { ANY, BACKWARDS, END, FORWARDS, START, jsonEvent } from '@eventstore/db-client';
import { drained, numbered, numbersOf, refusal, storeUnderTest } from '../testing/store-under-test';

const store = storeUnderTest();
const { client } = store;
afterAll(() => store.dispose());

async function tenEvents(): Promise<string> {
  const stream = store.stream();
  await client.appendToStream(stream, numbered(10), { expectedRevision: ANY });
  return stream;
}

const read = async (stream: string, options: Parameters<typeof client.readStream>[1]): Promise<number[]> =>
  numbersOf(await drained(client.readStream(stream, options)));

describe('a stream read forwards', () => {
  it('starts at the given revision and stops at the count', async () => {
    const stream = await tenEvents();
    expect(await read(stream, { fromRevision: 4n, maxCount: 3 })).toEqual([4, 5, 6]);
    expect(await read(stream, { fromRevision: START })).toEqual([0, 1, 2, 3, 4, 5, 6, 7, 8, 9]);
    expect(await read(stream, { fromRevision: 9n })).toEqual([9]);
  });

  it('is empty behind the last event', async () => {
    expect(await read(await tenEvents(), { fromRevision: 10n })).toEqual([]);
  });

  it('cannot start at the end', async () => {
    await expect(read(await tenEvents(), { fromRevision: END, direction: FORWARDS })).rejects.toMatchObject({ code: 3 });
  });

  it('carries revision, position and time of every event', async () => {
    const stream = store.stream();
    const before = Date.now();
    const { position } = await client.appendToStream(stream, numbered(1), { expectedRevision: ANY });
    const [resolved] = await drained(client.readStream(stream));
    expect(resolved?.event).toMatchObject({ streamId: stream, revision: 0n, position });
    expect(resolved?.commitPosition).toBe(position?.commit);
    const recordedAt = (resolved?.event?.created ?? new Date(0)).getTime();
    // A server of another machine may have another clock.
    expect(Math.abs(recordedAt - before)).toBeLessThan(60_000);
  });
});

describe('a stream read backwards', () => {
  it('starts at the end, at the given revision, or wherever it ends when that lies beyond', async () => {
    const stream = await tenEvents();
    expect(await read(stream, { direction: BACKWARDS, fromRevision: END, maxCount: 2 })).toEqual([9, 8]);
    expect(await read(stream, { direction: BACKWARDS, fromRevision: 2n })).toEqual([2, 1, 0]);
    expect(await read(stream, { direction: BACKWARDS, fromRevision: 500n, maxCount: 1 })).toEqual([9]);
    expect(await read(stream, { direction: BACKWARDS, fromRevision: START })).toEqual([0]);
  });
});

describe('a stream that was never written', () => {
  it('is not found, in either direction', async () => {
    const stream = store.stream();
    expect(await refusal(read(stream, {}))).toEqual({ type: 'stream-not-found', streamName: stream });
    expect(await refusal(read(stream, { direction: BACKWARDS, fromRevision: END }))).toEqual({ type: 'stream-not-found', streamName: stream });
  });
});

describe('the whole log', () => {
  it('is read forwards from a position inclusive', async () => {
    const stream = await tenEvents();
    const events = await drained(client.readStream(stream));
    const third = events[3]?.event?.position;
    if (third === undefined) throw new Error('Stream reads carry positions.');
    const all = await drained(client.readAll({ fromPosition: third, maxCount: 500 }));
    expect(all[0]?.event?.position).toEqual(third);
    expect(numbersOf(all.filter(({ event }) => event?.streamId === stream))).toEqual([3, 4, 5, 6, 7, 8, 9]);
  });

  it('is read backwards from a position exclusive', async () => {
    const stream = await tenEvents();
    const events = await drained(client.readStream(stream));
    const third = events[3]?.event?.position;
    if (third === undefined) throw new Error('Stream reads carry positions.');
    const all = await drained(client.readAll({ direction: BACKWARDS, fromPosition: third, maxCount: 200 }));
    expect(numbersOf(all.filter(({ event }) => event?.streamId === stream))).toEqual([2, 1, 0]);
  });

  it('is empty behind its end, and ends with the newest event', async () => {
    const stream = await tenEvents();
    expect(await drained(client.readAll({ fromPosition: END }))).toEqual([]);
    const newest = await drained(client.readAll({ direction: BACKWARDS, fromPosition: END, maxCount: 1000 }));
    expect(numbersOf(newest.filter(({ event }) => event?.streamId === stream))[0]).toBe(9);
  });

  it('has nothing before its start', async () => {
    expect(await drained(client.readAll({ direction: BACKWARDS, fromPosition: START }))).toEqual([]);
  });

  it('stands in strictly rising positions, none of them 0', async () => {
    await tenEvents();
    const all = await drained(client.readAll({ maxCount: 3000 }));
    const positions = all.map(({ event }) => event?.position.commit ?? 0n);
    expect(positions[0]).toBeGreaterThan(0n);
    expect(positions.every((position, index) => index === 0 || position > (positions[index - 1] ?? 0n))).toBe(true);
  });

  it('shows system events', async () => {
    const stream = store.stream();
    const { position } = await client.setStreamMetadata(stream, { maxCount: 5 });
    if (position === undefined) throw new Error('An append has a position.');
    const [found] = await drained(client.readAll({ fromPosition: position, maxCount: 1 }));
    expect(found?.event).toMatchObject({ streamId: `$$${stream}`, type: '$metadata', data: { $maxCount: 5 } });
  });
});

describe('links', () => {
  const link = (revision: number, stream: string) => ({
    ...jsonEvent({ type: '$>', data: {} }),
    contentType: 'application/octet-stream' as const,
    data: Buffer.from(`${String(revision)}@${stream}`),
  });

  it('are followed when asked, and are events of their own otherwise', async () => {
    const [target, links] = [await tenEvents(), store.stream()];
    await client.appendToStream(links, [link(7, target), link(2, target)], { expectedRevision: ANY });
    const followed = await drained(client.readStream(links, { resolveLinkTos: true }));
    expect(followed).toMatchObject([
      { event: { streamId: target, revision: 7n, data: { number: 7 } }, link: { streamId: links, revision: 0n, type: '$>' } },
      { event: { streamId: target, revision: 2n, data: { number: 2 } }, link: { streamId: links, revision: 1n, type: '$>' } },
    ]);
    const plain = await drained(client.readStream(links));
    expect(plain.map(({ event, link: none }) => [event?.type, none])).toEqual([
      ['$>', undefined],
      ['$>', undefined],
    ]);
  });

  it('to something that is gone keep only the link', async () => {
    const [target, links] = [await tenEvents(), store.stream()];
    await client.appendToStream(links, [link(3, target), link(99, target)], { expectedRevision: ANY });
    await client.deleteStream(target);
    const followed = await drained(client.readStream(links, { resolveLinkTos: true }));
    expect(followed.map(({ event, link: own }) => [event, own?.revision])).toEqual([
      [undefined, 0n],
      [undefined, 1n],
    ]);
  });
});

it('reads 64 streams at once over one connection', async () => {
  const streams = await Promise.all(Array.from({ length: 64 }, tenEvents));
  const all = await Promise.all(streams.map((stream) => read(stream, {})));
  expect(all).toEqual(streams.map(() => [0, 1, 2, 3, 4, 5, 6, 7, 8, 9]));
});
