import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { capabilityModules, views } from '../../../../app/capabilities';
import { startApplication, type TestApplication } from '../../../../platform/testing/application';
import { codeAt } from '../../../../platform/testing/authenticator-app';
import { FixedClock } from '../../../../platform/testing/fixed-clock';

const password = 'seven lamps of architecture';
const clock = new FixedClock(new Date().toISOString());
let app: TestApplication;

type Method = 'get' | 'put' | 'post' | 'patch' | 'delete';
type Caller = { readonly accessToken: string } | null;
const call = (caller: Caller, method: Method, path: string, body?: object) =>
  app.http[method](`/api/v1/${path}`)
    .set(caller === null ? {} : { Authorization: `Bearer ${caller.accessToken}` })
    .send(body);

async function founded(): Promise<Caller> {
  const token = readFileSync(join(app.dataFolder, 'set-up-token'), 'utf8').trim();
  return (await call(null, 'post', 'set-up', { token, email: 'ada@example.com', password, displayName: 'Ada', workspaceName: 'Sales' })).body as Caller;
}

async function joined(owner: Caller): Promise<Caller> {
  const { link } = (await call(owner, 'post', 'invitations', { email: 'grace@example.com', role: 'member' })).body;
  const { body } = await call(null, 'get', 'documents');
  const acceptedDocuments = body.map(({ document, version }: { document: string; version: string }) => ({ document, version }));
  const newAccount = { displayName: 'Grace', password, region: 'DE', oldEnough: true, acceptedDocuments };
  return (await call(null, 'post', 'invitation-acceptances', { token: String(link).split('#token=')[1], newAccount })).body as Caller;
}

/** What a page of the workspace answers as soon as it answers with this; what was true a second ago may still count. */
async function becomes(caller: Caller, status: number): Promise<number> {
  const until = Date.now() + 3_000;
  let answer = await call(caller, 'get', 'members');
  while (answer.status !== status && Date.now() < until) answer = await call(caller, 'get', 'members');
  return answer.status;
}

describe('a workspace that asks for a second factor', () => {
  beforeEach(async () => {
    app = await startApplication({ modules: (dataFolder) => capabilityModules({ dataFolder, origin: 'http://127.0.0.1', passwordCost: 4 }), views, clock });
  });
  afterEach(() => app.close());

  it('asks whoever changes that for their password, and nobody who leaves it as it is', async () => {
    const owner = await founded();
    const change = async (body: object) => {
      const answer = await call(owner, 'patch', 'workspace', body);
      return [answer.status, answer.body.type ?? answer.body.secondFactorRequired, answer.body.errors?.[0]?.pointer];
    };
    expect(await change({ secondFactorRequired: true })).toEqual([400, '/problems/invalid-request', '/password']);
    expect(await change({ secondFactorRequired: true, password: 'not the password' })).toEqual([403, '/problems/wrong-password', '/password']);
    expect(await change({ name: 'Sales North', secondFactorRequired: false })).toEqual([200, false, undefined]);
    const { secret } = (await call(owner, 'post', 'account/totp', { password })).body;
    await call(owner, 'put', 'account/totp', { code: codeAt(secret, clock.now()) });
    expect(await change({ secondFactorRequired: true, password })).toEqual([200, true, undefined]);
    expect(await becomes(owner, 200)).toBe(200);
    expect(await change({ secondFactorRequired: false })).toEqual([400, '/problems/invalid-request', '/password']);
    expect(await change({ secondFactorRequired: false, password })).toEqual([200, false, undefined]);
  });

  it('shuts out who has none and leaves them their own account, where they add one; without it they are shut out again', async () => {
    const owner = await founded();
    const member = await joined(owner);
    expect((await call(owner, 'patch', 'workspace', { secondFactorRequired: true, password })).status).toBe(200);
    const refused = await call(member, 'get', 'members');
    expect([refused.status, refused.body.type]).toEqual([403, '/problems/second-factor-required']);
    expect((await call(owner, 'patch', 'workspace', { secondFactorRequired: false })).status).toBe(403);
    expect((await call(owner, 'get', 'me')).status).toBe(200);

    const { secret } = (await call(owner, 'post', 'account/totp', { password })).body;
    expect((await call(owner, 'put', 'account/totp', { code: codeAt(secret, clock.now()) })).status).toBe(200);
    expect(await becomes(owner, 200)).toBe(200);
    expect((await call(member, 'get', 'members')).status).toBe(403);

    expect((await call(owner, 'delete', 'account/totp', { password })).status).toBe(204);
    expect(await becomes(owner, 403)).toBe(403);
  });
});
