/**
 * Tokens by which something is found again without storing what it is: a keyed hash under a secret that lives outside the
 * databases. For the vault only; no token ever stands in the log.
 */
import { createHash, createHmac } from 'node:crypto';
import type { INSTALLATION } from './subject';

export type TokenScope = { readonly workspaceId: string } | typeof INSTALLATION;

export class LookupTokens {
  /** `secret` is 32 bytes; `version` names it, because tokens cannot be made anew without the values behind them. */
  constructor(
    private readonly secret: Buffer,
    private readonly version = 1,
  ) {}

  /** `<version>.<HMAC-SHA-256 in base64url>`: the same value gives unrelated tokens in two workspaces or under two types. */
  token(scope: TokenScope, type: string, canonicalValue: string): string {
    const value = createHash('sha256').update(canonicalValue).digest('base64url');
    const scopeName = typeof scope === 'string' ? scope : scope.workspaceId;
    const hash = createHmac('sha256', this.secret)
      .update(JSON.stringify(['leadgen-lookup-1', scopeName, type, value]))
      .digest('base64url');
    return `${String(this.version)}.${hash}`;
  }
}
