import { Injectable } from '@nestjs/common';
import { QueryBus } from '@nestjs/cqrs';
import type { BrowserTokens } from '../../../../../event-schemas/src/http/manage-workspace';
import { AccessTokens } from '../../../platform/identity/access-tokens';
import type { SessionIdentity } from '../../../platform/identity/principal';
import type { IssuedRefreshToken } from '../../../platform/identity/session-families';
import { WorkspaceNameQuery } from '../workspace/workspace-name.query';

/** What a paired browser is given to act with. */
@Injectable()
export class BrowserSessions {
  constructor(
    private readonly access: AccessTokens,
    private readonly queries: QueryBus,
  ) {}

  async tokens(identity: SessionIdentity, { refreshToken, refreshTokenExpiresAt }: IssuedRefreshToken): Promise<BrowserTokens> {
    const { browserId, workspaceId } = identity;
    if (browserId === null || workspaceId === null) throw new Error('A session of a person was taken for one of a browser');
    const workspaceName = await this.queries.execute(new WorkspaceNameQuery(workspaceId));
    return { browserId, workspaceId, workspaceName, ...this.access.issue(identity), refreshToken, refreshTokenExpiresAt };
  }
}
