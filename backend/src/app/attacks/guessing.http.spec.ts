import type { Response } from 'supertest';
import type { TotpSetUp } from '../../../../event-schemas/src/http/accounts';
import type { SecondFactorNeeded, Session } from '../../../../event-schemas/src/http/sign-in';
import { codeAt } from '../../platform/testing/authenticator-app';
import type { TestApplication } from '../../platform/testing/application';
import { FixedClock } from '../../platform/testing/fixed-clock';
import { OWNER, PASSWORD, startAttacked, type Attacked } from './attacked';

describe('guessing', () => {
  const clock = new FixedClock(new Date().toISOString());
  let attacked: Attacked;
  let other: TestApplication;
  beforeAll(async () => {
    attacked = await startAttacked({ clock, trustedProxies: ['127.0.0.1'] });
    other = await attacked.app.another();
  });
  afterAll(() => attacked.close());

  const signIn = (from: string, email: string, password: string, at?: TestApplication): Promise<Response> =>
    attacked.call({ method: 'post', path: '/api/v1/sessions', body: { email, password }, headers: { 'X-Forwarded-For': from } }, at);
  /** Half at each process, all at once. */
  const guesses = async (count: number, from: string, emailOf: (index: number) => string): Promise<readonly Response[]> =>
    Promise.all(Array.from({ length: count }, (_, index) => signIn(from, emailOf(index), `guess ${String(index)}`, index % 2 === 0 ? attacked.app : other)));
  const ofStatus = (answers: readonly Response[], status: number): readonly Response[] => answers.filter((answer) => answer.status === status);

  it('a password comes to an end after ten tries, counted over both processes', async () => {
    const answers = await guesses(24, '203.0.113.1', () => OWNER.email);
    expect([ofStatus(answers, 401).length, ofStatus(answers, 429).length]).toEqual([10, 14]);
    const wait = Number(answers.find(({ status }) => status === 429)?.headers['retry-after']);
    expect(wait).toBeGreaterThan(0);
    expect(wait).toBeLessThanOrEqual(15 * 60);
    expect((await signIn('203.0.113.1', OWNER.email, PASSWORD)).status).toBe(429);
  });

  it('shuts nobody out who comes from elsewhere, and nobody at all for longer than a quarter of an hour', async () => {
    await guesses(30, '203.0.113.2', () => OWNER.email);
    expect((await signIn('198.51.100.7', OWNER.email, PASSWORD)).status).toBe(201);
    expect((await signIn('203.0.113.2', OWNER.email, PASSWORD, other)).status).toBe(429);
    clock.advance(15 * 60_000 + 1_000);
    expect((await signIn('203.0.113.2', OWNER.email, PASSWORD)).status).toBe(201);
  });

  it('one password at many accounts comes to an end too', async () => {
    const answers = await guesses(130, '203.0.113.3', (index) => `nobody-${String(index)}@example.com`);
    expect([ofStatus(answers, 401).length, ofStatus(answers, 429).length]).toEqual([100, 30]);
    expect((await signIn('198.51.100.8', OWNER.email, PASSWORD)).status).toBe(201);
  });

  it('counts the address that a trusted proxy saw, whatever the client wrote before it', async () => {
    const answers = await Promise.all(
      Array.from({ length: 14 }, (_, index) => signIn(`10.9.8.${String(index)}, 203.0.113.4`, 'somebody@example.com', `guess ${String(index)}`)),
    );
    expect([ofStatus(answers, 401).length, ofStatus(answers, 429).length]).toEqual([10, 4]);
  });

  it('a pairing code comes to an end after five tries, counted over both processes', async () => {
    const { accessToken } = (await signIn('198.51.100.9', OWNER.email, PASSWORD)).body as Session;
    const paired = async (state: string, wrong: readonly TestApplication[], at: TestApplication): Promise<readonly number[]> => {
      const { code } = (await attacked.call({ method: 'post', path: '/api/v1/pairings', body: { state }, token: accessToken })).body as { code: string };
      const claim = (guess: string, where: TestApplication): Promise<Response> =>
        attacked.call(
          { method: 'post', path: '/api/v1/pairings/claims', body: { state, code: guess, browserName: 'Browser', extensionVersion: '1.0.0' } },
          where,
        );
      const guess = `${code.startsWith('2') ? '3' : '2'}${code.slice(1)}`;
      const guessed = await Promise.all(wrong.map((where) => claim(guess, where)));
      return [...guessed, await claim(code, at)].map(({ status }) => status);
    };
    expect(await paired('A'.repeat(43), [attacked.app, other, attacked.app, other], other)).toEqual([422, 422, 422, 422, 201]);
    expect(await paired('B'.repeat(43), [attacked.app, other, attacked.app, other, attacked.app], other)).toEqual([422, 422, 422, 422, 422, 422]);
  });

  it('a code of the app comes to an end after twenty tries, counted over tickets and both processes', async () => {
    const { accessToken: token } = (await signIn('198.51.100.10', OWNER.email, PASSWORD)).body as Session;
    const { secret } = (await attacked.call({ method: 'post', path: '/api/v1/account/totp', body: { password: PASSWORD }, token })).body as TotpSetUp;
    await attacked.call({ method: 'put', path: '/api/v1/account/totp', body: { code: codeAt(secret, clock.now()) }, token });
    clock.advance(30_000);
    const ticket = async (): Promise<string> => ((await signIn('198.51.100.10', OWNER.email, PASSWORD)).body as SecondFactorNeeded).ticket;
    const finish = (drawn: string, code: string, at: TestApplication): Promise<Response> =>
      attacked.call({ method: 'post', path: '/api/v1/sessions/second-factor', body: { ticket: drawn, code } }, at);
    const wrong = codeAt(secret, '2020-01-01T00:00:00.000Z');
    const tickets = [await ticket(), await ticket(), await ticket(), await ticket(), await ticket()];
    const tries = tickets.flatMap((drawn) => [attacked.app, other, attacked.app, other, attacked.app].map((at) => finish(drawn, wrong, at)));
    const answers = await Promise.all(tries);
    expect([ofStatus(answers, 401).length, ofStatus(answers, 429).length]).toEqual([20, 5]);
    const right = async (at: TestApplication): Promise<number> => (await finish(await ticket(), codeAt(secret, clock.now()), at)).status;
    expect([await right(attacked.app), await right(other)]).toEqual([429, 429]);
    clock.advance(15 * 60_000 + 1_000);
    expect(await right(other)).toBe(201);
  });

  it('at links and codes is refused alike, whatever is guessed', async () => {
    const guess = (path: string, body: object): Promise<Response> => attacked.call({ method: 'post', path: `/api/v1${path}`, body });
    const random = 'q7Jd0mXb3uS9fLhTzR1vKcW5yPaEgN8oDiB2tUxV4wA';
    const answers = await Promise.all(
      [random, 'x', '0', `${random}${random}`].flatMap((token) => [
        guess('/invitation-lookups', { token }),
        guess('/password-resets/uses', { token, password: PASSWORD }),
        guess('/email-confirmations', { token }),
        guess('/email-cancellations', { token }),
        guess('/sessions/second-factor', { ticket: token, code: '123456' }),
      ]),
    );
    const kinds = new Set(answers.map(({ status, body }) => `${String(status)} ${String(body.instance)} ${String(body.type)}`));
    expect(kinds.size).toBe(5);
    expect(answers.every(({ status }) => status >= 400)).toBe(true);
  });
});
