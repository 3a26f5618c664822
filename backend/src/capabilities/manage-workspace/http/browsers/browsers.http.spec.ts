import { randomBytes } from 'node:crypto';
import { CommandBus } from '@nestjs/cqrs';
import type { Db } from 'mongodb';
import { capabilityModules, views } from '../../../../app/capabilities';
import { EVENT_STORE, type EventStore } from '../../../../platform/event-store/event-store';
import { VAULT_DB } from '../../../../platform/sealing/vault';
import { startApplication, type SignedIn, type TestApplication } from '../../../../platform/testing/application';
import { FixedClock } from '../../../../platform/testing/fixed-clock';
import { contextForTests } from '../../../../platform/testing/metadata';
import { CreateWorkspaceCommand } from '../../index';

const modules = (dataFolder: string) => capabilityModules({ dataFolder, origin: 'http://127.0.0.1', passwordCost: 4 });
const randomState = (): string => randomBytes(32).toString('base64url');
const browser = { browserName: 'Chrome at work', extensionVersion: '1.2.3' };

/** An owner with a workspace of their own. */
async function ownerOf(app: TestApplication): Promise<SignedIn> {
  const owner = await app.signIn();
  const { accountId, workspaceId } = owner.principal;
  const context = contextForTests({ commandId: workspaceId, workspaceId, actor: accountId });
  await app.app.get(CommandBus).execute(new CreateWorkspaceCommand(workspaceId, accountId, 'Sales', context));
  return owner;
}

function routes(app: TestApplication) {
  const as = (who: { readonly authorization: string }) => ({ Authorization: who.authorization });
  return {
    start: (owner: SignedIn, state: string) => app.http.post('/api/v1/pairings').set(as(owner)).send({ state }),
    claim: (body: object, key?: string) =>
      app.http
        .post('/api/v1/pairings/claims')
        .set(key === undefined ? {} : { 'Idempotency-Key': key })
        .send({ ...browser, ...body }),
    refresh: (refreshToken: string, key?: string) =>
      app.http
        .post('/api/v1/browsers/refresh')
        .set(key === undefined ? {} : { 'Idempotency-Key': key })
        .send({ refreshToken }),
    list: (owner: SignedIn, position?: string) =>
      app.http.get('/api/v1/browsers').set({ ...as(owner), ...(position === undefined ? {} : { 'After-Position': position }) }),
    revoke: (owner: SignedIn, id: string) => app.http.delete(`/api/v1/browsers/${id}`).set(as(owner)),
    pair: async (owner: SignedIn) => {
      const state = randomState();
      const { code } = (await app.http.post('/api/v1/pairings').set(as(owner)).send({ state })).body;
      return app.http.post('/api/v1/pairings/claims').send({ ...browser, state, code });
    },
  };
}

describe('pairing', () => {
  const clock = new FixedClock(new Date().toISOString());
  let app: TestApplication;
  let call: ReturnType<typeof routes>;
  let owner: SignedIn;
  beforeAll(async () => {
    app = await startApplication({ modules, views, clock });
    call = routes(app);
    owner = await ownerOf(app);
  });
  afterAll(() => app.close());

  it('gives a code for five minutes', async () => {
    const answer = await call.start(owner, randomState());
    expect([answer.status, answer.body]).toEqual([
      201,
      { code: expect.stringMatching(/^[2-9A-Z]{4}-[2-9A-Z]{4}$/), expiresAt: new Date(Date.parse(clock.now()) + 300_000).toISOString() },
    ]);
  });

  it('gives the browser its tokens, once, and again to the same request', async () => {
    const state = randomState();
    const { code } = (await call.start(owner, state)).body;
    const claim = { state, code: String(code).toLowerCase().replace('-', ' ') };
    const claimed = await call.claim(claim, 'claim-1');
    expect([claimed.status, claimed.body]).toEqual([
      201,
      {
        browserId: expect.any(String),
        workspaceId: owner.principal.workspaceId,
        workspaceName: 'Sales',
        accessToken: expect.any(String),
        accessTokenExpiresAt: expect.any(String),
        refreshToken: expect.any(String),
        refreshTokenExpiresAt: expect.any(String),
      },
    ]);
    const repeated = await call.claim(claim, 'claim-1');
    expect([repeated.status, repeated.body.browserId, repeated.body.refreshToken]).toEqual([201, claimed.body.browserId, claimed.body.refreshToken]);
    const others = await Promise.all([call.claim(claim), call.claim(claim, 'claim-2'), call.start(owner, state)]);
    expect(others.map(({ status, body }) => [status, body.type])).toEqual([
      [422, '/problems/pairing-code-wrong'],
      [422, '/problems/pairing-code-wrong'],
      [409, '/problems/pairing-state-used'],
    ]);
    const events = await app.app.get<EventStore>(EVENT_STORE).readStream(`workspace-${owner.principal.workspaceId}`);
    expect(events.map(({ storedType }) => storedType)).toEqual(['WorkspaceCreated.v1', 'BrowserPaired.v1']);
    expect(JSON.stringify(events)).not.toMatch(/Chrome|Sales/);
  });

  it('pairs one browser when five claim at once', async () => {
    const state = randomState();
    const { code } = (await call.start(owner, state)).body;
    const answers = await Promise.all(Array.from({ length: 5 }, (_, index) => call.claim({ state, code }, `racer-${String(index)}`)));
    expect(answers.map(({ status }) => status).sort()).toEqual([201, 422, 422, 422, 422]);
  });

  it('opens no session for a browser that was revoked before its claim was carried out whole', async () => {
    const state = randomState();
    const { code } = (await call.start(owner, state)).body;
    const { browserId } = (await call.claim({ state, code }, 'killed')).body;
    // As after a kill between the event and the session.
    await app.app.get<Db>(VAULT_DB).collection('session_families').deleteOne({ browserId });
    expect((await call.revoke(owner, browserId)).status).toBe(204);
    const repeated = await call.claim({ state, code }, 'killed');
    expect([repeated.status, repeated.body.type]).toEqual([422, '/problems/pairing-code-wrong']);
    const left = await app.app.get<Db>(VAULT_DB).collection('session_families').find({ browserId, endedAt: null }).toArray();
    expect(left).toEqual([]);
  });

  it('refuses a good code without its state, and after five minutes', async () => {
    const state = randomState();
    const { code } = (await call.start(owner, state)).body;
    expect((await call.claim({ state: randomState(), code })).status).toBe(422);
    clock.advance(300_000);
    const late = await call.claim({ state, code });
    expect([late.status, late.body.errors[0].pointer]).toEqual([422, '/code']);
  });

  it('refuses even the good code after five wrong ones at once', async () => {
    const state = randomState();
    const { code } = (await call.start(owner, state)).body;
    const guesses = await Promise.all(Array.from({ length: 5 }, () => call.claim({ state, code: '2222-2222' })));
    expect(guesses.map(({ status }) => status)).toEqual([422, 422, 422, 422, 422]);
    expect((await call.claim({ state, code })).status).toBe(422);
  });

  it('does not let another account take over a state', async () => {
    const state = randomState();
    await call.start(owner, state);
    expect((await call.start(await ownerOf(app), state)).status).toBe(409);
  });

  it.each([
    ['a short state', { state: 'x' }, '/state'],
    ['a state of an operator', { state: { $gt: '' } }, '/state'],
    ['a long code', { code: '2222-22222' }, '/code'],
    ['a long name', { browserName: 'x'.repeat(121) }, '/browserName'],
    ['a version that is none', { extensionVersion: 'latest' }, '/extensionVersion'],
    ['an unknown field', { workspaceId: 'x' }, '/workspaceId'],
  ])('refuses %s and names the field', async (_case, change, pointer) => {
    const answer = await call.claim({ state: randomState(), code: '2222-2222', ...change });
    expect([answer.status, answer.body.errors.map((error: { pointer: string }) => error.pointer)]).toEqual([400, expect.arrayContaining([pointer])]);
  });
});

describe('paired browsers', () => {
  let app: TestApplication;
  let call: ReturnType<typeof routes>;
  let owner: SignedIn;
  beforeAll(async () => {
    app = await startApplication({ modules, views });
    call = routes(app);
    owner = await ownerOf(app);
  });
  afterAll(() => app.close());

  it('are listed once their event is projected', async () => {
    const paired = await call.pair(owner);
    const list = await call.list(owner, paired.headers['position']);
    expect(list.status).toBe(200);
    expect(list.body.items).toEqual([
      {
        id: paired.body.browserId,
        name: 'Chrome at work',
        extensionVersion: '1.2.3',
        pairedAt: expect.any(String),
        pairedBy: '',
        lastUsedAt: expect.any(String),
        status: 'active',
        revokedAt: null,
      },
    ]);
  });

  it('show when they were last used, to the minute', async () => {
    const paired = await call.pair(owner);
    const lastUse = async (): Promise<string> => {
      const { items } = (await call.list(owner, paired.headers['position'])).body as { items: { id: string; lastUsedAt: string }[] };
      return String(items.find(({ id }) => id === paired.body.browserId)?.lastUsedAt);
    };
    const families = app.app.get<Db>(VAULT_DB).collection('session_families');
    await families.updateMany({ browserId: paired.body.browserId }, { $set: { lastUsedAt: new Date('2026-01-05T09:00:00.000Z') } });
    expect(await lastUse()).toBe('2026-01-05T09:00:00.000Z');
    const before = new Date().toISOString();
    await app.http.get('/api/v1/me').set('Authorization', `Bearer ${String(paired.body.accessToken)}`);
    expect((await lastUse()) >= before).toBe(true);
  });

  it('are not shown to another workspace, which cannot revoke them either', async () => {
    const stranger = await ownerOf(app);
    const paired = await call.pair(owner);
    expect((await call.list(stranger, paired.headers['position'])).body.items).toEqual([]);
    expect((await call.revoke(stranger, paired.body.browserId)).status).toBe(404);
    expect((await call.revoke(owner, 'nonsense')).status).toBe(404);
    expect((await call.refresh(paired.body.refreshToken)).status).toBe(200);
  });

  it('may not do what their owner may', async () => {
    const paired = (await call.pair(owner)).body;
    const as = { ...owner, authorization: `Bearer ${String(paired.accessToken)}` };
    const answers = await Promise.all([call.list(as), call.start(as, randomState()), call.revoke(as, paired.browserId)]);
    expect(answers.map(({ status }) => status)).toEqual([403, 403, 403]);
  });

  it('are out at once here and within two seconds elsewhere when revoked', async () => {
    const other = await app.another();
    const paired = (await call.pair(owner)).body;
    const workspaces = (at: TestApplication) => at.http.get('/api/v1/account/workspaces').set('Authorization', `Bearer ${String(paired.accessToken)}`);
    expect([(await workspaces(app)).status, (await workspaces(other)).status]).toEqual([200, 200]);
    const revoked = await call.revoke(owner, paired.browserId);
    const at = Date.now();
    expect([revoked.status, (await workspaces(app)).status, (await call.refresh(paired.refreshToken)).status]).toEqual([204, 401, 401]);
    while ((await workspaces(other)).status === 200 && Date.now() - at < 5_000);
    expect(Date.now() - at).toBeLessThan(2_000);
    expect((await call.revoke(owner, paired.browserId)).status).toBe(204);
    const list = await call.list(owner, revoked.headers['position']);
    expect(list.body.items.find(({ id }: { id: string }) => id === paired.browserId)).toMatchObject({ status: 'revoked', revokedAt: expect.any(String) });
  });

  it('see the workspaces of the account that paired them', async () => {
    const { body } = await app.http.get('/api/v1/account/workspaces').set('Authorization', owner.authorization);
    expect(body).toEqual({ items: [{ id: owner.principal.workspaceId, name: 'Sales', role: 'owner', suspended: false }], next: null });
  });

  it('ask for a position that exists', async () => {
    const future = await call.list(owner, '9'.repeat(20));
    const wrong = await call.list(owner, 'soon');
    expect([future.status, future.body.type, wrong.status, wrong.body.type]).toEqual([
      400,
      '/problems/position-from-the-future',
      400,
      '/problems/invalid-position',
    ]);
  });
});

describe('the tokens of a browser', () => {
  const clock = new FixedClock(new Date().toISOString());
  let app: TestApplication;
  let call: ReturnType<typeof routes>;
  let owner: SignedIn;
  beforeAll(async () => {
    app = await startApplication({ modules, views, clock });
    call = routes(app);
    owner = await ownerOf(app);
  });
  afterAll(() => app.close());

  it('rotate, and survive an answer that got lost for a whole day', async () => {
    const first = (await call.pair(owner)).body.refreshToken;
    const second = (await call.refresh(first, 'rotation-1')).body.refreshToken;
    clock.advance(86_400_000);
    const repeated = await call.refresh(first, 'rotation-1');
    expect([repeated.status, repeated.body.refreshToken]).toEqual([200, second]);
    expect((await call.refresh(second, 'rotation-2')).status).toBe(200);
  });

  it('survive a lost answer without a key for two minutes', async () => {
    const first = (await call.pair(owner)).body.refreshToken;
    const second = (await call.refresh(first)).body.refreshToken;
    clock.advance(120_000);
    expect((await call.refresh(first)).body.refreshToken).toBe(second);
  });

  it('revoke the browser when an old one comes back later', async () => {
    const paired = (await call.pair(owner)).body;
    const second = (await call.refresh(paired.refreshToken)).body.refreshToken;
    clock.advance(120_001);
    const reused = await call.refresh(paired.refreshToken, 'thief');
    expect([reused.status, reused.body.type]).toEqual([401, '/problems/browser-session-ended']);
    expect((await call.refresh(second)).status).toBe(401);
    const last = await app.app.get<EventStore>(EVENT_STORE).readLast(`workspace-${owner.principal.workspaceId}`);
    expect([last?.storedType, last?.data['c']]).toEqual(['BrowserRevoked.v1', { browserId: paired.browserId, cause: 'reuse-detected' }]);
  });
});
