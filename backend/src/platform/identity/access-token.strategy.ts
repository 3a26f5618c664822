import { Injectable } from '@nestjs/common';
import { JwtService } from '@nestjs/jwt';
import { PassportStrategy } from '@nestjs/passport';
import { ExtractJwt, Strategy } from 'passport-jwt';
import { HttpProblem } from '../http/http-problem';
import { ofStatus } from '../http/status-problems';
import { TOKEN_AUDIENCE, TOKEN_ISSUER, type AccessClaims } from './access-tokens';
import { OpenSessions } from './open-sessions';
import type { Principal } from './principal';
import { TokenKeys } from './token-keys';

export const ACCESS_TOKEN = 'access-token';

/** Bearer token → principal. The algorithm is ours to choose, never the token's. */
@Injectable()
export class AccessTokenStrategy extends PassportStrategy(Strategy, ACCESS_TOKEN) {
  constructor(
    keys: TokenKeys,
    jwt: JwtService,
    private readonly sessions: OpenSessions,
  ) {
    super({
      jwtFromRequest: ExtractJwt.fromAuthHeaderAsBearerToken(),
      algorithms: ['ES256'],
      issuer: TOKEN_ISSUER,
      audience: TOKEN_AUDIENCE,
      secretOrKeyProvider: (_request: unknown, token: string, done: (error: Error | null, key?: string) => void) => {
        const key = keys.verifying(kidOf(jwt, token));
        if (key === null) done(new HttpProblem(ofStatus(401)));
        else done(null, key.export({ type: 'spki', format: 'pem' }) as string);
      },
    });
  }

  async validate(claims: AccessClaims): Promise<Principal> {
    if (!(await this.sessions.isOpen(claims.sid))) throw new HttpProblem(ofStatus(401));
    return {
      kind: claims.bid === null ? 'account' : 'browser',
      role: claims.bid === null ? 'owner' : 'browser',
      accountId: claims.sub,
      workspaceId: claims.wid,
      browserId: claims.bid,
      sessionId: claims.sid,
    };
  }
}

function kidOf(jwt: JwtService, token: string): string {
  const kid = jwt.decode<{ readonly header?: { readonly kid?: unknown } } | null>(token, { complete: true })?.header?.kid;
  return typeof kid === 'string' ? kid : '';
}
