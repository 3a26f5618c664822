import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Response } from 'supertest';
import { capabilityModules, views } from '../../../../app/capabilities';
import { EVENT_STORE, type EventStore } from '../../../../platform/event-store/event-store';
import { startApplication, type TestApplication } from '../../../../platform/testing/application';
import { SoftwarePasskey, type Circumstances } from '../../../../platform/testing/software-passkey';

const origin = 'https://leads.example.com';
const here: Circumstances = { origin, rpId: 'leads.example.com' };
const owner = { email: 'ada@example.com', password: 'correct horse battery', displayName: 'Ada', workspaceName: 'Sales' };
const proof = { password: owner.password };
const unknownId = '00000000-0000-4000-8000-000000000000';
const typeOf = ({ status, body }: Response): readonly [number, string] => [status, String(body.type)];

let app: TestApplication;
let session: Response;
const begun = async (at = origin): Promise<TestApplication> => {
  app = await startApplication({ modules: (dataFolder) => capabilityModules({ dataFolder, origin: at, passwordCost: 10 }), views });
  const token = readFileSync(join(app.dataFolder, 'set-up-token'), 'utf8').trim();
  session = await app.http.post('/api/v1/set-up').send({ ...owner, token });
  return app;
};
const call = (method: 'get' | 'post' | 'patch' | 'delete', path: string, body?: object) =>
  app.http[method](`/api/v1/account${path}`)
    .set('Authorization', `Bearer ${String(session.body.accessToken)}`)
    .send(body);
const sessions = (path: string, body: object = {}) => app.http.post(`/api/v1/sessions${path}`).send(body);
const toAdd = async () => (await call('post', '/passkeys/options', proof)).body;
const question = async () => (await sessions('/passkey-options')).body;
const methods = async () => (await call('get', '')).body.signInMethods;

async function added(passkey: SoftwarePasskey, name = 'Work laptop', where = here): Promise<Response> {
  const { ticket, options } = await toAdd();
  return call('post', '/passkeys', { ticket, name, response: passkey.create(options.challenge, where) });
}

/** Signs in by the passkey alone. */
async function signIn(passkey: SoftwarePasskey, where = here): Promise<Response> {
  const { ticket, options } = await question();
  return sessions('/passkey', { ticket, response: passkey.get(options.challenge, where) });
}

afterEach(() => app.close());

describe('a passkey of one’s own', () => {
  beforeEach(() => begun());

  it('is added with the password and an answer of the browser, with recovery codes when it is the first factor', async () => {
    const asked = await call('post', '/passkeys/options', proof);
    expect([
      asked.status,
      asked.body.options.rp,
      asked.body.options.authenticatorSelection.userVerification,
      asked.body.options.authenticatorSelection.residentKey,
    ]).toEqual([201, { name: 'LeadGen', id: 'leads.example.com' }, 'required', 'required']);
    const first = await added(new SoftwarePasskey());
    expect([first.status, first.headers['cache-control'], first.body]).toEqual([
      201,
      'no-store',
      { id: expect.any(String), name: 'Work laptop', addedAt: expect.any(String), lastUsedAt: null, recoveryCodes: expect.any(Array) },
    ]);
    expect(first.body.recoveryCodes).toHaveLength(10);
    const second = await added(new SoftwarePasskey(), 'Phone');
    expect([second.status, second.body.recoveryCodes]).toEqual([201, null]);
    expect((await methods()).passkeys.map(({ name }: { name: string }) => name)).toEqual(['Work laptop', 'Phone']);
    const stored = await app.app.get<EventStore>(EVENT_STORE).readStream(`account-${String(session.body.account.id)}`);
    expect(stored.map(({ storedType }) => storedType).slice(2)).toEqual(['PasskeyAdded.v1', 'RecoveryCodesMade.v1', 'PasskeyAdded.v1']);
    expect(JSON.stringify(stored)).not.toMatch(/Work laptop|Phone/);
  });

  it.each([
    ['made for another page', { ...here, origin: 'https://evil.example' }],
    ['made for another domain', { ...here, rpId: 'evil.example' }],
    ['made without seeing who is there', { ...here, verified: false }],
  ])('is refused when it was %s', async (_what, where) => {
    expect(typeOf(await added(new SoftwarePasskey(), 'Laptop', where))).toEqual([422, '/problems/passkey-refused']);
    expect((await methods()).passkeys).toEqual([]);
  });

  it('is refused when the challenge is another or was answered before', async () => {
    const passkey = new SoftwarePasskey();
    const { ticket, options } = await toAdd();
    const body = { ticket, name: 'Laptop', response: passkey.create(options.challenge, here) };
    const other = { ...(await toAdd()), name: 'Laptop', response: body.response };
    expect(typeOf(await call('post', '/passkeys', { ticket: other.ticket, name: other.name, response: other.response }))).toEqual([
      422,
      '/problems/passkey-refused',
    ]);
    expect((await call('post', '/passkeys', body)).status).toBe(201);
    expect(typeOf(await call('post', '/passkeys', body))).toEqual([422, '/problems/passkey-refused']);
  });

  it('is refused when the key is known already, or the answer is nonsense', async () => {
    const passkey = new SoftwarePasskey();
    await added(passkey);
    expect(typeOf(await added(passkey, 'Again'))).toEqual([422, '/problems/passkey-refused']);
    const { ticket } = await toAdd();
    expect(typeOf(await call('post', '/passkeys', { ticket, name: 'Laptop', response: { id: { $ne: '' } } }))).toEqual([422, '/problems/passkey-refused']);
  });

  it('is not begun without the password', async () => {
    expect(typeOf(await call('post', '/passkeys/options', { password: 'something else' }))).toEqual([403, '/problems/wrong-password']);
  });

  it('is renamed and removed, and the last one takes the recovery codes along', async () => {
    const { id } = (await added(new SoftwarePasskey())).body;
    expect((await call('patch', `/passkeys/${String(id)}`, { name: 'Old laptop' })).status).toBe(204);
    expect(typeOf(await call('patch', `/passkeys/${unknownId}`, { name: 'Old laptop' }))).toEqual([404, '/problems/not-found']);
    expect((await methods()).passkeys[0].name).toBe('Old laptop');
    expect(typeOf(await call('delete', `/passkeys/${String(id)}`, { password: 'something else' }))).toEqual([403, '/problems/wrong-password']);
    expect((await call('delete', `/passkeys/${String(id)}`, proof)).status).toBe(204);
    expect(typeOf(await call('delete', `/passkeys/${String(id)}`, proof))).toEqual([404, '/problems/not-found']);
    expect(await methods()).toEqual({ passwordChangedAt: expect.any(String), totp: null, recoveryCodes: 0, passkeys: [] });
  });

  it('is never more than twenty', async () => {
    for (let index = 0; index < 20; index += 1) await added(new SoftwarePasskey());
    expect(typeOf(await added(new SoftwarePasskey()))).toEqual([409, '/problems/too-many-passkeys']);
  });
});

describe('a sign-in with a passkey', () => {
  let passkey: SoftwarePasskey;
  beforeEach(async () => {
    await begun();
    passkey = new SoftwarePasskey();
    await added(passkey);
  });

  it('needs neither address nor password, and names no account before the answer', async () => {
    const asked = await question();
    expect([asked.options.allowCredentials ?? [], asked.options.userVerification, asked.options.rpId]).toEqual([[], 'required', 'leads.example.com']);
    const answer = await signIn(passkey);
    expect([answer.status, answer.body.account.email, String(answer.headers['set-cookie'])]).toEqual([
      201,
      'ada@example.com',
      expect.stringContaining('Secure'),
    ]);
    expect((await methods()).passkeys[0].lastUsedAt).toEqual(expect.any(String));
  });

  it('takes each challenge once', async () => {
    const { ticket, options } = await question();
    const body = { ticket, response: passkey.get(options.challenge, here) };
    const answers = await Promise.all([sessions('/passkey', body), sessions('/passkey', body), sessions('/passkey', body)]);
    expect(answers.map(({ status }) => status).sort()).toEqual([201, 401, 401]);
  });

  it.each([
    ['for another page', { ...here, origin: 'https://evil.example' }],
    ['for another domain', { ...here, rpId: 'evil.example' }],
    ['without seeing who is there', { ...here, verified: false }],
  ])('is refused when it was answered %s', async (_what, where) => {
    expect(typeOf(await signIn(passkey, where))).toEqual([401, '/problems/passkey-refused']);
  });

  it('is refused by an unknown passkey, and by another that takes the name of a known one', async () => {
    const other = new SoftwarePasskey();
    expect(typeOf(await signIn(other))).toEqual([401, '/problems/passkey-refused']);
    const { ticket, options } = await question();
    const response = { ...other.get(options.challenge, here), id: passkey.id.toString('base64url'), rawId: passkey.id.toString('base64url') };
    expect(typeOf(await sessions('/passkey', { ticket, response }))).toEqual([401, '/problems/passkey-refused']);
  });

  it('is refused when the authenticator counts backwards: the key was copied', async () => {
    expect((await signIn(passkey, { ...here, counter: 7 })).status).toBe(201);
    expect(typeOf(await signIn(passkey, { ...here, counter: 7 }))).toEqual([401, '/problems/passkey-refused']);
    expect((await signIn(passkey, { ...here, counter: 8 })).status).toBe(201);
  });

  it('also finishes one that began with the password', async () => {
    const half = await sessions('', { email: owner.email, password: owner.password });
    expect([half.status, half.body.methods]).toEqual([200, ['passkey', 'recovery-code']]);
    const { ticket, options } = await question();
    const answer = { ticket, response: passkey.get(options.challenge, here) };
    expect((await sessions('/second-factor', { ticket: half.body.ticket, passkey: answer })).status).toBe(201);
    const again = await sessions('', { email: owner.email, password: owner.password });
    expect(typeOf(await sessions('/second-factor', { ticket: again.body.ticket, passkey: answer }))).toEqual([401, '/problems/wrong-second-factor']);
  });

  it('is over once the passkey is removed', async () => {
    await call('delete', `/passkeys/${String((await methods()).passkeys[0].id)}`, proof);
    expect(typeOf(await signIn(passkey))).toEqual([401, '/problems/passkey-refused']);
  });
});

describe('an installation at an address of numbers', () => {
  it('says that a passkey needs a domain, and takes one on this machine as localhost', async () => {
    await begun('http://127.0.0.1:8377');
    expect(typeOf(await call('post', '/passkeys/options', proof))).toEqual([409, '/problems/passkeys-need-a-domain']);
    expect(typeOf(await sessions('/passkey-options'))).toEqual([409, '/problems/passkeys-need-a-domain']);
    const asked = await call('post', '/passkeys/options', proof).set('Host', 'localhost:8377');
    expect([asked.status, asked.body.options.rp.id]).toEqual([201, 'localhost']);
  });
});
