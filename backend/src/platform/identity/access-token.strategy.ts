import { JwtService } from '@nestjs/jwt';
import { PassportStrategy } from '@nestjs/passport';
import type { Request } from 'express';
import { Strategy, type SecretOrKeyProvider } from 'passport-jwt';
import { HttpProblem } from '../http/http-problem';
import { ofStatus } from '../http/status-problems';
import { TOKEN_AUDIENCE, TOKEN_ISSUER, type AccessClaims } from './access-tokens';
import { bearerToken } from './bearer-token';
import type { OpenSessions } from './open-sessions';
import type { Caller } from './access.guard';
import type { Standings } from './standings';
import type { TokenKeys } from './token-keys';
import { VerifiedTokens } from './verified-tokens';

/**
 * Bearer token → principal, under a name of its own: passport keeps one list of strategies per Node process, and two
 * applications in one process must not answer for each other.
 */
export function accessTokenStrategy(name: string, keys: TokenKeys, jwt: JwtService, sessions: OpenSessions, standings: Standings): object {
  // The algorithm is ours to choose, never the token's.
  const secretOrKeyProvider: SecretOrKeyProvider = (_request, token: string, done) => {
    const key = keys.verifying(kidOf(jwt, token));
    if (key === null) done(new HttpProblem(ofStatus(401)));
    // The verifier takes the key itself; parsing it anew for each request would cost more than the rest of the check.
    else done(null, key as unknown as string);
  };

  const verified = new VerifiedTokens();

  class AccessTokenStrategy extends PassportStrategy(Strategy, name) {
    constructor() {
      super({
        jwtFromRequest: bearerToken,
        algorithms: ['ES256'],
        issuer: TOKEN_ISSUER,
        audience: TOKEN_AUDIENCE,
        secretOrKeyProvider,
        passReqToCallback: true,
      });
    }

    override authenticate(request: Request, options?: object): void {
      const claims = verified.find(bearerToken(request) ?? '', Date.now());
      if (claims === null) super.authenticate(request, options);
      else {
        this.caller(claims).then(
          (caller) => this.success(caller),
          (error: unknown) => this.error(error as Error),
        );
      }
    }

    validate(request: Request, claims: AccessClaims & { readonly exp: number }): Promise<Caller> {
      verified.remember(bearerToken(request) ?? '', claims);
      return this.caller(claims);
    }

    private async caller(claims: AccessClaims): Promise<Caller> {
      const { sub, wid } = claims;
      const [open, standing] = await Promise.all([sessions.isOpen(claims.sid), wid === null ? null : standings.of(sub, wid)]);
      if (!open || (standing === null && wid !== null)) throw new HttpProblem(ofStatus(401));
      const kind = claims.bid === null ? 'account' : 'browser';
      const principal = {
        kind,
        role: standing?.role ?? null,
        scopes: [],
        accountId: sub,
        workspaceId: wid,
        browserId: claims.bid,
        sessionId: claims.sid,
      } as const;
      return { principal, standing };
    }
  }
  return new AccessTokenStrategy();
}

/** Empty for what is no token: the decoder throws when a part of it is no JSON. */
function kidOf(jwt: JwtService, token: string): string {
  try {
    const decoded = jwt.decode<unknown>(token, { complete: true }) as { readonly header: { readonly kid?: unknown } } | null;
    return typeof decoded?.header.kid === 'string' ? decoded.header.kid : '';
  } catch {
    return '';
  }
}
