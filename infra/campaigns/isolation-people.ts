/** Two workspaces with the same people: the same lead rows, the same invited addresses, and one account that is in both. */
import type { TotpSetUp } from '../../event-schemas/src/http/accounts';
import type { IssuedApiKey } from '../../event-schemas/src/http/api-keys';
import type { BrowserTokens } from '../../event-schemas/src/http/manage-workspace';
import type { Workspace } from '../../event-schemas/src/http/members';
import type { Session } from '../../event-schemas/src/http/sign-in';
import { AuthenticatorApp } from '../e2e/client/authenticator-app';
import { finishImport, OWNER, pairBrowser, sendPage, startImport } from '../e2e/client/importer';
import { accept, invite, joinWorkspace, type Newcomer } from '../e2e/client/joining';
import { personRows, range } from '../e2e/client/people';
import { call, expectOk, fromAnywhere, type RestAnswer } from '../e2e/client/rest';

/** Of both workspaces: these are invited to the one and to the other. */
export const ADDRESSES: readonly string[] = range(1, 12).map((number) => `invited-${String(number)}@example.org`);
export const PEOPLE = 12;

/** A session of a person or of a paired browser, good for as long as it is renewed. */
export interface Caller {
  readonly name: string;
  readonly accountId: string;
  readonly token: () => string;
  /** False: it is over. */
  readonly renew: () => Promise<boolean>;
}

export interface Town {
  readonly origin: string;
  /** In the workspace that acts; the first two may do nearly everything. */
  readonly actors: { readonly owner: Caller; both: Caller; readonly member: Caller; readonly auditor: Caller; readonly browser: Caller };
  /** In the other, which must not notice. */
  readonly readers: { readonly owner: Caller; readonly both: Caller; readonly auditor: Caller; readonly browser: Caller; readonly key: Caller };
  readonly workspaceA: string;
  readonly workspaceB: string;
  /** Address of the account that is in both. */
  readonly emailOfBoth: string;
}

const cookieOf = (answer: RestAnswer<unknown>): string => (answer.headers['set-cookie'] ?? []).map((cookie) => cookie.split(';')[0]).join('; ');

/** Goes on by its refresh cookie, so that nothing but the time of its last use changes; no longer when it would go on elsewhere. */
export function person(origin: string, name: string, opened: RestAnswer<Session>): Caller {
  const { account, workspace } = opened.body;
  let { accessToken } = opened.body;
  let cookie = cookieOf(opened);
  const renew = async (): Promise<boolean> => {
    const answer = await call<Session>(origin, 'POST', '/api/v1/sessions/refresh', { headers: { cookie } });
    if (answer.status !== 200 || answer.body.workspace.id !== workspace.id) return false;
    ({ accessToken } = answer.body);
    cookie = cookieOf(answer);
    return true;
  };
  return { name, accountId: account.id, token: () => accessToken, renew };
}

function browser(origin: string, name: string, accountId: string, paired: BrowserTokens): Caller {
  let tokens = paired;
  const renew = async (): Promise<boolean> => {
    const answer = await call<BrowserTokens>(origin, 'POST', '/api/v1/browsers/refresh', { body: { refreshToken: tokens.refreshToken } });
    if (answer.status === 200) tokens = answer.body;
    return answer.status === 200;
  };
  return { name, accountId, token: () => tokens.accessToken, renew };
}

async function apiKey(origin: string, name: string, maker: Session): Promise<Caller> {
  const scopes = ['read-own-account', 'read-workspace', 'read-members', 'read-imports', 'read-leads', 'follow-live'];
  const made = await expectOk<IssuedApiKey>(origin, 'POST', '/api/v1/api-keys', {
    token: maker.accessToken,
    body: { name, scopes, days: 365, password: OWNER.password },
  });
  return { name, accountId: maker.account.id, token: () => made.body.secret, renew: () => Promise.resolve(true) };
}

export const signInAs = (origin: string, email: string): Promise<RestAnswer<Session>> =>
  expectOk<Session>(origin, 'POST', '/api/v1/sessions', { body: { email, password: OWNER.password }, headers: fromAnywhere() });

const newcomer = (name: string, role: Newcomer['role']): Newcomer => ({ email: `${name}@example.org`, role, displayName: name, password: OWNER.password });

/** Whoever set the installation up becomes the owner of A, with a second factor, so that A can ask for one. */
export async function twoWorkspaces(origin: string): Promise<Town> {
  const founder = await signInAs(origin, OWNER.email);
  const bob = await secondWorkspace(origin);
  await addSecondFactor(origin, founder.body);
  const come = (by: RestAnswer<Session>, role: Newcomer['role'], name: string): Promise<RestAnswer<Session>> =>
    joinWorkspace(origin, by.body.accessToken, newcomer(name, role));
  const [alice, adam, carol, both] = [
    await come(founder, 'member', 'alice'),
    await come(founder, 'auditor', 'adam'),
    await come(bob, 'auditor', 'carol'),
    await come(founder, 'admin', 'both'),
  ];
  const { email } = both.body.account;
  const second = await signInAs(origin, email);
  const invitation = await invite(origin, bob.body.accessToken, { email, role: 'member' });
  const bothInB = { ...second, body: (await accept(origin, invitation, second.body)).body };
  for (const { body } of [founder, bob]) {
    for (const address of ADDRESSES) await invite(origin, body.accessToken, { email: address, role: 'member' });
    const open = await startImport(origin, body.accessToken, PEOPLE);
    await sendPage(origin, body.accessToken, open, 1, personRows(range(1, PEOPLE)));
    await finishImport(origin, body.accessToken, open);
    await startImport(origin, body.accessToken, PEOPLE);
  }
  return {
    origin,
    actors: {
      owner: person(origin, 'owner of A', founder),
      both: person(origin, 'both in A', both),
      member: person(origin, 'member of A', alice),
      auditor: person(origin, 'auditor of A', adam),
      browser: browser(origin, 'browser in A', alice.body.account.id, await pairBrowser(origin, alice.body)),
    },
    readers: {
      owner: person(origin, 'owner of B', bob),
      both: person(origin, 'both in B', bothInB),
      auditor: person(origin, 'auditor of B', carol),
      browser: browser(origin, 'browser of both in B', both.body.account.id, await pairBrowser(origin, bothInB.body)),
      key: await apiKey(origin, 'API key of B', bob.body),
    },
    workspaceA: founder.body.workspace.id,
    workspaceB: bob.body.workspace.id,
    emailOfBoth: email,
  };
}

/** Made by whoever set the installation up, who then hands it over and leaves. */
async function secondWorkspace(origin: string): Promise<RestAnswer<Session>> {
  const { body } = await signInAs(origin, OWNER.email);
  const made = await expectOk<Workspace>(origin, 'POST', '/api/v1/workspaces', { token: body.accessToken, body: { name: OWNER.workspaceName } });
  const there = (
    await expectOk<Session>(origin, 'POST', '/api/v1/sessions/current/workspace', { token: body.accessToken, body: { workspaceId: made.body.id } })
  ).body;
  const bob = await joinWorkspace(origin, there.accessToken, newcomer('bob', 'admin'));
  const heir = { toAccountId: bob.body.account.id, password: OWNER.password };
  await expectOk(origin, 'POST', '/api/v1/ownership-transfers', { token: there.accessToken, body: heir });
  await expectOk(origin, 'DELETE', `/api/v1/members/${there.account.id}`, { token: there.accessToken });
  return bob;
}

async function addSecondFactor(origin: string, { accessToken: token }: Session): Promise<void> {
  const { body } = await expectOk<TotpSetUp>(origin, 'POST', '/api/v1/account/totp', { token, body: { password: OWNER.password } });
  await expectOk(origin, 'PUT', '/api/v1/account/totp', { token, body: { code: new AuthenticatorApp(body.secret).code() } });
}
