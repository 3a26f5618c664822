import type { Db } from 'mongodb';
import { randomBytes } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Response } from 'supertest';
import { capabilityModules, views } from '../../../../app/capabilities';
import { EVENT_STORE, type EventStore } from '../../../../platform/event-store/event-store';
import { SessionFamilies } from '../../../../platform/identity/session-families';
import { VAULT_DB } from '../../../../platform/sealing/vault';
import { startApplication, type TestApplication } from '../../../../platform/testing/application';
import { startMailSink, type MailSink } from '../../../../platform/testing/mail-sink';
import { ResetTokens } from '../../secrets/one-time-tokens';

const owner = { email: 'ada@example.com', password: 'correct horse battery', displayName: 'Ada', workspaceName: 'Sales' };

interface Paired {
  readonly browserId: string;
  readonly workspaceId: string;
  readonly accessToken: string;
  readonly refreshToken: string;
}

describe('another password and the browsers that the account has paired', () => {
  let sink: MailSink;
  let app: TestApplication;
  let password = owner.password;
  let [accountId, sales, research] = ['', '', ''];
  beforeAll(async () => {
    sink = await startMailSink();
    const mail = { url: sink.url, from: 'LeadGen <leadgen@example.com>' };
    app = await startApplication({ modules: (dataFolder) => capabilityModules({ dataFolder, origin: 'http://127.0.0.1', passwordCost: 10, mail }), views });
    const token = readFileSync(join(app.dataFolder, 'set-up-token'), 'utf8').trim();
    const session = await post('set-up', null, { ...owner, token });
    accountId = session.body.account.id;
    sales = session.body.workspace.id;
    research = (await post('workspaces', session.body.accessToken, { name: 'Research' })).body.id;
  });
  afterAll(async () => {
    await app.close();
    await sink.close();
  });

  const post = (path: string, token: string | null, body: object): Promise<Response> => {
    const asked = app.http.post(`/api/v1/${path}`).send(body);
    return (token === null ? asked : asked.set('Authorization', `Bearer ${token}`)).then((answer) => answer);
  };
  const signedInAt = async (workspaceId: string): Promise<string> => {
    const { body } = await post('sessions', null, { email: owner.email, password });
    return (await post('sessions/current/workspace', body.accessToken, { workspaceId })).body.accessToken;
  };
  const startPairing = async (token: string): Promise<{ readonly state: string; readonly code: string }> => {
    const state = randomBytes(32).toString('base64url');
    return { state, code: (await post('pairings', token, { state })).body.code };
  };
  const claim = (started: object): Promise<Response> => post('pairings/claims', null, { ...started, browserName: 'Chrome', extensionVersion: '1.0.0' });
  const pair = async (token: string): Promise<Paired> => (await claim(await startPairing(token))).body;
  const isIn = async ({ accessToken, refreshToken }: Paired): Promise<readonly boolean[]> => {
    const me = await app.http.get('/api/v1/me').set('Authorization', `Bearer ${accessToken}`);
    return [me.status === 200, (await post('browsers/refresh', null, { refreshToken })).status === 200];
  };
  const revokedIn = async (workspaceId: string): Promise<readonly string[]> => {
    const stored = await app.app.get<EventStore>(EVENT_STORE).readStream(`workspace-${workspaceId}`);
    return stored
      .filter(({ storedType }) => storedType === 'BrowserRevoked.v1')
      .map(({ data }) => (data as { readonly c: { readonly browserId: string } }).c.browserId);
  };
  const change = async (newPassword: string, also: object): Promise<number> => {
    const token = await signedInAt(sales);
    const body = { currentPassword: password, newPassword, ...also };
    const { status } = await app.http.put('/api/v1/account/password').set('Authorization', `Bearer ${token}`).send(body);
    if (status === 204) password = newPassword;
    return status;
  };
  const reset = async (newPassword: string): Promise<number> => {
    const token = await app.app.get(ResetTokens).issue(accountId);
    password = newPassword;
    return (await post('password-resets/uses', null, { token, password })).status;
  };
  const openBrowsers = (): Promise<number> =>
    app.app.get<Db>(VAULT_DB).collection('session_families').countDocuments({ accountId, kind: 'browser', endedAt: null });
  const mailed = async (): Promise<string> => (await sink.mailTo(owner.email, 'password was changed')).text;

  it('stay with a change that does not ask for more', async () => {
    const browser = await pair(await signedInAt(sales));
    expect(await change('another horse battery', { alsoBrowsers: 'yes' })).toBe(400);
    expect(await change('another horse battery', {})).toBe(204);
    expect(await isIn(browser)).toEqual([true, true]);
    expect([await revokedIn(sales), await mailed()]).toEqual([[], expect.stringContaining('Paired browsers and API keys that you made go on.')]);
  });

  it('are out in every workspace with a change that asks for it; those of others stay', async () => {
    const invited = await post('invitations', await signedInAt(sales), { email: 'grace@example.com', role: 'member' });
    const documents = (await app.http.get('/api/v1/documents')).body as { document: string; version: string }[];
    const acceptedDocuments = documents.map(({ document, version }) => ({ document, version }));
    const newAccount = { displayName: 'Grace', password: 'seven lamps of architecture', region: 'DE', oldEnough: true, acceptedDocuments };
    const grace = await post('invitation-acceptances', null, { token: String(invited.body.link).split('#token=')[1], newAccount });
    const others = await pair(grace.body.accessToken);
    const own = [await pair(await signedInAt(sales)), await pair(await signedInAt(research))];
    expect(await change('third horse battery', { alsoBrowsers: true })).toBe(204);
    for (const browser of own) {
      expect(await isIn(browser)).toEqual([false, false]);
      expect(await revokedIn(browser.workspaceId)).toContain(browser.browserId);
    }
    expect([await isIn(others), await revokedIn(sales)]).toEqual([[true, true], expect.not.arrayContaining([others.browserId])]);
  });

  it('are out with every reset, and a code that was shown before it pairs nobody', async () => {
    const browser = await pair(await signedInAt(research));
    const shown = await startPairing(await signedInAt(research));
    expect(await reset('fourth horse battery')).toBe(204);
    expect([await isIn(browser), await revokedIn(research)]).toEqual([[false, false], expect.arrayContaining([browser.browserId])]);
    const claimed = await claim(shown);
    expect([claimed.status, claimed.body.accessToken]).toEqual([422, undefined]);
    expect(await mailed()).toContain('were disconnected in all your workspaces');
  });

  it('are out with a reset when their claim was killed half-way, and the claim that comes back pairs nobody', async () => {
    const shown = await startPairing(await signedInAt(research));
    const keyed = () =>
      app.http
        .post('/api/v1/pairings/claims')
        .set('Idempotency-Key', 'one-claim')
        .send({ ...shown, browserName: 'Chrome', extensionVersion: '1.0.0' });
    const { browserId } = (await keyed()).body as Paired;
    // As the kill leaves it: the browser in the stream, no session of it in the vault.
    await app.app.get<Db>(VAULT_DB).collection('session_families').deleteMany({ browserId });
    expect(await reset('sixth horse battery')).toBe(204);
    expect(await revokedIn(research)).toContain(browserId);
    expect([(await keyed()).status, await openBrowsers()]).toEqual([422, 0]);
  });

  it('are recorded as out by the next reset when one was killed after the vault', async () => {
    const browser = await pair(await signedInAt(sales));
    await app.app.get(SessionFamilies).endBrowsersOf(accountId);
    expect(await revokedIn(sales)).not.toContain(browser.browserId);
    await reset('fifth horse battery');
    const revoked = await revokedIn(sales);
    expect(revoked.filter((id) => id === browser.browserId)).toHaveLength(1);
    expect(new Set(revoked).size).toBe(revoked.length);
  });
});
