import { readFileSync, readdirSync } from 'node:fs';
import { get } from 'node:http';
import { join } from 'node:path';
import { EventStoreDBClient, jsonEvent } from '@eventstore/db-client';
import Database from 'libsql';
import { startEventNode, type EventNode } from '../event-node';
import { verifyFolder } from '../storage/verify-folder';
import { temporaryFolder } from '../testing/node-process';

const SECRET = 'right';
let folder: ReturnType<typeof temporaryFolder>;
let node: EventNode;
let client: EventStoreDBClient;
let said: string[] = [];
let clock = Date.parse('2026-11-23T21:00:00.000Z');

beforeEach(async () => {
  folder = temporaryFolder();
  await open();
});
afterEach(async () => {
  await close();
  folder.remove();
});

async function open(): Promise<void> {
  said = [];
  node = await startEventNode({ dataDir: folder.path, port: 0, secret: SECRET, now: () => clock, report: (line) => said.push(line) });
  client = EventStoreDBClient.connectionString(`esdb://127.0.0.1:${String(node.port)}?tls=false&connectionName=${SECRET}`);
}

async function close(): Promise<void> {
  await client.dispose();
  await node.stop();
}

const admin = (method: string, path: string, password = SECRET): Promise<Response> =>
  fetch(`http://127.0.0.1:${String(node.adminPort)}/admin/scavenge${path}`, {
    method,
    headers: { authorization: `Basic ${Buffer.from(`admin:${password}`).toString('base64')}` },
  });

/** Paths that `fetch` would not send. */
function statusOf(path: string): Promise<number | undefined> {
  return new Promise((resolve, reject) => {
    get({ host: '127.0.0.1', port: node.adminPort, path, auth: `admin:${SECRET}` }, (response) => resolve(response.resume().statusCode)).on('error', reject);
  });
}

async function scavenge(): Promise<unknown> {
  const { scavengeId } = (await (await admin('POST', '?threads=1&threshold=0')).json()) as { scavengeId: string };
  const giveUpAt = Date.now() + 60_000;
  for (;;) {
    const last = (await (await admin('GET', '/last')).json()) as { scavengeId: string; scavengeResult: string };
    if (last.scavengeResult !== 'InProgress' || Date.now() > giveUpAt) return { ...last, same: last.scavengeId === scavengeId };
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
}

/** Whether the text stands in any file of the node. */
const isOnDisk = (text: string): boolean => readdirSync(folder.path).some((name) => readFileSync(join(folder.path, name)).includes(text));

const marked = (mark: string, count: number, size = 0) =>
  Array.from({ length: count }, (_, index) => jsonEvent({ type: 'Marked.v1', data: { mark: `${mark}#${String(index)}#`, filler: 'z'.repeat(size) } }));

async function positions(): Promise<string[]> {
  const found: string[] = [];
  for await (const { event } of client.readAll()) found.push(`${String(event?.position.commit)} ${event?.streamId ?? ''}@${String(event?.revision)}`);
  return found;
}

async function marks(stream: string): Promise<string[]> {
  const found: string[] = [];
  for await (const { event } of client.readStream(stream)) found.push((event?.data as { mark: string }).mark);
  return found;
}

it('is not done while another reader of the file keeps the old pages in the write-ahead log', async () => {
  await client.appendToStream('gone-1', marked('held', 3, 5000));
  await client.tombstoneStream('gone-1');
  const reader = new Database(join(folder.path, 'events.db'));
  reader.exec('BEGIN');
  reader.prepare('SELECT COUNT(*) FROM log').get();
  const ended = scavenge();
  const looks: unknown[] = [];
  while (looks.length < 20) looks.push(((await (await admin('GET', '/last')).json()) as { scavengeResult: string }).scavengeResult);
  expect([new Set(looks), isOnDisk('held#')]).toEqual([new Set(['InProgress']), true]);
  reader.exec('COMMIT');
  reader.close();
  expect(await ended).toMatchObject({ scavengeResult: 'Success', same: true });
  expect(isOnDisk('held#')).toBe(false);
});

it('leaves no byte of deleted, truncated, outdated and tombstoned events in any file, and moves nothing that remains', async () => {
  // The first ones are large enough to spill over several pages of the file.
  await client.appendToStream('deleted-1', marked('soft', 3, 20_000));
  await client.appendToStream('counted-1', marked('count', 5));
  await client.appendToStream('cut-1', marked('cut', 5));
  await client.appendToStream('aged-1', marked('old', 2));
  await client.appendToStream('gone-1', marked('tomb', 2, 5000));
  await client.appendToStream('kept-1', marked('kept', 2));
  clock += 10_000;
  await client.appendToStream('aged-1', marked('young', 1));
  await client.deleteStream('deleted-1');
  await client.setStreamMetadata('counted-1', { maxCount: 2, note: 'first' });
  await client.setStreamMetadata('counted-1', { maxCount: 3, note: 'second' });
  await client.setStreamMetadata('cut-1', { truncateBefore: 4 });
  await client.setStreamMetadata('aged-1', { maxAge: 5 });
  await client.tombstoneStream('gone-1');
  const before = await positions();
  const gone = ['soft#0#', 'soft#2#', 'count#0#', 'count#1#', 'cut#0#', 'cut#3#', 'old#0#', 'old#1#', 'tomb#0#', 'tomb#1#', '"note":"first"'];
  expect(gone.filter(isOnDisk)).toEqual(gone);

  expect(await scavenge()).toMatchObject({ scavengeResult: 'Success', same: true });

  expect(gone.filter(isOnDisk)).toEqual([]);
  const after = await positions();
  expect(before.filter((place) => !after.includes(place))).toHaveLength(3 + 2 + 4 + 2 + 2 + 1);
  expect(after.filter((place) => !before.includes(place))).toEqual([]);
  expect([await marks('counted-1'), await marks('cut-1'), await marks('aged-1'), await marks('kept-1')]).toEqual([
    ['count#2#', 'count#3#', 'count#4#'],
    ['cut#4#'],
    ['young#0#'],
    ['kept#0#', 'kept#1#'],
  ]);
  expect(verifyFolder(folder.path).damages).toEqual([]);
});

it('remembers after a restart where a deleted stream ended and what its name was', async () => {
  await client.appendToStream('deleted-1', marked('soft', 3));
  await client.deleteStream('deleted-1');
  await scavenge();
  await close();
  await open();
  const back = await client.appendToStream('deleted-1', marked('back', 1), { expectedRevision: 2n });
  expect(back.nextExpectedRevision).toBe(3n);
  expect(await marks('deleted-1')).toEqual(['back#0#']);
  expect(verifyFolder(folder.path).damages).toEqual([]);
});

it('lets appends, reads and subscriptions go on', async () => {
  for (let index = 0; index < 40; index++) await client.appendToStream('deleted-1', marked(`batch${String(index)}`, 100, 500));
  const seen: string[] = [];
  const subscription = client.subscribeToAll({ fromPosition: 'end' });
  subscription.on('data', ({ event }) => seen.push(event?.streamId ?? ''));
  await new Promise((resolve) => subscription.once('caughtUp', resolve));
  await client.deleteStream('deleted-1');
  const state = { done: false };
  const running = scavenge().finally(() => (state.done = true));
  let appended = 0;
  while (!state.done) await client.appendToStream(`meanwhile-${String(appended++)}`, marked('meanwhile', 1));
  expect(await running).toMatchObject({ scavengeResult: 'Success' });
  await client.appendToStream('last-1', marked('last', 1));
  while (!seen.includes('last-1')) await new Promise((resolve) => setTimeout(resolve, 5));
  await subscription.unsubscribe();
  expect(seen.filter((stream) => stream.startsWith('meanwhile-'))).toHaveLength(appended);
  expect(said).toEqual([expect.stringMatching(/^Scavenge \S+ has taken out 4000 events; its longest step took \d+\.\d ms\.$/)]);
}, 240_000);

describe('the administration port', () => {
  it('says so when there has been no scavenge', async () => {
    expect(await (await admin('GET', '/last')).json()).toEqual({ scavengeId: null, scavengeLink: null, scavengeResult: 'Unknown' });
    expect(await (await admin('GET', '/current')).json()).toEqual({ scavengeId: null, scavengeLink: null });
    expect((await admin('DELETE', '/current')).status).toBe(404);
  });

  it('starts one at a time, and stops it', async () => {
    await client.appendToStream('deleted-1', marked('soft', 900));
    await client.deleteStream('deleted-1');
    const [first, second] = await Promise.all([admin('POST', ''), admin('POST', '')]);
    expect([first.status, second.status].sort()).toEqual([200, 400]);
    const { scavengeId } = (await (first.status === 200 ? first : second).json()) as { scavengeId: string };
    expect((await admin('DELETE', `/${scavengeId}`)).status).toBe(200);
    expect(['Stopped', 'InProgress']).toContain(((await (await admin('GET', '/last')).json()) as { scavengeResult: string }).scavengeResult);
  });

  it('refuses strangers, other paths and wrong parameters', async () => {
    expect((await admin('POST', '', 'wrong')).status).toBe(401);
    expect((await admin('GET', '/last/x')).status).toBe(404);
    expect((await admin('PUT', '')).status).toBe(405);
    expect(await statusOf('//')).toBe(404);
    expect((await admin('POST', '?threads=0')).status).toBe(400);
  });
});
