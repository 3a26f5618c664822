import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { logVerbosity, setLogVerbosity } from '@grpc/grpc-js';
import { ANY, BACKWARDS, END, EventStoreDBClient, NO_STREAM, START, eventTypeFilter, jsonEvent } from '@eventstore/db-client';
import Database from 'libsql';
import { startEventNode, type EventNode } from './event-node';
import { verifyFolder } from './storage/verify-folder';
import { temporaryFolder } from './testing/node-process';

setLogVerbosity(logVerbosity.NONE);

const folder = temporaryFolder();
let used = 0;
let node: EventNode | null = null;
let client: EventStoreDBClient | null = null;

const freshFolder = (): string => join(folder.path, String(used++));

async function open(dataDir: string, options: { secret?: string; now?: () => number } = {}): Promise<EventStoreDBClient> {
  node = await startEventNode({ dataDir, port: 0, secret: null, ...options });
  client = EventStoreDBClient.connectionString(`esdb://127.0.0.1:${String(node.port)}?tls=false&connectionName=${options.secret ?? 'any'}`);
  return client;
}

async function close(): Promise<void> {
  await client?.dispose();
  await node?.stop();
  [client, node] = [null, null];
}

afterEach(close);
afterAll(() => folder.remove());

const event = (number: number) => jsonEvent({ type: 'Any.v1', data: { number } });

async function numbers(read: AsyncIterable<{ event?: { data: unknown } }>): Promise<number[]> {
  const found: number[] = [];
  for await (const each of read) found.push((each.event?.data as { number: number }).number);
  return found;
}

describe('a fresh node', () => {
  it('has an empty log that can be read, followed and written', async () => {
    const store = await open(freshFolder());
    expect(await numbers(store.readAll())).toEqual([]);
    expect(await numbers(store.readAll({ direction: BACKWARDS, fromPosition: END }))).toEqual([]);
    const subscription = store.subscribeToAll({ fromPosition: START });
    const first = new Promise((resolve) => subscription.once('data', ({ event: found }) => resolve(found?.data)));
    await new Promise((resolve) => subscription.once('caughtUp', resolve));
    await store.appendToStream('a-1', event(1), { expectedRevision: NO_STREAM });
    expect(await first).toEqual({ number: 1 });
    await subscription.unsubscribe();
  });

  it('lets nobody in without its secret', async () => {
    await open(freshFolder(), { secret: 'right' });
    const stranger = EventStoreDBClient.connectionString(`esdb://127.0.0.1:${String(node?.port)}?tls=false&connectionName=wrong`);
    const read = numbers(stranger.readAll());
    await expect(read).rejects.toMatchObject({ type: 'access-denied' });
    await expect(stranger.appendToStream('a-1', event(1), { credentials: { username: 'a', password: 'b' } })).rejects.toMatchObject({ type: 'access-denied' });
    await expect(stranger.deleteStream('a-1')).rejects.toMatchObject({ type: 'access-denied' });
    await stranger.dispose();
  });

  it('can be discovered', async () => {
    await open(freshFolder());
    const discovering = EventStoreDBClient.connectionString(`esdb+discover://127.0.0.1:${String(node?.port)}?tls=false`);
    expect((await discovering.appendToStream('a-1', event(1))).success).toBe(true);
    await discovering.dispose();
  });

  it('says that persistent subscriptions and projections are not implemented', async () => {
    const store = await open(freshFolder());
    await expect(store.createProjection('any', 'fromAll()')).rejects.toMatchObject({ code: 12 });
    await expect(store.listAllPersistentSubscriptions()).rejects.toMatchObject({ code: 12 });
  });

  it('keeps the soft deletion of a stream as the exact number', async () => {
    const dataDir = freshFolder();
    const store = await open(dataDir);
    await store.appendToStream('a-1', event(1));
    await store.deleteStream('a-1');
    await close();
    expect(readFileSync(join(dataDir, 'events.db')).includes('{"$tb":9223372036854775807}')).toBe(true);
  });
});

it('delivers at once what is written while it is still sending', async () => {
  const store = await open(freshFolder());
  const subscription = store.subscribeToAll();
  let delivered = 0;
  subscription.on('data', () => delivered++);
  await new Promise((resolve) => subscription.once('caughtUp', resolve));
  for (let round = 1; round <= 150; round++) {
    await Promise.all([store.appendToStream(`a-${String(round)}`, event(1)), store.appendToStream(`b-${String(round)}`, event(2))]);
    const giveUpAt = Date.now() + 5000;
    while (delivered < 2 * round && Date.now() < giveUpAt) await new Promise((resolve) => setImmediate(resolve));
    expect(delivered).toBe(2 * round);
  }
  await subscription.unsubscribe();
});

describe('where a real server differs', () => {
  it('starts a read of the whole log only where an event starts, as servers do from 24.10 on', async () => {
    const store = await open(freshFolder());
    const { position } = await store.appendToStream('a-1', event(1));
    await store.appendToStream('a-1', event(2));
    const between = (position?.commit ?? 0n) + 1n;
    await expect(numbers(store.readAll({ fromPosition: { commit: between, prepare: between } }))).rejects.toMatchObject({ code: 3 });
    const behind = 10_000_000n;
    expect(await numbers(store.readAll({ fromPosition: { commit: behind, prepare: behind } }))).toEqual([]);
  });

  it('counts metadata and types towards the largest append', async () => {
    const store = await open(freshFolder());
    const large = jsonEvent({ type: 'Any.v1', data: {}, metadata: { filler: 'x'.repeat(1_100_000) } });
    await expect(store.appendToStream('a-1', large)).rejects.toMatchObject({ type: 'maximum-append-size-exceeded' });
  });

  it('keeps access lists without heeding them', async () => {
    const store = await open(freshFolder());
    await store.appendToStream('a-1', event(1));
    await store.setStreamMetadata('a-1', { acl: { readRoles: ['$admins'], writeRoles: ['$admins'] } });
    expect(await numbers(store.readStream('a-1'))).toEqual([1]);
    expect((await store.getStreamMetadata('a-1')).metadata).toEqual({ acl: { readRoles: ['$admins'], writeRoles: ['$admins'] } });
  });

  it('takes regular expressions as JavaScript does, and refuses what is none', async () => {
    const store = await open(freshFolder());
    const subscription = store.subscribeToAll({ filter: eventTypeFilter({ regex: '(' }) });
    await expect(new Promise((_resolve, reject) => subscription.once('error', reject).resume())).rejects.toMatchObject({ code: 3 });
  });
});

describe('a node started again', () => {
  it('knows streams, metadata, tombstones and recent ids as before', async () => {
    const dataDir = freshFolder();
    const before = await open(dataDir);
    const repeated = event(9);
    await before.appendToStream('kept-1', [event(0), event(1), event(2)]);
    await before.setStreamMetadata('kept-1', { maxCount: 2 });
    await before.appendToStream('deleted-1', event(0));
    await before.deleteStream('deleted-1');
    await before.appendToStream('gone-1', event(0));
    await before.tombstoneStream('gone-1');
    const first = await before.appendToStream('repeated-1', repeated, { expectedRevision: ANY });
    await close();
    const after = await open(dataDir);
    expect(await numbers(after.readStream('kept-1'))).toEqual([1, 2]);
    await expect(numbers(after.readStream('deleted-1'))).rejects.toMatchObject({ type: 'stream-not-found' });
    await expect(numbers(after.readStream('gone-1'))).rejects.toMatchObject({ type: 'stream-deleted' });
    expect(await after.appendToStream('repeated-1', repeated, { expectedRevision: ANY })).toEqual(first);
    const next = await after.appendToStream('kept-1', event(3), { expectedRevision: 2n });
    expect(next.position?.commit).toBeGreaterThan(first.position?.commit ?? 0n);
  });

  it('refuses a folder that another node holds, a newer format and a file that is no log', async () => {
    const dataDir = freshFolder();
    await open(dataDir);
    const start = (dir: string) => startEventNode({ dataDir: dir, port: 0, secret: null });
    await expect(start(dataDir)).rejects.toThrow(/is in use by another event node \(process \d+\)/);
    await close();
    const database = new Database(join(dataDir, 'events.db'));
    database.exec('PRAGMA user_version = 99');
    database.close();
    await expect(start(dataDir)).rejects.toThrow(/has format 99, written by a newer release/);
    const other = freshFolder();
    mkdirSync(other);
    writeFileSync(join(other, 'events.db'), 'This is not a database, but it is long enough to be looked at as if it were one.'.repeat(100));
    await expect(start(other)).rejects.toThrow(/is damaged and cannot be opened; restore it from a backup/);
  });

  it('names a port that is taken', async () => {
    await open(freshFolder());
    const second = startEventNode({ dataDir: freshFolder(), port: node?.port ?? 0, secret: null });
    await expect(second).rejects.toThrow(/^Port \d+ cannot be opened/);
  });
});

describe('a damaged record', () => {
  it('fails the read that meets it, stops writing, and lets verification end that once it is whole again', async () => {
    const dataDir = freshFolder();
    const store = await open(dataDir);
    await store.appendToStream('a-1', [event(0), event(1), event(2)]);
    await close();
    const change = (from: string, to: string): void => {
      const database = new Database(join(dataDir, 'events.db'));
      database.prepare(`UPDATE log SET frame = CAST(REPLACE(CAST(frame AS TEXT), '${from}', '${to}') AS BLOB) WHERE revision = 1`).run();
      database.close();
    };
    change('"number":1', '"number":7');
    const damaged = await open(dataDir);
    expect(await numbers(damaged.readStream('a-1', { maxCount: 1 }))).toEqual([0]);
    await expect(numbers(damaged.readStream('a-1'))).rejects.toThrow(/damaged at position \d+: its bytes are not those that were written/);
    await expect(damaged.appendToStream('b-1', event(1))).rejects.toThrow(/read-only until its log has been verified/);
    expect(verifyFolder(dataDir).damages).toMatchObject([{ what: 'its bytes are not those that were written' }]);
    await close();
    change('"number":7', '"number":1');
    const mended = await open(dataDir);
    await expect(mended.appendToStream('b-1', event(1))).rejects.toThrow(/read-only/);
    expect(verifyFolder(dataDir)).toMatchObject({ events: 3, streams: 1, damages: [] });
    expect((await mended.appendToStream('b-1', event(1))).success).toBe(true);
  });
});
