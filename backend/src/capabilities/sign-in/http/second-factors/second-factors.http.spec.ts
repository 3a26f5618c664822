import type { Db } from 'mongodb';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Response } from 'supertest';
import { capabilityModules, views } from '../../../../app/capabilities';
import { EVENT_STORE, type EventStore } from '../../../../platform/event-store/event-store';
import { VAULT_DB } from '../../../../platform/sealing/vault';
import { startApplication, type TestApplication } from '../../../../platform/testing/application';
import { codeAt } from '../../../../platform/testing/authenticator-app';
import { FixedClock } from '../../../../platform/testing/fixed-clock';
import { ResetTokens } from '../../secrets/one-time-tokens';

const modules = (dataFolder: string) => capabilityModules({ dataFolder, origin: 'http://127.0.0.1', passwordCost: 10 });
const owner = { email: 'ada@example.com', password: 'correct horse battery', displayName: 'Ada', workspaceName: 'Sales' };
const proof = { password: owner.password };
const typeOf = ({ status, body }: Response): readonly [number, string] => [status, String(body.type)];
const STEP = 30_000;

let app: TestApplication;
let clock: FixedClock;
let session: Response;
const call = (method: 'get' | 'put' | 'post' | 'delete', path: string, body?: object) =>
  app.http[method](`/api/v1/account${path}`)
    .set('Authorization', `Bearer ${String(session.body.accessToken)}`)
    .send(body);
const signIn = () => app.http.post('/api/v1/sessions').send({ email: owner.email, password: owner.password });
const ticket = async (): Promise<string> => String((await signIn()).body.ticket);
const finish = (body: object) => app.http.post('/api/v1/sessions/second-factor').send(body);
const methods = async () => (await call('get', '')).body.signInMethods;

beforeEach(async () => {
  clock = new FixedClock(new Date().toISOString());
  app = await startApplication({ modules, views, clock });
  const token = readFileSync(join(app.dataFolder, 'set-up-token'), 'utf8').trim();
  session = await app.http.post('/api/v1/set-up').send({ ...owner, token });
});
afterEach(() => app.close());

/** Adds the app with the code of now, and waits until the next one. */
async function withApp(): Promise<{ readonly secret: string; readonly codes: readonly string[] }> {
  const { secret } = (await call('post', '/totp', proof)).body;
  const { codes } = (await call('put', '/totp', { code: codeAt(secret, clock.now()) })).body;
  clock.advance(STEP);
  return { secret, codes };
}

describe('an authenticator app', () => {
  it('is added by a code of it, with ten recovery codes that are shown once', async () => {
    const begun = await call('post', '/totp', proof);
    const { secret } = begun.body;
    expect([begun.status, begun.headers['cache-control'], begun.body]).toEqual([
      201,
      'no-store',
      {
        secret: expect.stringMatching(/^[A-Z2-7]{32}$/),
        address: `otpauth://totp/LeadGen:ada%40example.com?issuer=LeadGen&secret=${String(secret)}&algorithm=SHA1&digits=6&period=30`,
      },
    ]);
    expect((await signIn()).status).toBe(201);
    const added = await call('put', '/totp', { code: codeAt(secret, clock.now()) });
    expect([added.status, added.headers['cache-control'], new Set(added.body.codes).size]).toEqual([200, 'no-store', 10]);
    expect(added.body.codes.every((code: string) => /^([0-9A-HJKMNP-TV-Z]{4}-){5}[0-9A-HJKMNP-TV-Z]{4}$/.test(code))).toBe(true);
    expect(await methods()).toEqual({ passwordChangedAt: expect.any(String), totp: { addedAt: clock.now() }, recoveryCodes: 10, passkeys: [] });
    expect(typeOf(await call('post', '/totp', proof))).toEqual([409, '/problems/totp-exists']);
  });

  it('leaves neither its seed nor a recovery code readable in the vault or in the log', async () => {
    const { secret, codes } = await withApp();
    const vault = app.app.get<Db>(VAULT_DB);
    const kept = await Promise.all((await vault.collections()).map((collection) => collection.find().toArray()));
    const stored = await app.app.get<EventStore>(EVENT_STORE).readStream(`account-${String(session.body.account.id)}`);
    expect(stored.map(({ storedType }) => storedType)).toEqual(['AccountCreated.v1', 'SignedIn.v1', 'SecondFactorAdded.v1', 'RecoveryCodesMade.v1']);
    const everything = JSON.stringify([kept, stored]);
    for (const secretText of [secret, ...codes, ...codes.map((code) => code.replaceAll('-', ''))]) expect(everything).not.toContain(secretText);
  });

  it('asks for the password, for a beginning, and for the code of now', async () => {
    expect(typeOf(await call('post', '/totp', { password: 'something else' }))).toEqual([403, '/problems/wrong-password']);
    expect(typeOf(await call('put', '/totp', { code: '123456' }))).toEqual([409, '/problems/totp-not-begun']);
    const { secret } = (await call('post', '/totp', proof)).body;
    expect(typeOf(await call('put', '/totp', { code: codeAt(secret, '2020-01-01T00:00:00.000Z') }))).toEqual([422, '/problems/wrong-code']);
    expect((await call('put', '/totp', { code: '12345' })).status).toBe(400);
    clock.advance(15 * 60_000 + 1);
    session = await signIn();
    expect(typeOf(await call('put', '/totp', { code: codeAt(secret, clock.now()) }))).toEqual([409, '/problems/totp-not-begun']);
    expect((await methods()).totp).toBeNull();
  });

  it('is removed with the password, and its recovery codes with it', async () => {
    await withApp();
    expect(typeOf(await call('delete', '/totp', { password: 'something else' }))).toEqual([403, '/problems/wrong-password']);
    expect((await call('delete', '/totp', proof)).status).toBe(204);
    expect(await methods()).toEqual({ passwordChangedAt: expect.any(String), totp: null, recoveryCodes: 0, passkeys: [] });
    expect((await signIn()).status).toBe(201);
    expect(typeOf(await call('post', '/recovery-codes', proof))).toEqual([409, '/problems/no-second-factor']);
  });
});

describe('a sign-in with an authenticator app', () => {
  it('opens nothing by the password alone, and a session by a code', async () => {
    const { secret } = await withApp();
    const half = await signIn();
    expect([half.status, half.headers['set-cookie'], half.headers['cache-control'], half.body]).toEqual([
      200,
      undefined,
      'no-store',
      { ticket: expect.stringMatching(/^[\w-]{43}$/), methods: ['totp', 'recovery-code'] },
    ]);
    const whole = await finish({ ticket: half.body.ticket, code: codeAt(secret, clock.now()) });
    expect([whole.status, whole.body.account.email, String(whole.headers['set-cookie'])]).toEqual([
      201,
      'ada@example.com',
      expect.stringContaining('HttpOnly'),
    ]);
    clock.advance(STEP);
    expect(typeOf(await finish({ ticket: half.body.ticket, code: codeAt(secret, clock.now()) }))).toEqual([401, '/problems/ticket-over']);
  });

  it('still needs the code after the password was reset, and the reset itself signs nobody in', async () => {
    const { secret } = await withApp();
    const token = await app.app.get(ResetTokens).issue(String(session.body.account.id));
    const reset = await app.http.post('/api/v1/password-resets/uses').send({ token, password: 'another horse battery' });
    expect([reset.status, reset.headers['set-cookie'], reset.text]).toEqual([204, undefined, '']);
    const half = await app.http.post('/api/v1/sessions').send({ email: owner.email, password: 'another horse battery' });
    expect([half.status, half.headers['set-cookie'], half.body.methods]).toEqual([200, undefined, ['totp', 'recovery-code']]);
    expect((await finish({ ticket: half.body.ticket, code: codeAt(secret, clock.now()) })).status).toBe(201);
  });

  it('takes each code once, however many come at once, and none older than the last', async () => {
    const { secret } = await withApp();
    const code = codeAt(secret, clock.now());
    const tickets = await Promise.all([ticket(), ticket(), ticket(), ticket()]);
    const answers = await Promise.all(tickets.map((each) => finish({ ticket: each, code })));
    expect(answers.map(({ status }) => status).sort()).toEqual([201, 401, 401, 401]);
    const before = codeAt(secret, new Date(Date.parse(clock.now()) - STEP).toISOString());
    expect(typeOf(await finish({ ticket: await ticket(), code: before }))).toEqual([401, '/problems/wrong-second-factor']);
  });

  it('takes the code of the step before or after, and no other', async () => {
    const { secret } = await withApp();
    clock.advance(4 * STEP);
    const around = (steps: number) => codeAt(secret, new Date(Date.parse(clock.now()) + steps * STEP).toISOString());
    const statuses: number[] = [];
    for (const steps of [-2, 2, -1, 0, 1]) statuses.push((await finish({ ticket: await ticket(), code: around(steps) })).status);
    expect(statuses).toEqual([401, 401, 201, 201, 201]);
  });

  it('is over after five wrong tries or five minutes', async () => {
    const { secret } = await withApp();
    const tried = await ticket();
    const wrong = codeAt(secret, '2020-01-01T00:00:00.000Z');
    const statuses: string[] = [];
    for (const code of [wrong, wrong, wrong, wrong, wrong, codeAt(secret, clock.now())]) statuses.push(typeOf(await finish({ ticket: tried, code }))[1]);
    expect(statuses).toEqual([...Array.from({ length: 5 }, () => '/problems/wrong-second-factor'), '/problems/ticket-over']);
    const late = await ticket();
    clock.advance(5 * 60_000);
    expect(typeOf(await finish({ ticket: late, code: codeAt(secret, clock.now()) }))).toEqual([401, '/problems/ticket-over']);
  });

  it('is held back after twenty wrong codes, however many tickets were drawn', async () => {
    const { secret } = await withApp();
    const wrong = codeAt(secret, '2020-01-01T00:00:00.000Z');
    for (let round = 0; round < 4; round += 1) {
      const drawn = await ticket();
      for (let tries = 0; tries < 5; tries += 1) await finish({ ticket: drawn, code: wrong });
    }
    const held = await finish({ ticket: await ticket(), code: codeAt(secret, clock.now()) });
    expect([...typeOf(held), Number(held.headers['retry-after'])]).toEqual([429, '/problems/too-many-tries', expect.any(Number)]);
    clock.advance(15 * 60_000 + 1);
    expect((await finish({ ticket: await ticket(), code: codeAt(secret, clock.now()) })).status).toBe(201);
  });

  it.each([
    ['no answer', {}],
    ['two answers', { code: '123456', recoveryCode: 'ABCD' }],
    ['a code that is a number', { code: 123456 }],
    ['an operator', { code: { $ne: '' } }],
  ])('refuses %s', async (_what, body) => {
    await withApp();
    expect(typeOf(await finish({ ticket: await ticket(), ...body }))).toEqual([400, '/problems/invalid-request']);
  });
});

describe('a recovery code', () => {
  it('stands in for the app once, also when it is typed in small letters and comes twice at once', async () => {
    const { codes } = await withApp();
    const typed = String(codes[3]).toLowerCase().replaceAll('-', ' ');
    const tickets = await Promise.all([ticket(), ticket()]);
    const answers = await Promise.all(tickets.map((each) => finish({ ticket: each, recoveryCode: typed })));
    expect(answers.map(({ status }) => status).sort()).toEqual([201, 401]);
    expect(typeOf(await finish({ ticket: await ticket(), recoveryCode: typed }))).toEqual([401, '/problems/wrong-second-factor']);
    expect((await methods()).recoveryCodes).toBe(9);
    const stored = await app.app.get<EventStore>(EVENT_STORE).readStream(`account-${String(session.body.account.id)}`);
    expect(stored.filter(({ storedType }) => storedType === 'RecoveryCodeUsed.v1')).toHaveLength(1);
  });

  it('is void once new ones were made', async () => {
    const { codes } = await withApp();
    const made = await call('post', '/recovery-codes', proof);
    expect([made.status, made.headers['cache-control'], made.body.codes.length]).toEqual([201, 'no-store', 10]);
    expect(typeOf(await finish({ ticket: await ticket(), recoveryCode: codes[0] }))).toEqual([401, '/problems/wrong-second-factor']);
    expect((await finish({ ticket: await ticket(), recoveryCode: made.body.codes[0] })).status).toBe(201);
  });

  it('is nobody else’s', async () => {
    await withApp();
    expect(typeOf(await finish({ ticket: await ticket(), recoveryCode: '0000-0000-0000-0000' }))).toEqual([401, '/problems/wrong-second-factor']);
  });
});
