import { BACKWARDS, EventStoreDBClient, jsonEvent } from '@eventstore/db-client';
import { startEventNode, type EventNode } from './event-node';
import { temporaryFolder } from './testing/node-process';

const LARGE = [2n ** 53n, 2n ** 63n - 1n, 2n ** 64n - 1n];

const folder = temporaryFolder();
let node: EventNode;
let client: EventStoreDBClient;

beforeAll(async () => {
  node = await startEventNode({ dataDir: folder.path, port: 0, secret: null });
  client = EventStoreDBClient.connectionString(`esdb://127.0.0.1:${String(node.port)}?tls=false&connectionName=any`);
  await client.appendToStream('a-1', [event(0), event(1)]);
});

afterAll(async () => {
  await client.dispose();
  await node.stop();
  folder.remove();
});

const event = (number: number) => jsonEvent({ type: 'Any.v1', data: { number } });

async function count(read: AsyncIterable<unknown>): Promise<number> {
  const found: unknown[] = [];
  for await (const each of read) found.push(each);
  return found.length;
}

describe.each(LARGE)('the number %d', (number) => {
  /** With credentials the client makes a call of its own for each append. */
  it.each([
    ['batches', {}],
    ['single', { credentials: { username: 'any', password: 'any' } }],
  ])('is refused as the revision of an append (%s), and repeated exactly', async (_call, options) => {
    const refused = { type: 'wrong-expected-version', expectedVersion: number, actualVersion: 1n };
    await expect(client.appendToStream('a-1', event(2), { expectedRevision: number, ...options })).rejects.toMatchObject(refused);
  });

  it('is refused as the revision of a delete and of a tombstone', async () => {
    const refused = { type: 'wrong-expected-version' };
    await expect(client.deleteStream('a-1', { expectedRevision: number })).rejects.toMatchObject(refused);
    await expect(client.tombstoneStream('a-1', { expectedRevision: number })).rejects.toMatchObject(refused);
  });

  it('lies behind everything as a start, and is enough as a limit', async () => {
    const position = { commit: number, prepare: number };
    const counts = await Promise.all([
      count(client.readStream('a-1', { fromRevision: number })),
      count(client.readStream('a-1', { fromRevision: number, direction: BACKWARDS })),
      count(client.readAll({ fromPosition: position })),
      count(client.readAll({ fromPosition: position, direction: BACKWARDS })),
      count(client.readStream('a-1', { maxCount: number })),
    ]);
    expect(counts).toEqual([0, 2, 0, 2, 2]);
  });
});
