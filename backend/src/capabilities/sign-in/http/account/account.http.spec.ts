import type { Db } from 'mongodb';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Response } from 'supertest';
import { capabilityModules, views } from '../../../../app/capabilities';
import { EVENT_STORE, type EventStore } from '../../../../platform/event-store/event-store';
import { LookupTokens } from '../../../../platform/sealing/lookup-tokens';
import { VAULT_DB } from '../../../../platform/sealing/vault';
import { codeAt } from '../../../../platform/testing/authenticator-app';
import { startApplication, type TestApplication } from '../../../../platform/testing/application';
import { startMailSink, type MailSink } from '../../../../platform/testing/mail-sink';
import { Clock } from '../../../../platform/time-and-ids/clock';
import { Ids } from '../../../../platform/time-and-ids/ids';
import { ownerResetLink } from '../../owner-link';

const owner = { email: 'Ada@example.com', password: 'correct horse battery', displayName: 'Ada', workspaceName: 'Sales' };
const chrome = 'Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/142.0.0.0 Safari/537.36';
const firefox = 'Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:140.0) Gecko/20100101 Firefox/140.0';
const cookieOf = ({ headers }: Response): string => String((headers['set-cookie'] as unknown as string[])[0]).split(';')[0] ?? '';

interface Started {
  readonly app: TestApplication;
  readonly sink: MailSink;
  readonly session: Response;
  /** Calls with the session of the set-up. */
  readonly call: (method: 'get' | 'patch' | 'put' | 'post' | 'delete', path: string) => ReturnType<TestApplication['http']['get']>;
  readonly signIn: (password?: string, email?: string, userAgent?: string) => ReturnType<TestApplication['http']['post']>;
  readonly typesOf: () => Promise<readonly string[]>;
  readonly close: () => Promise<void>;
}

async function start(mail = true): Promise<Started> {
  const sink = await startMailSink();
  const server = mail ? { url: sink.url, from: 'LeadGen <leadgen@example.com>' } : null;
  const modules = (dataFolder: string) => capabilityModules({ dataFolder, origin: 'http://127.0.0.1', passwordCost: 10, mail: server });
  const app = await startApplication({ modules, views });
  const token = readFileSync(join(app.dataFolder, 'set-up-token'), 'utf8').trim();
  const session = await app.http
    .post('/api/v1/set-up')
    .set('User-Agent', chrome)
    .send({ ...owner, token });
  return {
    app,
    sink,
    session,
    call: (method, path) => app.http[method](`/api/v1${path}`).set('Authorization', `Bearer ${String(session.body.accessToken)}`),
    signIn: (password = owner.password, email = owner.email, userAgent = chrome) =>
      app.http.post('/api/v1/sessions').set('User-Agent', userAgent).send({ email, password }),
    typesOf: async () => {
      const stored = await app.app.get<EventStore>(EVENT_STORE).readStream(`account-${String(session.body.account.id)}`);
      return stored.map(({ storedType }) => storedType);
    },
    close: async () => {
      await app.close();
      await sink.close();
    },
  };
}

describe('one’s own account', () => {
  let own: Started;
  beforeAll(async () => {
    own = await start();
  });
  afterAll(() => own.close());

  const read = () => own.call('get', '/account');
  const change = (body: object) => own.call('patch', '/account').send(body);

  it('is shown whole, with an ETag that signing in leaves alone', async () => {
    const answer = await read();
    expect(answer.body).toEqual({
      id: own.session.body.account.id,
      displayName: 'Ada',
      email: 'Ada@example.com',
      createdAt: expect.any(String),
      preferences: { theme: 'system', signInNotices: true },
      pendingEmail: null,
      signInMethods: { passwordChangedAt: answer.body.createdAt, totp: null, recoveryCodes: 0, passkeys: [] },
      accepted: [],
    });
    expect([answer.headers['etag'], answer.headers['cache-control']]).toEqual(['"0"', 'no-store']);
    await own.signIn();
    expect((await read()).headers['etag']).toBe('"0"');
  });

  it('changes name and preferences, and only what was sent', async () => {
    const answer = await change({ displayName: 'Ada King', preferences: { theme: 'dark' } }).set('If-Match', '"0"');
    expect([answer.status, answer.body.displayName, answer.body.preferences]).toEqual([200, 'Ada King', { theme: 'dark', signInNotices: true }]);
    expect((await read()).headers['etag']).toBe(answer.headers['etag']);
    expect((await own.call('get', '/me')).body.account.displayName).toBe('Ada King');
    const again = await change({ displayName: 'Ada King' });
    expect([again.status, again.headers['etag']]).toEqual([200, answer.headers['etag']]);
  });

  it('is not changed over an old picture; the answer shows the new one', async () => {
    const answer = await change({ displayName: 'Somebody else' }).set('If-Match', '"0"');
    expect([answer.status, answer.body.type, answer.body.current.displayName]).toEqual([412, '/problems/changed-meanwhile', 'Ada King']);
  });

  it.each([
    ['an empty name', { displayName: ' ' }, '/displayName matches'],
    ['a name that is null', { displayName: null }, '/displayName is-string'],
    ['a theme that is none', { preferences: { theme: 'pink' } }, '/preferences/theme is-in'],
    ['another field of the account', { email: 'eve@example.com' }, '/email unknown-field'],
    ['a list of preferences', { preferences: [] }, '/preferences is-object'],
  ])('refuses %s', async (_what, body, problem) => {
    const answer = await change(body);
    expect(answer.status).toBe(400);
    expect(answer.body.errors.map(({ pointer, code }: { pointer: string; code: string }) => `${pointer} ${code}`)).toContain(problem);
  });

  it('is exported as exactly what the policy names', async () => {
    const answer = await own.call('get', '/account/export');
    expect(answer.headers['content-disposition']).toBe('attachment; filename="leadgen-account.json"');
    expect(answer.body).toEqual({
      exportedAt: expect.any(String),
      account: { name: 'Ada King', email: 'Ada@example.com', loginIdentifiers: ['Ada@example.com'], preferences: { theme: 'dark', signInNotices: true } },
    });
  });

  it('is told of a sign-in from a device that was not seen before, once, and only when it wants to be', async () => {
    await own.signIn(owner.password, owner.email, firefox);
    const { text } = await own.sink.mailTo(owner.email, 'New sign-in');
    expect(text).toContain('Firefox on Windows');
    await own.signIn(owner.password, owner.email, firefox);
    await change({ preferences: { signInNotices: false } });
    await own.signIn(owner.password, owner.email, 'Something else');
    await own.call('put', '/account/password').send({ currentPassword: owner.password, newPassword: owner.password });
    await own.sink.mailTo(owner.email, 'password was changed');
    expect(own.sink.mails.filter(({ subject }) => subject.includes('New sign-in'))).toHaveLength(1);
  });

  it('is told of every change of its second factors', async () => {
    const password = owner.password;
    const { secret } = (await own.call('post', '/account/totp').send({ password })).body;
    await own.call('put', '/account/totp').send({ code: codeAt(secret, new Date().toISOString()) });
    await own.call('post', '/account/recovery-codes').send({ password });
    await own.call('delete', '/account/totp').send({ password });
    const words = ['authenticator app was added', 'recovery codes were made', 'authenticator app was removed'];
    const mails = await Promise.all(words.map((word) => own.sink.mailTo(owner.email, word)));
    for (const { text } of mails) expect(text).toContain('change your password at once and look at your devices: http://127.0.0.1/account');
  });

  it('is told when an old key of a session comes back', async () => {
    const first = cookieOf(await own.signIn());
    const refresh = (cookie: string) => own.app.http.post('/api/v1/sessions/refresh').set('Cookie', cookie);
    await refresh(cookieOf(await refresh(first)));
    expect((await refresh(first)).status).toBe(401);
    expect((await own.sink.mailTo(owner.email, 'session of yours was ended')).text).toContain('http://127.0.0.1/account');
  });
});

describe('another password', () => {
  let own: Started;
  beforeAll(async () => {
    own = await start();
  });
  afterAll(() => own.close());

  const ask = (email: string) => own.app.http.post('/api/v1/password-resets').send({ email });
  const use = (token: string, password: string) => own.app.http.post('/api/v1/password-resets/uses').send({ token, password });
  const linkIn = (text: string): string => /http:\/\/127\.0\.0\.1\/reset#token=(\S{43})/.exec(text)?.[1] ?? '';

  it('asks for the current one, which 403 does not give away by signing anybody out', async () => {
    const wrong = await own.call('put', '/account/password').send({ currentPassword: 'wrong', newPassword: 'another horse battery' });
    expect([wrong.status, wrong.body.type, wrong.body.errors[0].pointer]).toEqual([403, '/problems/wrong-password', '/currentPassword']);
    expect((await own.call('get', '/me')).status).toBe(200);
  });

  it('ends every other session', async () => {
    const other = await own.signIn();
    const changed = await own.call('put', '/account/password').send({ currentPassword: owner.password, newPassword: 'another horse battery' });
    expect([changed.status, changed.headers['position']]).toEqual([204, expect.stringMatching(/^\d{20}$/)]);
    expect((await own.app.http.get('/api/v1/me').set('Authorization', `Bearer ${String(other.body.accessToken)}`)).status).toBe(401);
    expect((await own.app.http.post('/api/v1/sessions/refresh').set('Cookie', cookieOf(other))).status).toBe(401);
    expect((await own.call('get', '/me')).status).toBe(200);
    expect([(await own.signIn()).status, (await own.signIn('another horse battery')).status]).toEqual([401, 201]);
  });

  it('comes by a mailed link that works once and ends every session', async () => {
    const [known, unknown] = [await ask(' ADA@example.com'), await ask('nobody@example.com')];
    expect([known.status, known.text, known.body]).toEqual([unknown.status, unknown.text, unknown.body]);
    expect(known.status).toBe(202);
    const token = linkIn((await own.sink.mailTo(owner.email, 'Choose another password')).text);
    expect(own.sink.mails.filter(({ to }) => to !== owner.email)).toEqual([]);
    const tries = await Promise.all(Array.from({ length: 5 }, () => use(token, 'third horse battery')));
    expect(tries.map(({ status }) => status).sort()).toEqual([204, 410, 410, 410, 410]);
    expect((await own.call('get', '/me')).status).toBe(401);
    expect([(await own.signIn('another horse battery')).status, (await own.signIn('third horse battery')).status]).toEqual([401, 201]);
    expect((await own.typesOf()).filter((type) => type === 'PasswordChanged.v1')).toHaveLength(2);
  });

  it('is not had with an older link, an invented one or too short a password', async () => {
    const mailed = (): readonly string[] => own.sink.mails.filter(({ subject }) => subject.includes('Choose')).map(({ text }) => linkIn(text));
    const before = mailed().length;
    const giveUpAt = Date.now() + 5_000;
    for (const count of [1, 2]) {
      await ask(owner.email);
      while (mailed().length < before + count && Date.now() < giveUpAt) await new Promise((resolve) => setTimeout(resolve, 10));
    }
    const [older = '', newest = ''] = mailed().slice(-2);
    expect([(await use(older, 'fourth horse battery')).status, (await use('x'.repeat(43), 'fourth horse battery')).status]).toEqual([410, 410]);
    expect([(await use(newest, 'short')).status, (await use(newest, 'fourth horse battery')).status]).toEqual([400, 204]);
  });

  it('is mailed to one mailbox five times in a quarter of an hour at most', async () => {
    const answers = await Promise.all(Array.from({ length: 6 }, () => ask(owner.email)));
    expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([202]));
    await own.signIn('fourth horse battery', owner.email, firefox);
    await own.sink.mailTo(owner.email, 'New sign-in');
    expect(own.sink.mails.filter(({ subject }) => subject.includes('Choose')).length).toBeLessThanOrEqual(5);
  });
});

describe('another mail address', () => {
  let own: Started;
  beforeAll(async () => {
    own = await start();
  });
  afterAll(() => own.close());

  const ask = (email: string, password = owner.password) => own.call('post', '/account/email-changes').send({ email, password });
  const confirm = (token: string) => own.app.http.post('/api/v1/email-confirmations').send({ token });
  const cancel = (token: string) => own.app.http.post('/api/v1/email-cancellations').send({ token });
  const pending = async (): Promise<unknown> => (await own.call('get', '/account')).body.pendingEmail;
  const tokenIn = (text: string, page: string): string => new RegExp(`/${page}#token=(\\S{43})`).exec(text)?.[1] ?? '';
  const mailedTokens = async (email: string): Promise<{ old: string; next: string; stop: string }> => {
    const count = own.sink.mails.length;
    expect((await ask(email)).status).toBe(202);
    const giveUpAt = Date.now() + 5_000;
    while (own.sink.mails.length < count + 2 && Date.now() < giveUpAt) await new Promise((resolve) => setTimeout(resolve, 10));
    const [first, second] = own.sink.mails.slice(count);
    expect([first?.to, second?.to]).toEqual([owner.email, email]);
    return {
      old: tokenIn(first?.text ?? '', 'confirm-email'),
      next: tokenIn(second?.text ?? '', 'confirm-email'),
      stop: tokenIn(first?.text ?? '', 'cancel-email'),
    };
  };

  it('needs the password, and another address', async () => {
    const wrong = await ask('ada@king.example', 'wrong');
    expect([wrong.status, wrong.body.type]).toEqual([403, '/problems/wrong-password']);
    const same = await ask('ADA@example.com');
    expect([same.status, same.body.type]).toEqual([422, '/problems/email-unchanged']);
    expect([await pending(), own.sink.mails]).toEqual([null, []]);
  });

  it('is stopped from the old address or from the account page, and its links are over then', async () => {
    const first = await mailedTokens('ada@king.example');
    expect(await pending()).toBe('ada@king.example');
    expect((await confirm(first.next)).body).toEqual({ state: 'waits-for-old-address' });
    expect([(await cancel(first.stop)).status, (await cancel(first.stop)).status]).toEqual([204, 410]);
    expect([(await confirm(first.old)).status, await pending()]).toEqual([410, null]);
    const second = await mailedTokens('ada@king.example');
    expect((await own.call('delete', '/account/email-changes')).status).toBe(204);
    expect([(await confirm(second.old)).status, await pending()]).toEqual([410, null]);
  });

  it('counts when both have confirmed; the old address signs nobody in from then on', async () => {
    const { old, next } = await mailedTokens('ada@king.example');
    expect([(await confirm(old)).body, (await confirm(old)).body]).toEqual([{ state: 'waits-for-new-address' }, { state: 'waits-for-new-address' }]);
    expect((await own.signIn(owner.password, 'ada@king.example')).status).toBe(401);
    const changed = await confirm(next);
    expect([changed.status, changed.body, changed.headers['position']]).toEqual([200, { state: 'changed' }, expect.stringMatching(/^\d{20}$/)]);
    expect((await confirm(next)).body).toEqual({ state: 'changed' });
    expect([(await own.signIn()).status, (await own.signIn(owner.password, 'Ada@King.example')).status]).toEqual([401, 201]);
    expect((await own.call('get', '/me')).body.account.email).toBe('ada@king.example');
    const stored = await own.app.app.get<EventStore>(EVENT_STORE).readStream(`account-${String(own.session.body.account.id)}`);
    expect(JSON.stringify(stored)).not.toMatch(/king\.example/);
  });
});

describe('without a mail server', () => {
  let own: Started;
  beforeAll(async () => {
    own = await start(false);
  });
  afterAll(() => own.close());

  it('a reset is answered the same, an address stays, and neither shows in the outbox; a notice does', async () => {
    expect((await own.app.http.post('/api/v1/password-resets').send({ email: owner.email })).status).toBe(202);
    const asked = await own.call('post', '/account/email-changes').send({ email: 'ada@king.example', password: owner.password });
    expect([asked.status, asked.body.type]).toEqual([409, '/problems/no-mail-server']);
    expect((await own.call('get', '/account')).body.pendingEmail).toBeNull();
    await own.signIn(owner.password, owner.email, firefox);
    const { body } = await own.call('get', '/outbox');
    expect(body.items.map(({ to, subject }: { to: string; subject: string }) => [to, subject])).toEqual([[owner.email, 'New sign-in to LeadGen']]);
  });

  it('whoever has the data folder gets a link that works once', async () => {
    const { app } = own.app;
    const parts = { vault: app.get<Db>(VAULT_DB), tokens: app.get(LookupTokens), clock: app.get(Clock), ids: app.get(Ids), origin: 'http://127.0.0.1' };
    expect(await ownerResetLink(parts, 'nobody@example.com')).toBeNull();
    const token = /#token=(\S{43})$/.exec((await ownerResetLink(parts, null)) ?? '')?.[1];
    const use = () => own.app.http.post('/api/v1/password-resets/uses').send({ token, password: 'another horse battery' });
    expect([(await use()).status, (await use()).status, (await own.signIn('another horse battery')).status]).toEqual([204, 410, 201]);
  });
});
