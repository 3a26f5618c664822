import { CommandBus } from '@nestjs/cqrs';
import type { Db } from 'mongodb';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import request, { type Response } from 'supertest';
import type { DeviceSession } from '../../../../../../event-schemas/src/http/accounts';
import { capabilityModules, views } from '../../../../app/capabilities';
import { DeciderRunner } from '../../../../platform/decider/decider-runner';
import { SessionFamilies } from '../../../../platform/identity/session-families';
import { Standings } from '../../../../platform/identity/standings';
import { LookupTokens } from '../../../../platform/sealing/lookup-tokens';
import { VAULT_DB } from '../../../../platform/sealing/vault';
import { startApplication, TEST_EXTENSION_ID, type TestApplication } from '../../../../platform/testing/application';
import { countedId } from '../../../../platform/testing/counting-ids';
import { FixedClock } from '../../../../platform/testing/fixed-clock';
import { Ids } from '../../../../platform/time-and-ids/ids';
import { CreateWorkspaceCommand } from '../../../manage-workspace';
import { accountContext } from '../../account/contexts';
import { ownerSignOut } from '../../owner-sign-out';

const modules = (dataFolder: string) => capabilityModules({ dataFolder, origin: 'http://127.0.0.1', passwordCost: 10 });
const owner = { email: 'ada@example.com', password: 'correct horse battery', displayName: 'Ada', workspaceName: 'Sales' };
const credentials = { email: owner.email, password: owner.password };
const chrome = 'Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/142.0.0.0 Safari/537.36';
const firefox = 'Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:140.0) Gecko/20100101 Firefox/140.0';
const cookieOf = ({ headers }: Response): string => String((headers['set-cookie'] as unknown as string[])[0]);
const cookieValue = (answer: Response): string => cookieOf(answer).split(';')[0] ?? '';

describe('devices', () => {
  let app: TestApplication;
  let other: TestApplication;
  const clock = new FixedClock(new Date().toISOString());
  beforeAll(async () => {
    app = await startApplication({ modules, views, clock });
    const token = readFileSync(join(app.dataFolder, 'set-up-token'), 'utf8').trim();
    await app.http
      .post('/api/v1/set-up')
      .set('User-Agent', chrome)
      .send({ ...owner, token });
    other = await app.another();
  });
  afterAll(() => app.close());

  const signIn = (userAgent: string) => app.http.post('/api/v1/sessions').set('User-Agent', userAgent).send(credentials);
  const as = ({ body }: Response): string => `Bearer ${String(body.accessToken)}`;
  const list = async (session: Response): Promise<readonly DeviceSession[]> =>
    (await app.http.get('/api/v1/account/sessions').set('Authorization', as(session))).body.items;
  const me = (session: Response, at = app) => at.http.get('/api/v1/me').set('Authorization', as(session));
  const untilOut = async (session: Response, at: TestApplication): Promise<number> => {
    const began = performance.now();
    while ((await me(session, at)).status !== 401 && performance.now() - began < 5_000) await new Promise((resolve) => setTimeout(resolve, 20));
    return performance.now() - began;
  };

  it('are listed with what they are, when they came and when they were last used', async () => {
    const here = await signIn(firefox);
    const signedInAt = clock.now();
    clock.advance(59_999);
    await me(here, other);
    const before = (await list(here)).find(({ current }) => current);
    expect(before).toEqual({
      id: expect.any(String),
      current: true,
      device: 'Firefox on Windows',
      signedInAt,
      lastUsedAt: signedInAt,
      workspaceId: here.body.workspace.id,
    });
    clock.advance(1);
    // Both processes may still remember the session; a third one asks.
    const third = await app.another();
    await me(here, third);
    const [first, ...rest] = await list(here);
    expect(first).toEqual({ ...before, lastUsedAt: clock.now() });
    expect(rest.map(({ device, current }) => [device, current])).toEqual([['Chrome on Linux', false]]);
  });

  it('are signed out one by one, within two seconds in another process, and cannot renew themselves', async () => {
    const [here, there] = [await signIn(chrome), await signIn(firefox)];
    expect((await me(there, other)).status).toBe(200);
    const id = (await list(there)).find(({ current }) => current)?.id ?? '';
    const end = (session: string) => app.http.delete(`/api/v1/account/sessions/${session}`).set('Authorization', as(here));
    const ended = await end(id);
    expect([ended.status, ended.headers['position']]).toEqual([204, expect.stringMatching(/^\d{20}$/)]);
    expect((await me(there)).status).toBe(401);
    expect(await untilOut(there, other)).toBeLessThan(2_000);
    expect((await app.http.post('/api/v1/sessions/refresh').set('Cookie', cookieValue(there))).status).toBe(401);
    expect((await me(here)).status).toBe(200);
    expect([(await end(id)).status, (await end(countedId(9))).status, (await end('x')).status]).toEqual([204, 404, 404]);
  });

  it('are signed out all but this one', async () => {
    const [here, ...others] = [await signIn(chrome), await signIn(firefox), await signIn(chrome)] as const;
    await app.http.delete('/api/v1/account/sessions').set('Authorization', as(here)).expect(204);
    expect((await list(here)).map(({ current }) => current)).toEqual([true]);
    for (const session of others) expect(await untilOut(session, other)).toBeLessThan(2_000);
    expect((await me(here, other)).status).toBe(200);
  });

  it('are signed out all by whoever has the data folder', async () => {
    const sessions = [await signIn(chrome), await signIn(firefox)] as const;
    const { app: parts } = app;
    const stores = { vault: parts.get<Db>(VAULT_DB), tokens: parts.get(LookupTokens), clock, ids: parts.get(Ids) };
    const signOut = (email: string) => ownerSignOut({ ...stores, families: parts.get(SessionFamilies), runner: parts.get(DeciderRunner) }, email);
    expect([await signOut('nobody@example.com'), (await me(sessions[0])).status]).toEqual([false, 200]);
    expect(await signOut(owner.email)).toBe(true);
    for (const session of sessions) expect(await untilOut(session, other)).toBeLessThan(2_000);
    expect(await list(await signIn(chrome))).toHaveLength(1);
  });

  it('of somebody else do not exist', async () => {
    const here = await signIn(chrome);
    const stranger = await app.signIn();
    const theirs = await app.http.delete(`/api/v1/account/sessions/${stranger.principal.sessionId}`).set('Authorization', as(here));
    const none = await app.http.delete(`/api/v1/account/sessions/${countedId(9)}`).set('Authorization', as(here));
    expect([theirs.status, { ...theirs.body, instance: none.body.instance }]).toEqual([404, none.body]);
    expect(await app.app.get(SessionFamilies).isOpen(stranger.principal.sessionId)).toBe(true);
  });
});

describe('the session cookie', () => {
  let app: TestApplication;
  let session: Response;
  beforeAll(async () => {
    app = await startApplication({ modules, views });
    session = await app.http.post('/api/v1/set-up').send({ ...owner, token: readFileSync(join(app.dataFolder, 'set-up-token'), 'utf8').trim() });
  });
  afterAll(() => app.close());

  it.each([
    ['another site', { Origin: 'https://evil.example', 'Sec-Fetch-Site': 'cross-site' }],
    ['another port of this machine', { Origin: 'http://127.0.0.1:9', 'Sec-Fetch-Site': 'same-site' }],
    ['an extension, also ours', { Origin: `chrome-extension://${TEST_EXTENSION_ID}` }],
    ['an address that starts like ours', { Origin: 'http://127.0.0.1.evil.example' }],
    ['a page without an origin', { Origin: 'null' }],
    ['a typed address or a bookmark', { 'Sec-Fetch-Site': 'none' }],
    ['a subdomain', { 'Sec-Fetch-Site': 'same-site' }],
  ])('cannot be used from %s', async (_from, headers) => {
    const answer = await app.http.post('/api/v1/sessions/refresh').set('Cookie', cookieValue(session)).set(headers);
    expect([answer.status, answer.body.type, answer.headers['set-cookie']]).toEqual([403, '/problems/foreign-origin', undefined]);
  });

  it('serves the dashboard, and programs that are no browser', async () => {
    const own = await app.http
      .post('/api/v1/sessions/refresh')
      .set('Cookie', cookieValue(session))
      .set({ Origin: 'http://127.0.0.1', 'Sec-Fetch-Site': 'same-origin' });
    expect(own.status).toBe(200);
    expect((await app.http.post('/api/v1/sessions/refresh').set('Cookie', cookieValue(own))).status).toBe(200);
  });

  it('is named and marked for TLS where TLS is, and only that name is read', async () => {
    const secure = (dataFolder: string) => capabilityModules({ dataFolder, origin: 'https://127.0.0.1', passwordCost: 10 });
    const tls = await startApplication({ modules: secure, views });
    try {
      const answer = await tls.http.post('/api/v1/set-up').send({ ...owner, token: readFileSync(join(tls.dataFolder, 'set-up-token'), 'utf8').trim() });
      expect(cookieOf(answer)).toMatch(/^__Host-leadgen_refresh=[^;]+; Path=\/; Expires=[^;]+; HttpOnly; Secure; SameSite=Strict$/);
      const refresh = (cookie: string) => request(tls.server).post('/api/v1/sessions/refresh').set('Cookie', cookie);
      expect((await refresh(cookieValue(answer).replace('__Host-', ''))).status).toBe(401);
      const renewed = await refresh(`leadgen_refresh=tossed; ${cookieValue(answer)}`);
      expect(renewed.status).toBe(200);
      // It travels to every route, and so somebody who joins in the same browser replaces the session.
      const invited = { email: 'grace@example.com', role: 'member' };
      const asked = await tls.http
        .post('/api/v1/invitations')
        .set('Authorization', `Bearer ${String(answer.body.accessToken)}`)
        .send(invited);
      const documents = (await tls.http.get('/api/v1/documents')).body as { document: string; version: string }[];
      const acceptedDocuments = documents.map(({ document, version }) => ({ document, version }));
      const newAccount = { displayName: 'Grace', password: 'seven lamps of architecture', region: 'DE', oldEnough: true, acceptedDocuments };
      const joining = { token: String(asked.body.link).split('#token=')[1], newAccount };
      const joined = await tls.http.post('/api/v1/invitation-acceptances').set('Cookie', cookieValue(renewed)).send(joining);
      expect([joined.status, (await refresh(cookieValue(renewed))).status, (await refresh(cookieValue(joined))).status]).toEqual([201, 401, 200]);
    } finally {
      await tls.close();
    }
  });
});

describe('switching workspaces', () => {
  let app: TestApplication;
  let session: Response;
  const second = countedId(7);
  beforeAll(async () => {
    app = await startApplication({ modules, views });
    session = await app.http.post('/api/v1/set-up').send({ ...owner, token: readFileSync(join(app.dataFolder, 'set-up-token'), 'utf8').trim() });
    const accountId = String(session.body.account.id);
    const facts = { correlationId: countedId(1), idempotencyKey: null, userAgent: '', address: '' };
    const context = { ...accountContext(accountId, facts, countedId(2), new Date().toISOString()), workspaceId: second };
    await app.app.get(CommandBus).execute(new CreateWorkspaceCommand(second, accountId, 'Research', context));
    app.app.get(Standings).forget();
  });
  afterAll(() => app.close());

  const switchTo = (workspaceId: unknown, { body } = session) =>
    app.http
      .post('/api/v1/sessions/current/workspace')
      .set('Authorization', `Bearer ${String(body.accessToken)}`)
      .send({ workspaceId });

  it('goes on in the other workspace, after a refresh and a new sign-in too', async () => {
    const workspace = { id: second, name: 'Research', role: 'owner' };
    const switched = await switchTo(second);
    expect([switched.status, switched.body]).toEqual([
      200,
      { accessToken: expect.any(String), accessTokenExpiresAt: expect.any(String), account: session.body.account, workspace },
    ]);
    const me = await app.http.get('/api/v1/me').set('Authorization', `Bearer ${String(switched.body.accessToken)}`);
    expect(me.body.workspace).toEqual(workspace);
    const refreshed = await app.http.post('/api/v1/sessions/refresh').set('Cookie', cookieValue(session));
    expect(refreshed.body.workspace).toEqual(workspace);
    expect((await app.http.post('/api/v1/sessions').send(credentials)).body.workspace).toEqual(workspace);
  });

  it('knows no workspace that the account is not in', async () => {
    const unknown = await switchTo(countedId(8));
    expect([unknown.status, unknown.body.detail]).toEqual([404, 'This account is in no such workspace.']);
    expect((await switchTo({ $ne: '' })).status).toBe(400);
  });

  it('goes on in another workspace of the account when it was taken out of its own', async () => {
    const identity = {
      kind: 'account',
      accountId: String(session.body.account.id),
      workspaceId: countedId(30),
      browserId: null,
      sessionId: countedId(31),
    } as const;
    const { refreshToken } = await app.app.get(SessionFamilies).open(identity);
    const refresh = () => app.http.post('/api/v1/sessions/refresh').set('Cookie', `leadgen_refresh=${refreshToken}`);
    const giveUpAt = Date.now() + 5_000;
    // The list of workspaces is a view and may lag behind.
    let answer = await refresh();
    while (answer.body.workspace === null && Date.now() < giveUpAt) answer = await refresh();
    expect([answer.status, answer.body.workspace]).toEqual([200, session.body.workspace]);
  });

  it('goes on in no workspace when the account is in none any more', async () => {
    const accountId = countedId(20);
    const identity = { kind: 'account', accountId, workspaceId: countedId(22), browserId: null, sessionId: countedId(23) } as const;
    const { refreshToken } = await app.app.get(SessionFamilies).open(identity);
    const refreshed = await app.http.post('/api/v1/sessions/refresh').set('Cookie', `leadgen_refresh=${refreshToken}`);
    expect([refreshed.status, refreshed.body.workspace, refreshed.body.account.id]).toEqual([200, null, accountId]);
  });
});
