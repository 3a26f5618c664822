import { randomUUID } from 'node:crypto';
import { ANY, NO_STREAM, STREAM_EXISTS, binaryEvent, jsonEvent } from '@eventstore/db-client';
import { drained, numbered, numbersOf, refusal, storeUnderTest } from '../testing/store-under-test';

const store = storeUnderTest();
const { client } = store;
afterAll(() => store.dispose());

const revisions = async (stream: string): Promise<number[]> => (await drained(client.readStream(stream))).map(({ event }) => Number(event?.revision));

/** Both ways of writing: the long-lived batch call, and one call per append, which the client takes when it is given credentials. */
describe.each([
  ['the batch call', {}],
  ['the classic call', { credentials: { username: 'admin', password: 'changeit' } }],
])('an append through %s', (_name, way) => {
  it('starts a stream that must not exist, and answers with revision and position of the last event', async () => {
    const stream = store.stream();
    const written = await client.appendToStream(stream, numbered(3), { expectedRevision: NO_STREAM, ...way });
    const last = (await drained(client.readStream(stream, { direction: 'backwards', fromRevision: 'end', maxCount: 1 })))[0];
    expect(written).toEqual({ success: true, nextExpectedRevision: 2n, position: last?.event?.position });
  });

  it('refuses a stream that exists although it must not', async () => {
    const stream = store.stream();
    await client.appendToStream(stream, numbered(2), { expectedRevision: NO_STREAM, ...way });
    const error = await refusal(client.appendToStream(stream, numbered(1), { expectedRevision: NO_STREAM, ...way }));
    expect(error).toEqual({ type: 'wrong-expected-version', streamName: stream, expectedVersion: 'no_stream', actualVersion: 1n });
  });

  it('writes at the exact last revision', async () => {
    const stream = store.stream();
    await client.appendToStream(stream, numbered(2), { expectedRevision: ANY, ...way });
    await client.appendToStream(stream, numbered(1), { expectedRevision: 1n, ...way });
    expect(await revisions(stream)).toEqual([0, 1, 2]);
  });

  it('refuses a revision that is higher than the last one', async () => {
    const stream = store.stream();
    await client.appendToStream(stream, numbered(1), { expectedRevision: ANY, ...way });
    const error = await refusal(client.appendToStream(stream, numbered(1), { expectedRevision: 5n, ...way }));
    expect(error).toEqual({ type: 'wrong-expected-version', streamName: stream, expectedVersion: 5n, actualVersion: 0n });
  });

  it('refuses an exact revision of a stream that does not exist', async () => {
    const stream = store.stream();
    const error = await refusal(client.appendToStream(stream, numbered(1), { expectedRevision: 0n, ...way }));
    expect(error).toEqual({ type: 'wrong-expected-version', streamName: stream, expectedVersion: 0n, actualVersion: 'no_stream' });
  });

  it('refuses a lower revision when the events are not those that stand there', async () => {
    const stream = store.stream();
    await client.appendToStream(stream, numbered(3), { expectedRevision: NO_STREAM, ...way });
    const error = await refusal(client.appendToStream(stream, numbered(1), { expectedRevision: 0n, ...way }));
    expect(error).toEqual({ type: 'wrong-expected-version', streamName: stream, expectedVersion: 0n, actualVersion: 2n });
  });

  it('recognises a repetition at a lower revision, answers with the original place, and writes nothing', async () => {
    const stream = store.stream();
    const events = numbered(2);
    const first = await client.appendToStream(stream, events, { expectedRevision: NO_STREAM, ...way });
    await client.appendToStream(stream, numbered(1), { expectedRevision: 1n, ...way });
    expect(await client.appendToStream(stream, events, { expectedRevision: NO_STREAM, ...way })).toEqual(first);
    expect(await revisions(stream)).toEqual([0, 1, 2]);
  });

  it('compares ids only: the same ids with other bytes succeed, and the first bytes stay', async () => {
    const stream = store.stream();
    const id = randomUUID();
    await client.appendToStream(stream, jsonEvent({ id, type: 'Numbered', data: { number: 1 } }), { expectedRevision: NO_STREAM, ...way });
    const again = await client.appendToStream(stream, jsonEvent({ id, type: 'Other', data: { number: 2 } }), { expectedRevision: NO_STREAM, ...way });
    expect(again.success).toBe(true);
    expect(numbersOf(await drained(client.readStream(stream)))).toEqual([1]);
  });

  it('refuses a repetition that has grown', async () => {
    const stream = store.stream();
    const events = numbered(2);
    await client.appendToStream(stream, events, { expectedRevision: NO_STREAM, ...way });
    await client.appendToStream(stream, numbered(1), { expectedRevision: 1n, ...way });
    const error = await refusal(client.appendToStream(stream, [...events, ...numbered(1)], { expectedRevision: NO_STREAM, ...way }));
    expect(error).toMatchObject({ type: 'wrong-expected-version', actualVersion: 2n });
  });

  it('recognises a recent repetition without a revision', async () => {
    const stream = store.stream();
    const events = numbered(2);
    const first = await client.appendToStream(stream, events, { expectedRevision: ANY, ...way });
    await client.appendToStream(stream, numbered(1), { expectedRevision: ANY, ...way });
    expect(await client.appendToStream(stream, events, { expectedRevision: ANY, ...way })).toEqual(first);
    expect(await revisions(stream)).toEqual([0, 1, 2]);
  });

  it('writes without a revision when the first id is new, and refuses when only a later one is', async () => {
    const stream = store.stream();
    const [known] = numbered(1);
    if (known === undefined) throw new Error('There is one.');
    await client.appendToStream(stream, known, { expectedRevision: ANY, ...way });
    await client.appendToStream(stream, [...numbered(1), known], { expectedRevision: ANY, ...way });
    expect(await revisions(stream)).toEqual([0, 1, 2]);
    const error = await refusal(client.appendToStream(stream, [known, ...numbered(1)], { expectedRevision: ANY, ...way }));
    expect(error).toMatchObject({ type: 'wrong-expected-version', expectedVersion: 'any' });
  });

  it('does not take the id of another stream for a repetition', async () => {
    const events = numbered(1);
    const [one, two] = [store.stream(), store.stream()];
    await client.appendToStream(one, events, { expectedRevision: ANY, ...way });
    await client.appendToStream(two, events, { expectedRevision: ANY, ...way });
    expect([await revisions(one), await revisions(two)]).toEqual([[0], [0]]);
  });

  it('appends to a stream that must exist, and refuses one that never did', async () => {
    const [there, absent] = [store.stream(), store.stream()];
    await client.appendToStream(there, numbered(1), { expectedRevision: NO_STREAM, ...way });
    await client.appendToStream(there, numbered(1), { expectedRevision: STREAM_EXISTS, ...way });
    expect(await revisions(there)).toEqual([0, 1]);
    const error = await refusal(client.appendToStream(absent, numbered(1), { expectedRevision: STREAM_EXISTS, ...way }));
    expect(error).toEqual({ type: 'wrong-expected-version', streamName: absent, expectedVersion: 'stream_exists', actualVersion: 'no_stream' });
  });

  it('counts a stream that has only metadata as one that exists', async () => {
    const stream = store.stream();
    await client.setStreamMetadata(stream, { colour: 'green' });
    const written = await client.appendToStream(stream, numbered(1), { expectedRevision: STREAM_EXISTS, ...way });
    expect(written.nextExpectedRevision).toBe(0n);
  });

  it('takes an append of no events as a question for the last revision', async () => {
    const stream = store.stream();
    await client.appendToStream(stream, numbered(2), { expectedRevision: ANY, ...way });
    expect((await client.appendToStream(stream, [], { expectedRevision: 1n, ...way })).nextExpectedRevision).toBe(1n);
    expect(await revisions(stream)).toEqual([0, 1]);
  });

  it('refuses more than the largest append, and takes a little less', async () => {
    const stream = store.stream();
    const large = (bytes: number) => binaryEvent({ type: 'Large', data: new Uint8Array(bytes).fill(7) });
    const error = await refusal(client.appendToStream(stream, [large(600_000), large(500_000)], { expectedRevision: NO_STREAM, ...way }));
    expect(error).toMatchObject({ type: 'maximum-append-size-exceeded' });
    await client.appendToStream(stream, large(900_000), { expectedRevision: NO_STREAM, ...way });
    const data = (await drained(client.readStream(stream)))[0]?.event?.data as Uint8Array;
    // Not toEqual: comparing 900,000 numbers one by one takes seconds.
    expect(Buffer.from(data).equals(Buffer.alloc(900_000, 7))).toBe(true);
  });

  it('writes all of a batch of 500 or nothing of it', async () => {
    const stream = store.stream();
    await client.appendToStream(stream, numbered(500), { expectedRevision: NO_STREAM, ...way });
    await refusal(client.appendToStream(stream, numbered(500), { expectedRevision: 10n, ...way }));
    expect(numbersOf(await drained(client.readStream(stream)))).toEqual(Array.from({ length: 500 }, (_, index) => index));
  });

  it.each(['/with/slashes', ' with spaces', '-ümläut-日本', '$?&=%25', "'quoted'"])('keeps the name of a stream as it is: %s', async (suffix) => {
    const stream = store.stream(suffix);
    await client.appendToStream(stream, numbered(1), { expectedRevision: NO_STREAM, ...way });
    expect((await drained(client.readStream(stream)))[0]?.event?.streamId).toBe(stream);
    const error = await refusal(client.appendToStream(stream, numbered(1), { expectedRevision: NO_STREAM, ...way }));
    expect(error).toMatchObject({ type: 'wrong-expected-version', streamName: stream });
  });

  it('keeps JSON, binary data and metadata as they were given', async () => {
    const stream = store.stream();
    const [one, two] = [randomUUID(), randomUUID()];
    const bytes = Uint8Array.from({ length: 256 }, (_, index) => index);
    await client.appendToStream(
      stream,
      [
        jsonEvent({ id: one, type: 'Json', data: { text: 'naïve ☃' }, metadata: { why: 'test' } }),
        binaryEvent({ id: two, type: 'Binary', data: bytes, metadata: bytes }),
      ],
      { expectedRevision: NO_STREAM, ...way },
    );
    const events = (await drained(client.readStream(stream))).map(({ event }) => event);
    expect(events).toMatchObject([
      { id: one, type: 'Json', isJson: true, data: { text: 'naïve ☃' }, metadata: { why: 'test' }, revision: 0n },
      { id: two, type: 'Binary', isJson: false, data: bytes, revision: 1n },
    ]);
    expect(Buffer.from(events[1]?.metadata as Uint8Array).equals(Buffer.from(bytes))).toBe(true);
  });
});

describe('many writers', () => {
  it('let exactly one of them win a revision', async () => {
    const stream = store.stream();
    const outcomes = await Promise.allSettled(
      Array.from({ length: 20 }, (_, index) => client.appendToStream(stream, numbered(1, index), { expectedRevision: NO_STREAM })),
    );
    expect(outcomes.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
    expect(await revisions(stream)).toEqual([0]);
  });

  it('get contiguous revisions and rising positions', async () => {
    const stream = store.stream();
    const written = await Promise.all(
      Array.from({ length: 50 }, (_, index) => client.appendToStream(stream, numbered(2, index * 2), { expectedRevision: ANY })),
    );
    const events = await drained(client.readStream(stream));
    const positions = events.map(({ event }) => Number(event?.position?.commit));
    expect(events.map(({ event }) => Number(event?.revision))).toEqual(Array.from({ length: 100 }, (_, index) => index));
    expect(positions).toEqual([...positions].sort((a, b) => a - b));
    expect(new Set(written.map(({ nextExpectedRevision }) => nextExpectedRevision)).size).toBe(50);
  });

  it('append 10,000 events to one stream and read every one back', async () => {
    const stream = store.stream();
    for (let from = 0; from < 10_000; from += 1000) await client.appendToStream(stream, numbered(1000, from), { expectedRevision: ANY });
    expect(numbersOf(await drained(client.readStream(stream)))).toEqual(Array.from({ length: 10_000 }, (_, index) => index));
  });
});

describe('a deadline', () => {
  it('in the past refuses the append', async () => {
    const error = await refusal(client.appendToStream(store.stream(), numbered(1), { expectedRevision: ANY, deadline: -1000 }));
    expect(error).toEqual({ type: 'deadline-exceeded' });
  });
});
