import type { IssuedInvitation } from '../../../../event-schemas/src/http/members';
import { startMailSink, type MailSink } from '../../platform/testing/mail-sink';
import { OWNER, PASSWORD, startAttacked, type Attacked } from './attacked';

const ORIGIN = 'http://127.0.0.1:8377';
/** The first is a name that the server answers to. */
const ELSEWHERE = ['localhost:4711', 'evil.example'] as const;
const [NAME, EVIL] = ELSEWHERE;
const HEADERS = {
  Host: NAME,
  'X-Forwarded-Host': EVIL,
  'X-Forwarded-Server': EVIL,
  'X-Forwarded-Port': '4711',
  'X-Forwarded-Prefix': `//${EVIL}`,
  Forwarded: `host=${EVIL};proto=http`,
  'X-Host': EVIL,
  'X-Original-Host': EVIL,
  'X-Original-URL': `//${EVIL}/reset`,
  Referer: `http://${EVIL}/`,
};

describe('a link in a mail', () => {
  let sink: MailSink;
  let attacked: Attacked;
  beforeAll(async () => {
    sink = await startMailSink();
    // Whoever asks counts as a proxy whose headers are believed.
    attacked = await startAttacked({ origin: ORIGIN, trustedProxies: ['127.0.0.1'], mail: { url: sink.url, from: 'LeadGen <leadgen@example.com>' } });
  });
  afterAll(async () => {
    await attacked.close();
    await sink.close();
  });

  it('leads to LEADGEN_ORIGIN, whatever host the request that it came of named', async () => {
    const ask = async (path: string, body: object, token?: string): Promise<unknown> => {
      const answer = await attacked.call({ method: 'post', path: `/api/v1${path}`, body, token, headers: HEADERS });
      expect({ path, isRefused: answer.status >= 300 }).toEqual({ path, isRefused: false });
      return answer.body;
    };
    const { accessToken } = attacked.owner;
    await ask('/password-resets', { email: OWNER.email });
    await ask('/account/email-changes', { email: 'ada@king.example', password: PASSWORD }, accessToken);
    const { link } = (await ask('/invitations', { email: 'grace@example.com', role: 'member' }, accessToken)) as IssuedInvitation;
    const mails = [
      await sink.mailTo(OWNER.email, 'Choose another password'),
      await sink.mailTo(OWNER.email, 'address changes'),
      await sink.mailTo('ada@king.example', 'new address'),
      await sink.mailTo('grace@example.com', ''),
    ];
    const links = mails.map(({ text }) => text.match(/\S+:\/\/\S+/g) ?? []);
    expect(links.map((each) => each.length)).toEqual([1, 2, 1, 1]);
    expect([...links.flat(), link].filter((each) => !each.startsWith(`${ORIGIN}/`))).toEqual([]);
    expect(mails.filter(({ text, subject }) => ELSEWHERE.some((name) => `${subject} ${text}`.includes(name)))).toEqual([]);
  });
});
