import { Injectable } from '@nestjs/common';
import { QueryBus } from '@nestjs/cqrs';
import type { Session } from '../../../../event-schemas/src/http/sign-in';
import { DeciderRunner } from '../../platform/decider/decider-runner';
import type { RequestFacts } from '../../platform/http/request-facts';
import { AccessTokens } from '../../platform/identity/access-tokens';
import type { SessionIdentity } from '../../platform/identity/principal';
import { SessionFamilies, type EndCause, type IssuedRefreshToken } from '../../platform/identity/session-families';
import { Standings } from '../../platform/identity/standings';
import { Clock } from '../../platform/time-and-ids/clock';
import { Ids } from '../../platform/time-and-ids/ids';
import { WorkspaceNameQuery } from '../manage-workspace';
import { accountContext } from './contexts';
import { account, accountStream } from './domain/account';

export interface OpenedSession extends IssuedRefreshToken {
  readonly session: Session;
  /** Log position of the event that began the session; null for a refreshed one. */
  readonly position: string | null;
}

export type Person = Pick<Session, 'account' | 'workspace'>;

/** Begins, continues and ends the sessions of people. */
@Injectable()
export class Sessions {
  constructor(
    private readonly runner: DeciderRunner,
    private readonly families: SessionFamilies,
    private readonly access: AccessTokens,
    private readonly standings: Standings,
    private readonly queries: QueryBus,
    private readonly clock: Clock,
    private readonly ids: Ids,
  ) {}

  async begin(accountId: string, workspaceId: string, facts: RequestFacts): Promise<OpenedSession> {
    for (const left of await this.families.reusesToRecord(accountId)) await this.recordReuse(left, facts);
    const sessionId = this.ids.next();
    const identity: SessionIdentity = { kind: 'account', accountId, workspaceId, browserId: null, sessionId };
    const refresh = await this.families.open(identity);
    const context = accountContext(accountId, facts, this.ids.next(), this.clock.now());
    const command = { kind: 'BeginSession', sessionId, userAgent: facts.userAgent } as const;
    const result = await this.runner.run(account, accountStream(accountId), command, context);
    if (result.kind === 'rejected') throw new Error(`A session could not begin: ${result.reason}`);
    return { session: await this.answer(identity), position: result.position, ...refresh };
  }

  async continue(identity: SessionIdentity, refresh: IssuedRefreshToken): Promise<OpenedSession> {
    const { refreshToken, refreshTokenExpiresAt } = refresh;
    return { session: await this.answer(identity), position: null, refreshToken, refreshTokenExpiresAt };
  }

  /** The vault first: killed between the two, the session is over all the same. Answers with the log position reached. */
  async end({ accountId, sessionId }: Pick<SessionIdentity, 'accountId' | 'sessionId'>, cause: EndCause, facts: RequestFacts): Promise<string> {
    await this.families.endSession(sessionId);
    const context = accountContext(accountId, facts, this.ids.next(), this.clock.now());
    const command = { kind: 'EndSession', sessionId, cause } as const;
    const result = await this.runner.run(account, accountStream(accountId), command, context);
    if (result.kind === 'rejected') throw new Error(`A session could not end: ${result.reason}`);
    return result.position;
  }

  /** An old token ended the session. The vault remembers until the event stands, so that a kill in between hides nothing. */
  async recordReuse(session: Pick<SessionIdentity, 'accountId' | 'sessionId'>, facts: RequestFacts): Promise<void> {
    await this.end(session, 'reuse-detected', facts);
    await this.families.reuseRecorded(session.sessionId);
  }

  /** Whose session it is, in words. */
  async person({ accountId, workspaceId }: Pick<SessionIdentity, 'accountId' | 'workspaceId'>): Promise<Person> {
    const [{ state }, name, standing] = await Promise.all([
      this.runner.load(account, accountStream(accountId)),
      this.queries.execute(new WorkspaceNameQuery(workspaceId)),
      this.standings.of(accountId, workspaceId),
    ]);
    if (standing === null) throw new Error('A session was opened in a workspace that the account is not in');
    const profile = state.status === 'known' ? state.profile : null;
    return {
      account: { id: accountId, displayName: profile?.displayName ?? '', email: profile?.email ?? '' },
      workspace: { id: workspaceId, name, role: standing.role },
    };
  }

  private async answer(identity: SessionIdentity): Promise<Session> {
    return { ...this.access.issue(identity), ...(await this.person(identity)) };
  }
}
