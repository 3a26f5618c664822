import { Injectable } from '@nestjs/common';
import type { Request } from 'express';
import { ApiKeys } from './api-keys';
import { bearerToken } from './bearer-token';
import { OpenSessions } from './open-sessions';
import { isPermitted, type Permission } from './permissions';
import type { Principal } from './principal';
import { isBarred, Standings } from './standings';

/** For answers that go on for minutes: whether their caller would still be let in. */
@Injectable()
export class ContinuedAccess {
  constructor(
    private readonly sessions: OpenSessions,
    private readonly keys: ApiKeys,
    private readonly standings: Standings,
  ) {}

  async holds(principal: Principal, request: Request, permission: Permission): Promise<boolean> {
    const { accountId, workspaceId } = principal;
    const [open, standing] = await Promise.all([this.isOpen(principal, request), this.standings.of(accountId, workspaceId)]);
    return open && standing !== null && !isBarred(standing) && isPermitted({ ...principal, role: standing.role }, permission);
  }

  /** A key is asked by its secret, since the older one of two may be over. */
  private async isOpen({ kind, sessionId }: Principal, request: Request): Promise<boolean> {
    if (kind === 'api-key') return (await this.keys.of(bearerToken(request) ?? '')) !== null;
    return this.sessions.isOpen(sessionId);
  }
}
