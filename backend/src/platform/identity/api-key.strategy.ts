import { PassportStrategy } from '@nestjs/passport';
import type { Request } from 'express';
import { Strategy } from 'passport';
import { HttpProblem } from '../http/http-problem';
import { ofStatus } from '../http/status-problems';
import type { Caller } from './access.guard';
import { API_KEY_MARK, type ApiKeys } from './api-keys';
import { bearerToken } from './bearer-token';
import type { Standings } from './standings';

/** API key → principal. What does not look like a key is left to the next strategy. `name`: as with access tokens. */
export function apiKeyStrategy(name: string, keys: ApiKeys, standings: Standings): object {
  class ApiKeyStrategy extends PassportStrategy(Strategy, name) {
    override authenticate(request: Request): void {
      const secret = bearerToken(request);
      if (secret?.startsWith(API_KEY_MARK) !== true) {
        this.fail();
        return;
      }
      this.validate(secret).then(
        (caller) => this.success(caller),
        (error: unknown) => this.error(error as Error),
      );
    }

    /** The key acts as its maker stands now, and so never beyond them. Every "no" is the same. */
    async validate(secret: string): Promise<Caller> {
      const identity = await keys.of(secret);
      const standing = identity === null ? null : await standings.of(identity.accountId, identity.workspaceId);
      if (identity === null || standing === null) throw refused();
      const { keyId, accountId, workspaceId, scopes } = identity;
      const principal = { kind: 'api-key', role: standing.role, scopes, accountId, workspaceId, browserId: null, sessionId: keyId } as const;
      return { principal, standing };
    }
  }
  return new ApiKeyStrategy();
}

const refused = (): HttpProblem =>
  new HttpProblem({
    ...ofStatus(401),
    detail: 'This API key is unknown, expired or revoked; an admin of the workspace can make another.',
    headers: { 'WWW-Authenticate': 'Bearer' },
  });
