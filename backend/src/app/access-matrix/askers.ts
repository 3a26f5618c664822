/** Everybody who asks: each role as a person, through a browser and by API keys, in good standing and in every other. */
import { JwtService } from '@nestjs/jwt';
import type { TotpSetUp } from '../../../../event-schemas/src/http/accounts';
import type { MemberRole } from '../../../../event-schemas/src/http/members';
import type { Session } from '../../../../event-schemas/src/http/sign-in';
import { pairBrowser } from '../../../../infra/e2e/client/importer';
import { call } from '../../../../infra/e2e/client/rest';
import { AccessTokens } from '../../platform/identity/access-tokens';
import { TokenKeys } from '../../platform/identity/token-keys';
import { codeAt } from '../../platform/testing/authenticator-app';
import { FixedClock } from '../../platform/testing/fixed-clock';
import { keysOf, NO_KEY, SCOPES, type Keys } from './api-keys';
import { PASSWORD, type Things } from './calls';
import { claimsOf, sessionIdOf, unknownThings, type World } from './world';

export type Case =
  | 'own workspace'
  | 'in no workspace'
  | 'signed out'
  | 'no token of ours'
  | 'expired'
  | 'revoked'
  | 'secret rotated'
  | 'no member any more'
  | 'suspended'
  | 'second factor missing';

export interface Asker {
  readonly kind: 'account' | 'browser' | 'api-key';
  readonly role: MemberRole;
  readonly case: Case;
  readonly token: string | undefined;
  /** Another session of the same person or browser, to be ended. */
  readonly spare: string | undefined;
  /** Of an API key; empty otherwise. */
  readonly scopes: readonly string[];
  readonly things: Things;
}

interface Tokens {
  readonly token: string;
  readonly spare: string;
  /** Its session has ended. */
  readonly ended: string;
}

interface Member {
  readonly role: MemberRole;
  readonly session: Session;
  readonly account: Tokens;
  readonly browser: Tokens;
  readonly keys: Keys;
}

/** `owner` runs the workspace that `things` are in; the owner of `strict` will ask for a second factor that nobody there has. */
export async function everybody(world: World, owner: Session, strict: Session, thingsOf: () => Promise<Things>): Promise<readonly Asker[]> {
  const [first, strictOwner] = await Promise.all([member(world, owner, 'owner'), member(world, strict, 'owner')]);
  const [others, suspended, gone, shutOut] = await Promise.all([owner, owner, owner, strict].map((by) => invited(world, by)));
  if (others === undefined || suspended === undefined || gone === undefined || shutOut === undefined) throw new Error('Four groups were invited.');
  const things = await thingsOf();
  for (const { session } of suspended) await world.ask(owner, 'POST', `/members/${session.account.id}/suspension`, { reason: 'Away.' });
  for (const { session } of gone) await world.ask(owner, 'DELETE', `/members/${session.account.id}`);
  await askForSecondFactor(world, strict);
  const [lone, spare] = await world.nowhere(owner);
  if (lone === undefined || spare === undefined) throw new Error('Two sessions were opened.');
  const nobody = { kind: 'account', role: 'owner', scopes: [], things } as const;
  return [
    ...[first, ...others].flatMap((who) => [
      ...asOf('own workspace', who, things),
      ...asOf('expired', expired(world, who), things),
      ...asOf('revoked', revoked(who), things),
      ...keysOver(who, things),
    ]),
    ...suspended.flatMap((who) => asOf('suspended', who, things)),
    ...gone.flatMap((who) => asOf('no member any more', who, things)),
    ...[strictOwner, ...shutOut].flatMap((who) => asOf('second factor missing', who, { ...unknownThings(), workspace: strict.workspace.id })),
    {
      ...{ kind: 'account', role: 'member', case: 'in no workspace', scopes: [], things: { ...unknownThings(), self: lone.account.id } },
      ...{ token: lone.accessToken, spare: spare.accessToken },
    },
    { ...nobody, case: 'signed out', token: undefined, spare: undefined },
    { ...nobody, case: 'no token of ours', token: 'a.b.c', spare: 'a.b.c' },
    { ...nobody, kind: 'api-key', case: 'no token of ours', token: NO_KEY, spare: NO_KEY },
  ];
}

const asOf = (which: Case, { role, session, account, browser, keys }: Member, shared: Things): readonly Asker[] => {
  const things = { ...shared, self: session.account.id, session: sessionIdOf(account.ended) };
  return [
    { kind: 'account', role, case: which, ...account, scopes: [], things },
    { kind: 'browser', role, case: which, ...browser, scopes: [], things },
    // In bad standing it does not matter which scopes.
    ...keys.working
      .slice(0, which === 'own workspace' ? undefined : 1)
      .map(({ secret, scopes }) => ({ kind: 'api-key', role, case: which, token: secret, spare: secret, scopes, things }) as const),
  ];
};

/** Keys that no longer count, each for another reason. */
const keysOver = ({ role, keys }: Member, things: Things): readonly Asker[] =>
  keys.over.map(({ secret, which }) => ({ kind: 'api-key', role, case: which, token: secret, spare: secret, scopes: SCOPES, things }));

const invited = (world: World, by: Session): Promise<readonly Member[]> =>
  Promise.all((['admin', 'member', 'auditor'] as const).map((role) => member(world, by, role)));

/** Comes as an admin: who pairs no browser and makes no key by the present role may have some from before. */
async function member(world: World, by: Session, role: MemberRole): Promise<Member> {
  const session = role === 'owner' ? by : await world.joined(by, 'admin');
  const [spare, ended] = [await world.again(session), await world.again(session)];
  const browsers = await Promise.all([1, 2, 3].map(() => pairBrowser(world.app.origin, session)));
  const [first, second, third] = browsers;
  if (first === undefined || second === undefined || third === undefined) throw new Error('Three browsers were paired.');
  const keys = await keysOf(world, session);
  await world.ask(ended, 'DELETE', '/sessions/current');
  await world.ask(session, 'DELETE', `/browsers/${third.browserId}`);
  if (session !== by && role !== 'admin') await world.ask(by, 'PATCH', `/members/${session.account.id}`, { role });
  return {
    role,
    session,
    account: { token: session.accessToken, spare: spare.accessToken, ended: ended.accessToken },
    browser: { token: first.accessToken, spare: second.accessToken, ended: third.accessToken },
    keys,
  };
}

const revoked = (who: Member): Member => {
  const over = ({ ended }: Tokens): Tokens => ({ token: ended, spare: ended, ended });
  return { ...who, account: over(who.account), browser: over(who.browser), keys: { working: [], over: [] } };
};

/** The same sessions, with tokens that the application itself issued an hour ago. */
function expired(world: World, who: Member): Member {
  const anHourAgo = new FixedClock(new Date(Date.now() - 3_600_000).toISOString());
  const { api } = world.app;
  const issuer = new AccessTokens(api.get(TokenKeys, { strict: false }), api.get(JwtService, { strict: false }), anHourAgo);
  const again = (token: string): string => {
    const { sub, wid, sid, bid } = claimsOf(token);
    const kind = bid === null ? 'account' : 'browser';
    return issuer.issue({ kind, accountId: String(sub), workspaceId: String(wid), sessionId: String(sid), browserId: bid ?? null }).accessToken;
  };
  const late = ({ token, spare, ended }: Tokens): Tokens => ({ token: again(token), spare: again(spare), ended });
  return { ...who, account: late(who.account), browser: late(who.browser), keys: { working: [], over: [] } };
}

/** Only who has a second factor can ask for it; the owner has none any more once it counts. */
async function askForSecondFactor(world: World, owner: Session): Promise<void> {
  const { secret } = (await world.ask<TotpSetUp>(owner, 'POST', '/account/totp', { password: PASSWORD })).body;
  await world.ask(owner, 'PUT', '/account/totp', { code: codeAt(secret, new Date().toISOString()) });
  await world.ask(owner, 'PATCH', '/workspace', { secondFactorRequired: true, password: PASSWORD });
  await world.ask(owner, 'DELETE', '/account/totp', { password: PASSWORD });
  const giveUpAt = Date.now() + 5_000;
  let status = 0;
  // What was true a second ago may still count.
  while (status !== 403 && Date.now() < giveUpAt) ({ status } = await call(world.app.origin, 'GET', '/api/v1/members', { token: owner.accessToken }));
  if (status !== 403) throw new Error('The rule of the second factor does not count.');
}
