import { Injectable } from '@nestjs/common';
import { JwtService } from '@nestjs/jwt';
import { Clock } from '../time-and-ids/clock';
import type { SessionIdentity } from './principal';
import { TokenKeys } from './token-keys';

export const TOKEN_ISSUER = 'leadgen';
export const TOKEN_AUDIENCE = 'leadgen-api';
export const ACCESS_TOKEN_SECONDS = 600;

/** The claims of an access token; short names, nothing personal. */
export interface AccessClaims {
  readonly sub: string;
  /** Null: in no workspace. */
  readonly wid: string | null;
  readonly sid: string;
  readonly bid: string | null;
}

export interface AccessToken {
  readonly accessToken: string;
  readonly accessTokenExpiresAt: string;
}

/** Ten minutes of access for one session, signed with ES256. */
@Injectable()
export class AccessTokens {
  constructor(
    private readonly keys: TokenKeys,
    private readonly jwt: JwtService,
    private readonly clock: Clock,
  ) {}

  issue(session: SessionIdentity): AccessToken {
    const { kid, privateKey } = this.keys.signing();
    const issuedAt = Math.floor(Date.parse(this.clock.now()) / 1_000);
    const expiresAt = issuedAt + ACCESS_TOKEN_SECONDS;
    const claims: AccessClaims = {
      sub: session.accountId,
      wid: session.workspaceId,
      sid: session.sessionId,
      bid: session.browserId,
    };
    const accessToken = this.jwt.sign(
      { ...claims, iss: TOKEN_ISSUER, aud: TOKEN_AUDIENCE, iat: issuedAt, exp: expiresAt },
      { algorithm: 'ES256', keyid: kid, privateKey: privateKey.export({ type: 'pkcs8', format: 'pem' }) as string },
    );
    return { accessToken, accessTokenExpiresAt: new Date(expiresAt * 1_000).toISOString() };
  }
}
