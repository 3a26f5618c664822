import { Inject, Injectable } from '@nestjs/common';
import { QueryBus } from '@nestjs/cqrs';
import type { AnySession, Me, Session } from '../../../../../event-schemas/src/http/sign-in';
import type { RequestFacts } from '../../../platform/http/request-facts';
import { AccessTokens } from '../../../platform/identity/access-tokens';
import type { SessionIdentity } from '../../../platform/identity/principal';
import { SessionFamilies, type EndCause, type IssuedRefreshToken } from '../../../platform/identity/session-families';
import { Standings } from '../../../platform/identity/standings';
import { Ids } from '../../../platform/time-and-ids/ids';
import { WorkspaceNameQuery } from '../../manage-workspace';
import { Accounts } from '../account/accounts';
import { Notices } from '../notices/notices';
import { Places } from './places';
import { PasswordChanges } from '../passwords/password-changes';
import { CredentialStore, type Credentials } from '../secrets/credentials';
import { SIGN_IN_OPTIONS, type SignInOptions } from '../sign-in-options';

export interface OpenedSession extends IssuedRefreshToken {
  readonly session: AnySession;
  /** Log position of the event that began the session; null for a refreshed one. */
  readonly position: string | null;
  /** True behind TLS: the refresh cookie then never travels in clear. */
  readonly secureCookie: boolean;
}

export type Person = Pick<Me, 'account' | 'workspace'>;

/** Begins, continues and ends the sessions of people. */
@Injectable()
export class Sessions {
  constructor(
    private readonly accounts: Accounts,
    private readonly places: Places,
    private readonly passwordChanges: PasswordChanges,
    private readonly credentials: CredentialStore,
    private readonly notices: Notices,
    private readonly families: SessionFamilies,
    private readonly access: AccessTokens,
    private readonly standings: Standings,
    private readonly queries: QueryBus,
    private readonly ids: Ids,
    @Inject(SIGN_IN_OPTIONS) private readonly options: SignInOptions,
  ) {}

  /** In the given workspace, or in another one of the account when it is no longer in that, or in none. */
  async begin(accountId: string, wanted: string, facts: RequestFacts): Promise<OpenedSession> {
    const identity = await this.identityOf(accountId, wanted, facts);
    return this.begun(identity, await this.families.open(identity), facts);
  }

  /** The same for somebody whose password was verified against this hash; null when the account has another one by now. */
  async beginByPassword({ accountId, workspaceId, passwordHash }: Credentials, facts: RequestFacts): Promise<OpenedSession | null> {
    const identity = await this.identityOf(accountId, workspaceId, facts);
    const refresh = await this.families.open(identity);
    // Verifying takes long. Asked once the session is open: a password that is set later than this ends it.
    if ((await this.credentials.findByAccount(accountId))?.passwordHash !== passwordHash) {
      await this.families.endSession(identity.sessionId);
      return null;
    }
    return this.begun(identity, refresh, facts);
  }

  /** Where it was, or in another workspace of the account when it is no longer in that, or in none. */
  async continue(before: SessionIdentity, refresh: IssuedRefreshToken, facts: RequestFacts): Promise<OpenedSession> {
    await this.passwordChanges.finish(before.accountId, facts);
    const workspaceId = await this.places.of(before.accountId, before.workspaceId);
    if (workspaceId !== before.workspaceId) await this.families.move(before.sessionId, workspaceId);
    const identity = { ...before, workspaceId };
    return { session: await this.answer(identity), position: null, ...this.cookieOf(refresh) };
  }

  /** Null when the account is not in the workspace, or the session is over. */
  async moveTo({ accountId, sessionId }: Pick<SessionIdentity, 'accountId' | 'sessionId'>, workspaceId: string): Promise<Session | null> {
    if (!(await this.places.isIn(accountId, workspaceId)) || !(await this.families.move(sessionId, workspaceId))) return null;
    await this.credentials.setWorkspace(accountId, workspaceId);
    const { account, workspace } = await this.person({ accountId, workspaceId });
    if (workspace === null) return null;
    return { ...this.access.issue({ kind: 'account', accountId, workspaceId, browserId: null, sessionId }), account, workspace };
  }

  /** The vault first: killed between the two, the session is over all the same. Answers with the log position reached. */
  async end({ accountId, sessionId }: Pick<SessionIdentity, 'accountId' | 'sessionId'>, cause: EndCause, facts: RequestFacts): Promise<string> {
    await this.families.endSession(sessionId);
    return this.accounts.record(accountId, { kind: 'EndSession', sessionId, cause }, facts);
  }

  /** An old token ended the session. The vault remembers until the event stands, so that a kill in between hides nothing. */
  async recordReuse(session: Pick<SessionIdentity, 'accountId' | 'sessionId'>, facts: RequestFacts): Promise<void> {
    await this.end(session, 'reuse-detected', facts);
    await this.families.reuseRecorded(session.sessionId);
    await this.notices.reused(await this.accounts.known(session.accountId));
  }

  /** Whose session it is, in words. */
  async person({ accountId, workspaceId }: Pick<SessionIdentity, 'accountId' | 'workspaceId'>): Promise<Person> {
    const [state, workspace] = await Promise.all([this.accounts.load(accountId), workspaceId === null ? null : this.workspace(accountId, workspaceId)]);
    const profile = state.status === 'known' ? state.profile : null;
    return { account: { id: accountId, displayName: profile?.displayName ?? '', email: profile?.email ?? '' }, workspace };
  }

  private async identityOf(accountId: string, wanted: string, facts: RequestFacts): Promise<SessionIdentity> {
    await this.passwordChanges.finish(accountId, facts);
    for (const left of await this.families.reusesToRecord(accountId)) await this.recordReuse(left, facts);
    return { kind: 'account', accountId, workspaceId: await this.places.of(accountId, wanted), browserId: null, sessionId: this.ids.next() };
  }

  private async begun(identity: SessionIdentity, refresh: IssuedRefreshToken, facts: RequestFacts): Promise<OpenedSession> {
    const { accountId, sessionId } = identity;
    const position = await this.accounts.record(accountId, { kind: 'BeginSession', sessionId, userAgent: facts.userAgent }, facts);
    await this.notices.signedIn(await this.accounts.known(accountId), sessionId);
    return { session: await this.answer(identity), position, ...this.cookieOf(refresh) };
  }

  private async workspace(accountId: string, id: string): Promise<Person['workspace']> {
    const [name, standing] = await Promise.all([this.queries.execute(new WorkspaceNameQuery(id)), this.standings.of(accountId, id)]);
    if (standing === null) throw new Error('A session was opened in a workspace that the account is not in');
    return { id, name, role: standing.role };
  }

  private cookieOf({ refreshToken, refreshTokenExpiresAt }: IssuedRefreshToken): Omit<OpenedSession, 'session' | 'position'> {
    return { refreshToken, refreshTokenExpiresAt, secureCookie: this.options.secureCookie };
  }

  private async answer(identity: SessionIdentity): Promise<AnySession> {
    const { account, workspace } = await this.person(identity);
    const common = { ...this.access.issue(identity), account };
    return workspace === null ? { ...common, workspace } : { ...common, workspace };
  }
}
