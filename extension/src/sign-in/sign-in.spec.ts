/** @jest-environment node */
import { FakeLeadGen, refused } from '../platform/testing/fake-leadgen';
import { paired, WorkerWorld } from '../platform/testing/worker';
import { claimPairing, normalCode, startPairing } from './pair-browser';
import { originOf } from './origin';
import { Tokens } from './tokens';

it.each([
  ['http://127.0.0.1:8377', 'http://127.0.0.1:8377'],
  [' localhost:8377/imports ', 'http://localhost:8377'],
  ['https://leads.example.test/x?y', 'https://leads.example.test'],
  ['http://leads.example.test', null],
  ['javascript:alert(1)', null],
  ['', null],
])('takes %j for the address %j', (typed, origin) => {
  expect(originOf(typed)).toBe(origin);
});

it.each([
  ['k7qf 2mxd', 'K7QF-2MXD'],
  ['K7QF-2MXD', 'K7QF-2MXD'],
  ['k7', 'K7'],
])('takes %j for the code %j', (typed, code) => {
  expect(normalCode(typed)).toBe(code);
});

describe('pairing', () => {
  it('binds the code to the state of the link and keeps the tokens', async () => {
    const world = new WorkerWorld();
    const server = new FakeLeadGen();
    const ports = world.ports(server.post);
    const state = 'S'.repeat(43);
    expect(await startPairing(ports, 'http://127.0.0.1:9000')).toEqual({ kind: 'link', link: `http://127.0.0.1:9000/browsers/pair#state=${state}` });
    expect(await claimPairing(ports, 'k7qf2mxd', 'Chromium on Linux')).toEqual({ kind: 'paired' });
    expect(server.requests.map(({ path, body }) => ({ path, body }))).toEqual([
      { path: '/pairings/claims', body: { state, code: 'K7QF-2MXD', browserName: 'Chromium on Linux', extensionVersion: '1.2.3' } },
    ]);
    const { session, settings } = await ports.stores.read();
    expect(session).toEqual({ ...paired, accessToken: 'access-2', accessTokenExpiresAt: '2026-11-23T11:00:00.000Z', refreshToken: 'refresh-2' });
    expect(settings.origin).toBe('http://127.0.0.1:9000');
  });

  it('repeats a claim whose answer got lost under the same key, and another code under another', async () => {
    const world = new WorkerWorld();
    const server = new FakeLeadGen();
    const ports = world.ports(server.post);
    await startPairing(ports, 'http://127.0.0.1:9000');
    server.answerNext({ kind: 'unreachable' }, refused(422, 'pairing-code-wrong'), refused(422, 'body-refused'));
    expect(await claimPairing(ports, 'AAAA-AAAA', 'x')).toEqual({ kind: 'unreachable' });
    expect(await claimPairing(ports, 'AAAA-AAAA', 'x')).toEqual({ kind: 'wrong-code' });
    expect(await claimPairing(ports, 'AAAA-AAAA', 'x')).toEqual({ kind: 'refused', detail: 'body-refused.' });
    expect(await claimPairing(ports, 'BBBB-BBBB', 'x')).toEqual({ kind: 'paired' });
    const [first, ...later] = server.requests.map((request) => request.idempotencyKey);
    expect(later.map((key) => key === first)).toEqual([true, true, false]);
  });

  it('needs a link first', async () => {
    expect(await claimPairing(new WorkerWorld().ports(new FakeLeadGen().post), 'AAAA-AAAA', 'x')).toEqual({ kind: 'not-started' });
  });
});

describe('renewing access', () => {
  const expired = { ...paired, accessTokenExpiresAt: '2026-11-23T10:00:05.000Z' };
  const store = (world: WorkerWorld, session: typeof paired): Promise<void> =>
    world.ports(new FakeLeadGen().post).stores.change(() => ({ changes: { session }, result: undefined }));

  it('happens once for all who ask at the same time', async () => {
    const world = new WorkerWorld();
    const server = new FakeLeadGen();
    await store(world, expired);
    const tokens = new Tokens(world.ports(server.post));
    const handed = await Promise.all([tokens.access(), tokens.access(), tokens.access()]);
    expect(handed.map((access) => (access.kind === 'token' ? access.token : access.kind))).toEqual(['access-2', 'access-2', 'access-2']);
    expect(server.requests.map((request) => request.path)).toEqual(['/browsers/refresh']);
  });

  it('repeats a renewal whose answer got lost under the same key, also in a new worker', async () => {
    const world = new WorkerWorld();
    const server = new FakeLeadGen();
    await store(world, expired);
    const lost = new Tokens(
      world.ports(async (origin, request) => {
        await server.post(origin, request);
        return { kind: 'unreachable' };
      }),
    );
    expect(await lost.access()).toEqual({ kind: 'later', retryAfterMs: null });
    expect(await new Tokens(world.ports(server.post)).access()).toMatchObject({ kind: 'token', token: 'access-2' });
    expect(new Set(server.requests.map((request) => request.idempotencyKey)).size).toBe(1);
    expect(server.effects).toEqual(['/browsers/refresh']);
  });

  it('ends the session when the server takes no renewal any more', async () => {
    const world = new WorkerWorld();
    const server = new FakeLeadGen();
    server.revoked = true;
    await store(world, expired);
    const ports = world.ports(server.post);
    expect(await new Tokens(ports).access()).toEqual({ kind: 'none' });
    expect((await ports.stores.read()).session.status).toBe('ended');
  });
});
