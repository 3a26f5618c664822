import type { Db } from 'mongodb';
import { randomUUID } from 'node:crypto';
import { existsSync, mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import request from 'supertest';
import { capabilityModules, views } from '../../../../app/capabilities';
import { EVENT_STORE, type EventStore } from '../../../../platform/event-store/event-store';
import { startApplication, type TestApplication } from '../../../../platform/testing/application';
import { SessionFamilies } from '../../../../platform/identity/session-families';
import { createLog } from '../../../../platform/observability/log';
import { VAULT_DB } from '../../../../platform/sealing/vault';
import { FixedClock } from '../../../../platform/testing/fixed-clock';

const modules = (dataFolder: string) => capabilityModules({ dataFolder, origin: 'http://127.0.0.1', passwordCost: 10 });
const owner = { email: 'Ada@Example.com', password: 'correct horse battery', displayName: 'Ada', workspaceName: 'Sales' };
const credentials = { email: 'ada@example.com', password: owner.password };
const tokenFile = (dataFolder: string): string => join(dataFolder, 'set-up-token');
const tokenOf = (dataFolder: string): string => readFileSync(tokenFile(dataFolder), 'utf8').trim();
const cookieOf = (response: { headers: Record<string, unknown> }): string => String((response.headers['set-cookie'] as string[])[0]);
const cookieValue = (response: { headers: Record<string, unknown> }): string => cookieOf(response).split(';')[0] ?? '';
const uuid = /^[0-9a-f-]{36}$/;

describe('set-up', () => {
  let app: TestApplication;
  beforeAll(async () => {
    app = await startApplication({ modules, views });
  });
  afterAll(() => app.close());

  it('offers a token that only its owner can read', () => {
    expect(statSync(tokenFile(app.dataFolder)).mode & 0o777).toBe(0o600);
  });

  it('refuses a wrong token and changes nothing', async () => {
    const answer = await app.http.post('/api/v1/set-up').send({ ...owner, token: 'x'.repeat(43) });
    expect([answer.status, answer.body.type, answer.body.errors[0].pointer]).toEqual([403, '/problems/wrong-set-up-token', '/token']);
    expect((await app.http.get('/api/v1/set-up')).body).toEqual({ needed: true });
  });

  it.each([
    ['a short password', { password: 'eleven char' }, '/password', 'is-length'],
    ['a password over 128 characters', { password: 'x'.repeat(129) }, '/password', 'is-length'],
    ['an address that is none', { email: 'ada' }, '/email', 'is-email'],
    ['a name of control characters', { displayName: 'A\u0000da' }, '/displayName', 'matches'],
    ['an unknown field', { role: 'owner' }, '/role', 'unknown-field'],
    ['an operator instead of a text', { token: { $ne: '' } }, '/token', 'is-string'],
  ])('refuses %s', async (_case, change, pointer, code) => {
    const answer = await app.http.post('/api/v1/set-up').send({ ...owner, token: tokenOf(app.dataFolder), ...change });
    expect([answer.status, answer.body.type]).toEqual([400, '/problems/invalid-request']);
    expect(answer.body.errors.map((error: { pointer: string; code: string }) => `${error.pointer} ${error.code}`)).toContain(`${pointer} ${code}`);
    expect(JSON.stringify(answer.body)).not.toContain(owner.password);
  });

  it('makes one owner even when ten try at once', async () => {
    const token = tokenOf(app.dataFolder);
    const answers = await Promise.all(Array.from({ length: 10 }, () => app.http.post('/api/v1/set-up').send({ ...owner, token })));
    expect(answers.filter(({ status }) => status === 201)).toHaveLength(1);
    expect(answers.filter(({ status }) => status !== 201).every(({ status }) => status === 409 || status === 403)).toBe(true);
    const made = answers.find(({ status }) => status === 201);
    expect(made?.body).toEqual({
      accessToken: expect.any(String),
      accessTokenExpiresAt: expect.any(String),
      account: { id: expect.stringMatching(uuid), displayName: 'Ada', email: 'Ada@Example.com' },
      workspace: { id: expect.stringMatching(uuid), name: 'Sales', role: 'owner' },
    });
    expect(cookieOf(made as never)).toMatch(/^leadgen_refresh=[^;]+; Path=\/api\/v1\/sessions; Expires=[^;]+; HttpOnly; SameSite=Strict$/);
    expect(existsSync(tokenFile(app.dataFolder))).toBe(false);
  });

  it('seals what it knows about the person', async () => {
    const { account } = (await app.http.post('/api/v1/sessions').send(credentials)).body;
    const stored = await app.app.get<EventStore>(EVENT_STORE).readStream(`account-${String(account.id)}`);
    expect(stored.map(({ storedType }) => storedType)).toEqual(['AccountCreated.v1', 'SignedIn.v1', 'SignedIn.v1']);
    expect(JSON.stringify(stored)).not.toMatch(/example|"Ada"/);
  });

  it('is over for good, with the used token too', async () => {
    expect((await app.http.get('/api/v1/set-up')).body).toEqual({ needed: false });
    const again = await app.http.post('/api/v1/set-up').send({ ...owner, token: 'x'.repeat(43) });
    expect([again.status, again.body.type]).toEqual([409, '/problems/already-set-up']);
    const other = await app.another();
    expect(existsSync(tokenFile(other.dataFolder))).toBe(false);
  });
});

describe('two set-ups of which one is slow', () => {
  it('make one owner even when the claim of the slow one has run out', async () => {
    const clock = new FixedClock(new Date().toISOString());
    const app = await startApplication({ modules, views, clock });
    try {
      const token = tokenOf(app.dataFolder);
      const vault = app.app.get<Db>(VAULT_DB);
      const setUp = (email: string) => app.http.post('/api/v1/set-up').send({ ...owner, email, token });
      const slow = setUp('slow@example.com').then((answer) => answer);
      const until = Date.now() + 10_000;
      while ((await vault.collection('set_up_claims').countDocuments()) === 0 && Date.now() < until);
      clock.advance(31_000);
      const answers = await Promise.all([slow, setUp('fast@example.com')]);
      expect(answers.map(({ status }) => status).sort()).toEqual([201, 409]);
      expect(await vault.collection('credentials_by_account').countDocuments()).toBe(1);
    } finally {
      await app.close();
    }
  });
});

describe('credentials of the first release', () => {
  it('are carried over when the application starts', async () => {
    const app = await startApplication({ modules, views });
    try {
      await app.http.post('/api/v1/set-up').send({ ...owner, token: tokenOf(app.dataFolder) });
      const vault = app.app.get<Db>(VAULT_DB);
      const now = vault.collection<{ _id: string; emailToken: string; workspaceId: string; passwordHash: string }>('credentials_by_account');
      const kept = await now.findOne();
      if (kept === null) throw new Error('No credentials were stored');
      const { _id: accountId, emailToken, workspaceId, passwordHash } = kept;
      await vault.collection<{ _id: string }>('credentials').insertOne({ _id: emailToken, ...{ accountId, workspaceId, passwordHash } });
      await now.deleteMany({});
      const other = await app.another();
      expect((await other.http.post('/api/v1/sessions').send(credentials)).status).toBe(201);
      expect(await vault.collection('credentials').countDocuments()).toBe(0);
      expect(await now.find().toArray()).toEqual([{ _id: accountId, emailToken, workspaceId, passwordHash, founder: true }]);
    } finally {
      await app.close();
    }
  });
});

describe('sessions', () => {
  let app: TestApplication;
  let other: TestApplication;
  const logFolder = mkdtempSync(join(tmpdir(), 'leadgen-log-'));
  const logFile = join(logFolder, 'api.log');
  beforeAll(async () => {
    app = await startApplication({ modules, views, log: createLog({ level: 'error', file: logFile, process: 'api' }) });
    await app.http.post('/api/v1/set-up').send({ ...owner, token: tokenOf(app.dataFolder) });
    other = await app.another();
  });
  afterAll(async () => {
    await app.close();
    rmSync(logFolder, { recursive: true, force: true });
  });

  const signIn = () => app.http.post('/api/v1/sessions').send(credentials);
  const refresh = (cookie: string) => app.http.post('/api/v1/sessions/refresh').set('Cookie', cookie);
  const me = (accessToken: string, at = app) => at.http.get('/api/v1/me').set('Authorization', `Bearer ${accessToken}`);

  it('lets the owner in, however the address is typed', async () => {
    const answer = await app.http.post('/api/v1/sessions').send({ ...credentials, email: ' ADA@example.com ' });
    expect(answer.status).toBe(201);
    expect(answer.headers['position']).toMatch(/^\d{20}$/);
    expect((await me(answer.body.accessToken)).body).toEqual({ account: answer.body.account, workspace: answer.body.workspace, browserId: null });
  });

  it('says the same about a wrong password and an unknown account', async () => {
    const wrong = await app.http.post('/api/v1/sessions').send({ ...credentials, password: 'wrong' });
    const unknown = await app.http.post('/api/v1/sessions').send({ ...credentials, email: 'nobody@example.com' });
    expect([wrong.status, wrong.body]).toEqual([401, unknown.body]);
    expect(unknown.status).toBe(401);
    expect(wrong.headers['set-cookie']).toBeUndefined();
  });

  it('gives two tabs that refresh at once the same next token', async () => {
    const cookie = cookieValue(await signIn());
    const [one, two] = await Promise.all([refresh(cookie), refresh(cookie)]);
    expect([one.status, two.status]).toEqual([200, 200]);
    expect(cookieValue(one)).toBe(cookieValue(two));
    expect(cookieValue(one)).not.toBe(cookie);
  });

  it('ends the session when an old token comes back', async () => {
    const session = await signIn();
    const first = cookieValue(session);
    const second = cookieValue(await refresh(first));
    const third = cookieValue(await refresh(second));
    const reused = await refresh(first);
    expect([reused.status, reused.body.type]).toEqual([401, '/problems/session-ended']);
    expect((await refresh(third)).status).toBe(401);
    const stored = await app.app.get<EventStore>(EVENT_STORE).readLast(`account-${String(session.body.account.id)}`);
    expect(stored?.data).toMatchObject({ c: { cause: 'reuse-detected' } });
  });

  it('still records the end when the process was killed before it could', async () => {
    const session = await signIn();
    const first = cookieValue(session);
    await refresh(cookieValue(await refresh(first)));
    // What the process does before it is killed, and nothing of what it does after.
    const rotation = await app.app.get(SessionFamilies).rotate('account', first.slice(first.indexOf('=') + 1), null);
    expect(rotation.kind).toBe('reused');
    const endings = async (): Promise<number> => {
      const stored = await app.app.get<EventStore>(EVENT_STORE).readStream(`account-${String(session.body.account.id)}`);
      const { sessionId } = (rotation as Extract<typeof rotation, { kind: 'reused' }>).session;
      return stored.filter(({ data }) => JSON.stringify(data['c']) === JSON.stringify({ sessionId, cause: 'reuse-detected' })).length;
    };
    expect(await endings()).toBe(0);
    await signIn();
    expect(await endings()).toBe(1);
    expect((await refresh(first)).status).toBe(401);
    expect(await endings()).toBe(1);
  });

  it('takes nothing from an invented token', async () => {
    const cookie = cookieValue(await signIn());
    const forged = `${cookie.slice(0, -43)}${'A'.repeat(43)}`;
    expect((await refresh(forged)).status).toBe(401);
    expect((await refresh('leadgen_refresh=x')).status).toBe(401);
    expect((await app.http.post('/api/v1/sessions/refresh')).status).toBe(401);
    expect((await refresh(cookie)).status).toBe(200);
  });

  it('is over at once here and within two seconds elsewhere after signing out', async () => {
    const session = await signIn();
    const { accessToken } = session.body;
    expect((await me(accessToken, other)).status).toBe(200);
    const out = await app.http.delete('/api/v1/sessions/current').set('Authorization', `Bearer ${String(accessToken)}`);
    const at = Date.now();
    expect([out.status, (await me(accessToken)).status, (await refresh(cookieValue(session))).status]).toEqual([204, 401, 401]);
    while ((await me(accessToken, other)).status === 200 && Date.now() - at < 5_000);
    expect(Date.now() - at).toBeLessThan(2_000);
  });

  it('replaces the one that the same browser still had, once somebody is signed in', async () => {
    const [first, elsewhere] = [await signIn(), await signIn()];
    const again = (password: string, cookie: string) =>
      app.http
        .post('/api/v1/sessions')
        .set('Cookie', cookie)
        .send({ ...credentials, password });
    expect([(await again('wrong', cookieValue(first))).status, (await me(first.body.accessToken)).status]).toEqual([401, 200]);
    const second = await again(owner.password, cookieValue(first));
    expect([(await me(first.body.accessToken)).status, (await refresh(cookieValue(first))).status]).toEqual([401, 401]);
    expect([(await me(second.body.accessToken)).status, (await me(elsewhere.body.accessToken)).status]).toEqual([200, 200]);
    const forged = `${cookieValue(elsewhere).slice(0, -43)}${'A'.repeat(43)}`;
    expect([(await again(owner.password, forged)).status, (await me(elsewhere.body.accessToken)).status]).toEqual([201, 200]);
  });

  it('begins although the one before cannot be recorded as over', async () => {
    const [accountId, sessionId] = [randomUUID(), randomUUID()];
    const ofNobody = { kind: 'account', accountId, workspaceId: null, browserId: null, sessionId } as const;
    const { refreshToken } = await app.app.get(SessionFamilies).open(ofNobody);
    const answer = await signIn().set('Cookie', `leadgen_refresh=${refreshToken}`);
    expect([answer.status, (await me(answer.body.accessToken)).status]).toEqual([201, 200]);
    expect(readFileSync(logFile, 'utf8')).toContain('former session not ended');
  });

  it('asks for patience after ten wrong passwords, and only there', async () => {
    const wrong = { email: 'somebody@example.com', password: 'wrong' };
    const tries = await Promise.all(Array.from({ length: 14 }, () => app.http.post('/api/v1/sessions').send(wrong)));
    expect(tries.filter(({ status }) => status === 401)).toHaveLength(10);
    const held = tries.filter(({ status }) => status === 429);
    expect(held).toHaveLength(4);
    expect(Number(held[0]?.headers['retry-after'])).toBeGreaterThan(0);
    expect((await signIn()).status).toBe(201);
  });
});

describe('a session that was left alone', () => {
  it('ends after a week and keeps its last answer for fifteen seconds', async () => {
    const clock = new FixedClock(new Date().toISOString());
    const app = await startApplication({ modules, views, clock });
    try {
      const session = await app.http.post('/api/v1/set-up').send({ ...owner, token: tokenOf(app.dataFolder) });
      const refresh = (cookie: string) => request(app.server).post('/api/v1/sessions/refresh').set('Cookie', cookie);
      const first = cookieValue(session);
      const second = cookieValue(await refresh(first));
      clock.advance(15_000);
      expect(cookieValue(await refresh(first))).toBe(second);
      clock.advance(7 * 86_400_000);
      expect((await refresh(second)).status).toBe(401);
      const again = cookieValue(await app.http.post('/api/v1/sessions').send(credentials));
      const next = cookieValue(await refresh(again));
      clock.advance(15_001);
      expect([(await refresh(again)).status, (await refresh(next)).status]).toEqual([401, 401]);
    } finally {
      await app.close();
    }
  });
});
