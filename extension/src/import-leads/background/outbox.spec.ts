/** @jest-environment node */
import type { ApiPost } from '../../platform/api/api-client';
import { FakeLeadGen, refused } from '../../platform/testing/fake-leadgen';
import { paired, WorkerWorld } from '../../platform/testing/worker';
import type { QueueEntry, StoreTypes } from '../../platform/stores/schemas';
import type { StorageArea } from '../../platform/stores/area';
import { Stores } from '../../platform/stores/stores';
import { Tokens } from '../../sign-in/tokens';
import type { PageReading } from '../page-reader/reading';
import { Outbox } from './outbox';
import { addPage, retryImport, type ImportPage } from './queue-changes';

const row = {
  row: 1,
  fullName: 'Ada Example',
  salesProfileId: 'ACw1',
  salesProfileUrl: 'https://www.linkedin.com/sales/lead/ACw1',
  title: null,
  companyName: null,
  companyId: null,
  location: null,
  degree: null,
  tenureInRole: null,
  tenureInCompany: null,
  publicProfileUrl: null,
  fieldRules: [],
};
const reading: PageReading = {
  kind: 'reading',
  layout: 'A',
  pageKind: 'people-search',
  pagePath: '/sales/search/people',
  sourcePage: 1,
  total: 1,
  expected: 1,
  rendered: 1,
  seen: 1,
  rows: [row],
  refused: [],
  repeatedTitle: null,
};
let clicks = 0;
const page = (extra: Partial<ImportPage> = {}): ImportPage => ({
  importKey: null,
  gestureId: `gesture-${String((clicks += 1))}`,
  mode: 'visible-page',
  requestedCount: 25,
  reading,
  notSelected: 0,
  ...extra,
});

function worker(world: WorkerWorld, post: ApiPost, area: StorageArea = world.area): { outbox: Outbox; read: () => Promise<StoreTypes> } {
  const ports = { ...world.ports(post), stores: new Stores(area) };
  return { outbox: new Outbox(ports, new Tokens(ports)), read: () => new Stores(world.area).read() };
}

async function queued(world: WorkerWorld, ...pages: readonly ImportPage[]): Promise<readonly string[]> {
  const ports = world.ports(new FakeLeadGen().post);
  const keys: string[] = [];
  await ports.stores.change(() => ({ changes: { session: { ...paired, accessTokenExpiresAt: '2026-12-31T00:00:00.000Z' } }, result: undefined }));
  for (const one of pages) {
    const given = { now: world.now.toISOString(), newId: ports.newId, workspaceId: 'workspace-1', extensionVersion: '1.2.3' };
    const key = await ports.stores.change((state) => {
      const { importKey, ...changes } = addPage(state, { ...one, importKey: one.importKey === 'same' ? (keys[0] ?? null) : one.importKey }, given);
      return { changes, result: importKey };
    });
    keys.push(key);
  }
  return keys;
}

const withHead = ({ queue }: StoreTypes, change: Partial<QueueEntry>): Pick<StoreTypes, 'queue'> => ({
  queue: { ...queue, entries: queue.entries.map((entry, index) => (index === 0 ? { ...entry, ...change } : entry)) },
});
const kinds = (state: StoreTypes): readonly string[] => state.queue.entries.map((entry) => entry.request.kind);

describe('the outbox', () => {
  it('sends start, page and finish in order, each under its own key, and stores what came back', async () => {
    const world = new WorkerWorld();
    const server = new FakeLeadGen();
    await queued(world, page());
    const { outbox, read } = worker(world, server.post);
    await outbox.drain();
    expect(server.requests.map(({ path, accessToken }) => [path, accessToken])).toEqual([
      ['/imports', 'access-1'],
      ['/imports/import-1/pages', 'access-1'],
      ['/imports/import-1/finish', 'access-1'],
    ]);
    expect(new Set(server.requests.map((request) => request.idempotencyKey)).size).toBe(3);
    const state = await read();
    expect(state.queue.entries).toEqual([]);
    expect(state.progress.imports).toMatchObject([
      { importId: 'import-1', status: 'completed', remaining: 99, receipts: [{ pageNumber: 1, seen: 1, accepted: 1 }] },
    ]);
    expect(world.wakes.at(-1)).toBeNull();
  });

  it('has every effect once, wherever the worker is killed', async () => {
    let killedAt = 0;
    for (let fuse = 0; ; fuse += 1) {
      const world = new WorkerWorld();
      const server = new FakeLeadGen();
      await queued(world, page({ requestedCount: 100 }), page({ importKey: 'same' }));
      const survived = await runUntilKilled(world, server, fuse);
      const { outbox, read } = worker(world, server.post);
      await outbox.drain();
      expect(server.effects).toEqual(['start', 'pages 1', 'pages 2']);
      const state = await read();
      expect({ queue: kinds(state), receipts: state.progress.imports[0]?.receipts.map((receipt) => receipt.pageNumber) }).toEqual({
        queue: [],
        receipts: [1, 2],
      });
      if (survived) break;
      killedAt += 1;
    }
    expect(killedAt).toBeGreaterThan(10);
  });

  it('waits longer each time while nothing answers, and never sets such an entry aside', async () => {
    const world = new WorkerWorld();
    const server = new FakeLeadGen();
    await queued(world, page());
    const { outbox, read } = worker(world, server.post);
    for (let attempt = 0; attempt < 15; attempt += 1) {
      server.answerNext({ kind: 'unreachable' });
      await outbox.drain();
      world.now = new Date(world.now.getTime() + 600_000);
    }
    const waits = world.wakes.filter((ms) => ms !== null && ms !== 30_000);
    expect(waits.slice(0, 4)).toEqual([1_000, 2_000, 4_000, 8_000]);
    expect(Math.max(...waits.map(Number))).toBe(150_000);
    expect((await read()).queue.entries[0]).toMatchObject({ poison: null, attempts: 15, failures: 0 });
  });

  it('tries again soon when a person asked for it while a request was under way', async () => {
    const world = new WorkerWorld();
    const [importKey = ''] = await queued(world, page());
    const stores = new Stores(world.area);
    await stores.change((state) => ({ changes: withHead(state, { attempts: 8, failures: 9 }), result: undefined }));
    const { outbox, read } = worker(world, async () => {
      await stores.change((state) => ({ changes: retryImport(state, importKey), result: undefined }));
      return refused(500, 'fault');
    });
    await outbox.drain();
    expect((await read()).queue.entries[0]).toMatchObject({ attempts: 1, failures: 1, notBefore: '2026-11-23T10:00:01.000Z', poison: null });
  });

  it('honours Retry-After', async () => {
    const world = new WorkerWorld();
    const server = new FakeLeadGen();
    await queued(world, page());
    server.answerNext(refused(429, 'too-many-requests', 90_000));
    const { outbox, read } = worker(world, server.post);
    await outbox.drain();
    expect((await read()).queue.entries[0]?.notBefore).toBe('2026-11-23T10:01:30.000Z');
    await outbox.drain();
    expect(server.requests).toHaveLength(1);
    world.now = new Date('2026-11-23T10:01:30.000Z');
    await outbox.drain();
    expect(server.effects).toEqual(['start', 'pages 1', 'finish']);
  });

  it('sets an entry aside after ten answers of a server in trouble', async () => {
    const world = new WorkerWorld();
    const server = new FakeLeadGen();
    await queued(world, page());
    const { outbox, read } = worker(world, server.post);
    for (let attempt = 0; attempt < 10; attempt += 1) {
      server.answerNext(refused(500, 'fault'));
      await outbox.drain();
      world.now = new Date(world.now.getTime() + 600_000);
    }
    expect((await read()).queue.entries[0]).toMatchObject({ failures: 10, poison: { code: 'too-many-tries', at: expect.any(String) } });
    await outbox.drain();
    expect(server.requests).toHaveLength(10);
  });

  it('keeps a refused page with its reason, holds its import back, and sends other imports', async () => {
    const world = new WorkerWorld();
    const server = new FakeLeadGen();
    await queued(world, page(), page({ requestedCount: 30 }));
    server.answerNext(refused(422, '/problems/idempotency-key-reused'));
    const { outbox, read } = worker(world, server.post);
    await outbox.drain();
    const { queue } = await read();
    expect(queue.entries.map(({ request, poison }) => [request.kind, poison?.code ?? null])).toEqual([
      ['start', '/problems/idempotency-key-reused'],
      ['page', null],
      ['finish', null],
    ]);
    expect(server.effects).toEqual(['start', 'pages 1']);
  });

  it('renews the access token once and goes on when the server refuses it', async () => {
    const world = new WorkerWorld();
    const server = new FakeLeadGen();
    server.validToken = 'another';
    await queued(world, page());
    const { outbox } = worker(world, server.post);
    await outbox.drain();
    expect(server.effects).toEqual(['/browsers/refresh', 'start', 'pages 1', 'finish']);
  });

  it('says that the access is gone and keeps the queue when the browser was revoked', async () => {
    const world = new WorkerWorld();
    const server = new FakeLeadGen();
    server.revoked = true;
    await queued(world, page());
    const { outbox, read } = worker(world, server.post);
    await outbox.drain();
    const state = await read();
    expect(state.session).toEqual({ schema: 1, status: 'ended', workspaceName: 'Harbour', pairing: null });
    expect(kinds(state)).toEqual(['start', 'page', 'finish']);
  });

  it('sends nothing to a workspace that it was not read for', async () => {
    const world = new WorkerWorld();
    const server = new FakeLeadGen();
    await queued(world, page());
    await new Stores(world.area).change(() => ({ changes: { session: { ...paired, workspaceId: 'workspace-2' } }, result: undefined }));
    const { outbox } = worker(world, server.post);
    await outbox.drain();
    expect(server.requests).toEqual([]);
  });

  it('sends what was added while it took its last look', async () => {
    const world = new WorkerWorld();
    const server = new FakeLeadGen();
    await queued(world, page());
    let late = false;
    const area: StorageArea = {
      set: (items) => world.area.set(items),
      get: async (keys) => {
        const look = await world.area.get(keys);
        if (!late && server.effects.includes('finish') && (look['queue'] as StoreTypes['queue']).entries.length === 0) {
          late = true;
          await queued(world, page());
          void outbox.drain();
        }
        return look;
      },
    };
    const { outbox, read } = worker(world, server.post, area);
    await outbox.drain();
    expect([late, kinds(await read())]).toEqual([true, []]);
  });
});

class Killed extends Error {}

/** Lets the worker die before or after its n-th effect on the world; true when it lived to the end. */
async function runUntilKilled(world: WorkerWorld, server: FakeLeadGen, fuse: number): Promise<boolean> {
  let left = fuse;
  const burn = (): void => {
    if (left === 0) throw new Killed();
    left -= 1;
  };
  const around = async <T>(effect: () => Promise<T>): Promise<T> => {
    burn();
    const result = await effect();
    burn();
    return result;
  };
  const area: StorageArea = { get: (keys) => world.area.get(keys), set: (items) => around(() => world.area.set(items)) };
  const post: ApiPost = (origin, request) => around(() => server.post(origin, request));
  try {
    await worker(world, post, area).outbox.drain();
    return true;
  } catch (error) {
    if (error instanceof Killed) return false;
    throw error;
  }
}
