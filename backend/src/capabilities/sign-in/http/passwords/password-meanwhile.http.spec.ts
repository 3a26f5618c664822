import { CommandBus } from '@nestjs/cqrs';
import { randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Response } from 'supertest';
import { capabilityModules, views } from '../../../../app/capabilities';
import { EVENT_STORE, type EventStore } from '../../../../platform/event-store/event-store';
import { SessionFamilies } from '../../../../platform/identity/session-families';
import { startApplication, type TestApplication } from '../../../../platform/testing/application';
import { codeAt } from '../../../../platform/testing/authenticator-app';
import { FixedClock } from '../../../../platform/testing/fixed-clock';
import { startMailSink, type MailSink } from '../../../../platform/testing/mail-sink';
import { SignInCommand, SignInHandler } from '../../commands/sign-in';
import { UsePasswordResetCommand } from '../../commands/use-password-reset';
import { Passwords } from '../../passwords/passwords';
import { SecondFactors } from '../../second-factors/second-factors';
import { CredentialStore } from '../../secrets/credentials';
import { ResetTokens } from '../../secrets/one-time-tokens';
import { PasswordHashes } from '../../passwords/password-hashes';
import { SignInAttempts } from '../../secrets/sign-in-attempts';
import { SignInTickets } from '../../secrets/sign-in-tickets';
import { Sessions } from '../../sessions/sessions';

const owner = { email: 'ada@example.com', password: 'correct horse battery', displayName: 'Ada', workspaceName: 'Sales' };
const facts = { correlationId: randomUUID(), idempotencyKey: null, userAgent: '', address: '127.0.0.1' };
const REPLACEMENT = { cause: 'reset', except: null, alsoBrowsers: true } as const;

/** Those of the application, but so slow that something else is done before the answer. */
class SlowHashes extends PasswordHashes {
  constructor(private readonly meanwhile: () => Promise<unknown>) {
    super(10);
  }

  override async verify(password: string, stored: string | null): Promise<boolean> {
    const good = await super.verify(password, stored);
    await this.meanwhile();
    return good;
  }
}

describe('a password that was replaced', () => {
  let app: TestApplication;
  let clock: FixedClock;
  let session: Response;
  let accountId: string;
  let sink: MailSink;
  beforeEach(async () => {
    sink = await startMailSink();
    const mail = { url: sink.url, from: 'LeadGen <leadgen@example.com>' };
    clock = new FixedClock(new Date().toISOString());
    app = await startApplication({
      modules: (dataFolder) => capabilityModules({ dataFolder, origin: 'http://127.0.0.1', passwordCost: 10, mail }),
      views,
      clock,
    });
    const token = readFileSync(join(app.dataFolder, 'set-up-token'), 'utf8').trim();
    session = await app.http.post('/api/v1/set-up').send({ ...owner, token });
    accountId = String(session.body.account.id);
  });
  afterEach(async () => {
    await app.close();
    await sink.close();
  });

  const reset = async (password: string): Promise<string> =>
    (await app.app.get(CommandBus).execute(new UsePasswordResetCommand({ token: await app.app.get(ResetTokens).issue(accountId), password }, facts))).kind;
  const recorded = async (stream: string) => {
    const events = await app.app.get<EventStore>(EVENT_STORE).readStream(stream);
    return { events, types: events.map(({ storedType }) => storedType.replace(/\.v\d+$/, '')) };
  };
  const signIn = (password: string) => app.http.post('/api/v1/sessions').send({ email: owner.email, password });

  it('lets nobody in whose password was verified before and whose session was opened after', async () => {
    const get = app.app.get.bind(app.app);
    const hashes = new SlowHashes(() => reset('another horse battery'));
    const handler = new SignInHandler(get(SignInAttempts), get(CredentialStore), hashes, get(SecondFactors), get(SignInTickets), get(Sessions));
    expect(await handler.execute(new SignInCommand(owner, facts))).toEqual({ kind: 'refused' });
    expect(await get(SessionFamilies).openOf(accountId)).toEqual([]);
    expect((await signIn('another horse battery')).status).toBe(201);
  });

  it('ends the tickets of the second step that it got', async () => {
    const totp = (method: 'post' | 'put', body: object) =>
      app.http[method]('/api/v1/account/totp')
        .set('Authorization', `Bearer ${String(session.body.accessToken)}`)
        .send(body);
    const { secret } = (await totp('post', { password: owner.password })).body;
    expect((await totp('put', { code: codeAt(secret, clock.now()) })).status).toBe(200);
    clock.advance(30_000);
    const { ticket } = (await signIn(owner.password)).body;
    expect(await reset('another horse battery')).toBe('changed');
    const finish = (body: object) => app.http.post('/api/v1/sessions/second-factor').send(body);
    const refused = await finish({ ticket, code: codeAt(secret, clock.now()) });
    expect([refused.status, refused.body.type]).toEqual([401, '/problems/ticket-over']);
    expect(await app.app.get(SessionFamilies).openOf(accountId)).toEqual([]);
    clock.advance(30_000);
    const again = (await signIn('another horse battery')).body.ticket;
    expect((await finish({ ticket: again, code: codeAt(secret, clock.now()) })).status).toBe(201);
  });

  it('stays replaced when the event store is away, and what is missing comes with the next sign-in, once', async () => {
    const { state, accessToken } = { state: 'x'.repeat(43), accessToken: String(session.body.accessToken) };
    const { code } = (await app.http.post('/api/v1/pairings').set('Authorization', `Bearer ${accessToken}`).send({ state })).body;
    const paired = await app.http.post('/api/v1/pairings/claims').send({ state, code, browserName: 'Chrome', extensionVersion: '1.0.0' });
    expect(paired.status).toBe(201);
    const cutOff = await app.another();
    await cutOff.app.get<EventStore>(EVENT_STORE).close();
    const changedAt = clock.now();
    expect(await cutOff.app.get(Passwords).replace(accountId, 'another horse battery', REPLACEMENT, facts)).toBeNull();
    expect(await app.app.get(SessionFamilies).openOf(accountId)).toEqual([]);
    const { refreshToken } = paired.body;
    expect((await app.http.post('/api/v1/browsers/refresh').send({ refreshToken })).status).toBe(401);
    expect(sink.mails).toEqual([]);
    clock.advance(60_000);
    expect([(await signIn(owner.password)).status, (await signIn('another horse battery')).status]).toEqual([401, 201]);
    await sink.mailTo(owner.email, 'password was changed');
    expect((await signIn('another horse battery')).status).toBe(201);
    const { types, events } = await recorded(`account-${accountId}`);
    expect(types).toEqual(['AccountCreated', 'SignedIn', 'PasswordChanged', 'SignedOut', 'SignedIn', 'SignedIn']);
    expect(events[2]?.metadata).toMatchObject({ occurredAt: changedAt });
    expect((await recorded(`workspace-${String(session.body.workspace.id)}`)).types).toEqual(['WorkspaceCreated', 'BrowserPaired', 'BrowserRevoked']);
    expect(sink.mails.filter(({ subject }) => subject.includes('password was changed'))).toHaveLength(1);
  });

  it('is recorded when the session from which it was changed goes on', async () => {
    const families = app.app.get(SessionFamilies);
    const [{ sessionId: except } = { sessionId: '' }] = await families.openOf(accountId);
    const cutOff = await app.another();
    await cutOff.app.get<EventStore>(EVENT_STORE).close();
    const replacement = { cause: 'user', except, alsoBrowsers: false } as const;
    expect(await cutOff.app.get(Passwords).replace(accountId, 'another horse battery', replacement, facts)).toBeNull();
    const cookie = String(session.headers['set-cookie']).split(';')[0] ?? '';
    const renew = () => app.http.post('/api/v1/sessions/refresh').set({ Cookie: cookie, Origin: 'http://127.0.0.1', 'Sec-Fetch-Site': 'same-origin' });
    expect([(await renew()).status, (await renew()).status]).toEqual([200, 200]);
    expect((await recorded(`account-${accountId}`)).types).toEqual(['AccountCreated', 'SignedIn', 'PasswordChanged']);
  });
});
