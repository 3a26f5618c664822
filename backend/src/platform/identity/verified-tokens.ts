import { createHash } from 'node:crypto';
import type { AccessClaims } from './access-tokens';

const MOST_KNOWN = 1_000;

/** A token's signature is checked once, not with every request: an import sends its token hundreds of times. Whether its session is open is asked each time. */
export class VerifiedTokens {
  private readonly known = new Map<string, AccessClaims & { readonly exp: number }>();

  /** `claims` are those of the very token, whose signature, issuer and audience have been checked. */
  remember(token: string, claims: AccessClaims & { readonly exp: number }): void {
    if (this.known.size >= MOST_KNOWN) this.known.clear();
    this.known.set(digest(token), claims);
  }

  /** Null when the token is not known or has expired. `now` in milliseconds. */
  find(token: string, now: number): AccessClaims | null {
    const claims = this.known.get(digest(token));
    return claims !== undefined && claims.exp * 1_000 > now ? claims : null;
  }
}

/** No memory of the process holds a token longer than its request. */
const digest = (token: string): string => createHash('sha256').update(token).digest('base64url');
