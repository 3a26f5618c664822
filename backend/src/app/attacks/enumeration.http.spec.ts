/** Whether an address has an account shows neither in an answer nor in its time. */
import type { Response } from 'supertest';
import type { DocumentVersion } from '../../../../event-schemas/src/http/accounts';
import type { IssuedInvitation } from '../../../../event-schemas/src/http/members';
import type { Session } from '../../../../event-schemas/src/http/sign-in';
import { FixedClock } from '../../platform/testing/fixed-clock';
import { startMailSink, type MailSink } from '../../platform/testing/mail-sink';
import { shareBelow } from '../../platform/testing/share-below';
import { OWNER, PASSWORD, startAttacked, type Attacked } from './attacked';

const ROUNDS = 40;
const TAKEN = 'grace@example.com';

/** Without what is new in every answer. */
const told = ({ status, text, headers }: Response): unknown => {
  const { date, position, 'x-request-id': requestId, ...others } = headers as Readonly<Record<string, string>>;
  const policy = others['content-security-policy']?.replace(/'nonce-[^']*'/, '');
  return { status, text, headers: { ...others, 'content-security-policy': policy }, names: [typeof date, typeof position, typeof requestId] };
};

describe('an address', () => {
  const clock = new FixedClock(new Date().toISOString());
  let sink: MailSink;
  let attacked: Attacked;
  beforeAll(async () => {
    sink = await startMailSink();
    attacked = await startAttacked({ clock, mail: { url: sink.url, from: 'LeadGen <leadgen@example.com>' } });
    const token = attacked.owner.accessToken;
    const { body: documents } = await attacked.call({ method: 'get', path: '/api/v1/documents' });
    const invitation = await attacked.call({ method: 'post', path: '/api/v1/invitations', body: { email: TAKEN, role: 'member' }, token });
    const acceptedDocuments = (documents as readonly DocumentVersion[]).map(({ document, version }) => ({ document, version }));
    const newAccount = { displayName: 'Grace', password: PASSWORD, region: 'DE', oldEnough: true, acceptedDocuments };
    const body = { token: (invitation.body as IssuedInvitation).link.split('#token=')[1], newAccount };
    expect((await attacked.call({ method: 'post', path: '/api/v1/invitation-acceptances', body })).status).toBe(201);
  });
  afterAll(async () => {
    await attacked.close();
    await sink.close();
  });

  /** Beyond the windows in which tries and mails are counted. */
  const later = (): void => clock.advance(16 * 60_000);
  const mailsCame = async (count: number): Promise<void> => {
    while (sink.mails.length < count) await new Promise((resolve) => setTimeout(resolve, 5));
  };

  it('of which a password was forgotten is not told from one that nobody has, neither by the answer nor by its time', async () => {
    const answers: unknown[] = [];
    const ask = async (email: string): Promise<number> => {
      later();
      const began = performance.now();
      const answer = await attacked.call({ method: 'post', path: '/api/v1/password-resets', body: { email } });
      const took = performance.now() - began;
      expect(answer.status).toBe(202);
      answers.push(told(answer));
      return took;
    };
    const known: number[] = [];
    const unknown: number[] = [];
    for (let round = 0; round < ROUNDS; round += 1) {
      const before = sink.mails.length;
      // Taken in turns, so that whatever else the machine does falls on both.
      known.push(await ask(TAKEN));
      // It is written after the answer, and would slow down the next one.
      await mailsCame(before + 1);
      unknown.push(await ask(`nobody-${String(round)}@example.com`));
    }
    expect(new Set(answers.map((answer) => JSON.stringify(answer))).size).toBe(1);
    const share = shareBelow(unknown, known);
    expect(share).toBeGreaterThan(0.2);
    expect(share).toBeLessThan(0.8);
  });

  it('that somebody else has is taken for a change as one that nobody has: only the mail to it says more', async () => {
    const asked = async (email: string, subject: string): Promise<unknown> => {
      later();
      const { body } = await attacked.call({ method: 'post', path: '/api/v1/sessions', body: { email: OWNER.email, password: PASSWORD } });
      const { accessToken: token } = body as Session;
      const answer = await attacked.call({ method: 'post', path: '/api/v1/account/email-changes', body: { email, password: PASSWORD }, token });
      await sink.mailTo(email, subject);
      const { body: account } = await attacked.call({ method: 'get', path: '/api/v1/account', token });
      const link = /confirm-email#token=(\S{43})/.exec((await sink.mailTo(OWNER.email, 'address changes')).text)?.[1];
      const confirmed = await attacked.call({ method: 'post', path: '/api/v1/email-confirmations', body: { token: link } });
      expect([answer.status, account.pendingEmail, confirmed.body]).toEqual([202, email, { state: 'waits-for-new-address' }]);
      return [told(answer), told(confirmed)];
    };
    expect(await asked(TAKEN, 'has an account')).toEqual(await asked('nobody@example.com', 'new address'));
  });
});
