/** Many at once, at two api processes: what can be had once is had once, and a workspace always has one owner. */
import type { DocumentVersion, TotpSetUp } from '../../../../event-schemas/src/http/accounts';
import type { IssuedInvitation } from '../../../../event-schemas/src/http/members';
import type { SecondFactorNeeded, Session } from '../../../../event-schemas/src/http/sign-in';
import { ResetTokens } from '../../capabilities/sign-in/secrets/one-time-tokens';
import { codeAt } from '../../platform/testing/authenticator-app';
import type { TestApplication } from '../../platform/testing/application';
import { FixedClock } from '../../platform/testing/fixed-clock';
import { PASSWORD, startAttacked, type Attacked, type Call } from './attacked';

const AT_ONCE = 6;

describe('at two processes at once', () => {
  const clock = new FixedClock(new Date().toISOString());
  let attacked: Attacked;
  let other: TestApplication;
  let documents: readonly DocumentVersion[];
  beforeAll(async () => {
    attacked = await startAttacked({ clock });
    other = await attacked.app.another();
    documents = (await attacked.call({ method: 'get', path: '/api/v1/documents' })).body as readonly DocumentVersion[];
  });
  afterAll(() => attacked.close());

  /** Statuses of the calls, half of them at each process, the good ones first. */
  const race = async (calls: readonly Call[]): Promise<readonly number[]> => {
    const answers = await Promise.all(calls.map((call, index) => attacked.call(call, index % 2 === 0 ? attacked.app : other)));
    return answers.map(({ status }) => status).sort();
  };
  const by = ({ accessToken: token }: Session, path: string, body: object, method: Call['method'] = 'post'): Call => ({ method, path, body, token });
  const times = (call: (index: number) => Call): readonly Call[] => Array.from({ length: AT_ONCE }, (_, index) => call(index));
  const invited = async (email: string, role = 'member', owner = attacked.owner): Promise<string> => {
    const answer = await attacked.call(by(owner, '/api/v1/invitations', { email, role }));
    return (answer.body as IssuedInvitation).link.split('#token=')[1] ?? '';
  };
  const acceptance = (token: string, displayName = 'Grace'): Call => {
    const acceptedDocuments = documents.map(({ document, version }) => ({ document, version }));
    const newAccount = { displayName, password: PASSWORD, region: 'DE', oldEnough: true, acceptedDocuments };
    return { method: 'post', path: '/api/v1/invitation-acceptances', body: { token, newAccount } };
  };
  const joined = async (email: string, role?: string, owner?: Session): Promise<Session> =>
    (await attacked.call(acceptance(await invited(email, role, owner)))).body as Session;
  /** The owner in a workspace that nothing has happened in yet. */
  const inNewWorkspace = async (): Promise<Session> => {
    const { body } = await attacked.call(by(attacked.owner, '/api/v1/workspaces', { name: 'North' }));
    return (await attacked.call(by(attacked.owner, '/api/v1/sessions/current/workspace', { workspaceId: String(body.id) }))).body as Session;
  };
  const roleOf = async ({ account }: Session, token: string): Promise<string> =>
    String((await attacked.call({ method: 'get', path: `/api/v1/members/${account.id}`, token })).body.role ?? 'gone');

  it('an invitation makes one account', async () => {
    const token = await invited('grace@example.com');
    expect(await race(times((index) => acceptance(token, `Grace ${String(index)}`)))).toEqual([201, 409, 409, 409, 409, 409]);
  });

  it('a pairing code pairs one browser', async () => {
    const state = 'A'.repeat(43);
    const { code } = (await attacked.call(by(attacked.owner, '/api/v1/pairings', { state }))).body as { code: string };
    const claims = times((index) => ({
      method: 'post',
      path: '/api/v1/pairings/claims',
      body: { state, code, browserName: `Browser ${String(index)}`, extensionVersion: '1.0.0' },
    }));
    expect((await race(claims)).filter((status) => status < 300)).toEqual([201]);
  });

  it('a recovery code and a code of the app each open one session', async () => {
    const email = 'hedy@example.com';
    const hedy = await joined(email);
    const { secret } = (await attacked.call(by(hedy, '/api/v1/account/totp', { password: PASSWORD }))).body as TotpSetUp;
    const { codes } = (await attacked.call(by(hedy, '/api/v1/account/totp', { code: codeAt(secret, clock.now()) }, 'put'))).body as {
      codes: readonly string[];
    };
    clock.advance(30_000);
    for (const answer of [{ recoveryCode: codes[0] }, { code: codeAt(secret, clock.now()) }]) {
      const tickets: string[] = [];
      for (let index = 0; index < AT_ONCE; index += 1) {
        const half = await attacked.call({ method: 'post', path: '/api/v1/sessions', body: { email, password: PASSWORD } });
        tickets.push((half.body as SecondFactorNeeded).ticket);
      }
      const finished = times((index) => ({ method: 'post', path: '/api/v1/sessions/second-factor', body: { ticket: tickets[index], ...answer } }));
      expect((await race(finished)).filter((status) => status < 300)).toEqual([201]);
    }
  });

  it('a reset link sets one password', async () => {
    const { account } = await joined('iris@example.com');
    const token = await attacked.app.app.get(ResetTokens).issue(account.id);
    const passwords = times((index) => ({
      method: 'post',
      path: '/api/v1/password-resets/uses',
      body: { token, password: `${PASSWORD} ${String(index)}` },
    }));
    expect((await race(passwords)).filter((status) => status < 300)).toEqual([204]);
    const tries = await Promise.all(
      times((index) => ({ method: 'post', path: '/api/v1/sessions', body: { email: account.email, password: `${PASSWORD} ${String(index)}` } })).map((call) =>
        attacked.call(call),
      ),
    );
    expect(tries.filter(({ status }) => status === 201)).toHaveLength(1);
  });

  it('the ownership goes to one of two', async () => {
    const owner = await inNewWorkspace();
    const [one, two] = [await joined('one@example.com', 'admin', owner), await joined('two@example.com', 'admin', owner)];
    const to = ({ account }: Session): Call => by(owner, '/api/v1/ownership-transfers', { toAccountId: account.id, password: PASSWORD });
    const statuses = await race([to(one), to(two), to(one), to(two)]);
    expect(statuses.filter((status) => status < 300)).not.toEqual([]);
    const roles = [await roleOf(owner, one.accessToken), await roleOf(one, one.accessToken), await roleOf(two, one.accessToken)];
    expect(roles.sort()).toEqual(['admin', 'admin', 'owner']);
  });

  it('a workspace is never left without its owner', async () => {
    const owner = await inNewWorkspace();
    const heir = await joined('heir@example.com', 'admin', owner);
    const watcher = await joined('watcher@example.com', 'admin', owner);
    const remove = (who: Session, { accessToken: token }: Session): Call => ({ method: 'delete', path: `/api/v1/members/${who.account.id}`, token });
    await race([
      by(owner, '/api/v1/ownership-transfers', { toAccountId: heir.account.id, password: PASSWORD }),
      remove(heir, owner),
      remove(owner, owner),
      remove(heir, heir),
      remove(heir, watcher),
      remove(owner, watcher),
    ]);
    const roles = [await roleOf(owner, watcher.accessToken), await roleOf(heir, watcher.accessToken)];
    expect(roles.filter((role) => role === 'owner')).toHaveLength(1);
  });
});
