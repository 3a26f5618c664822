/**
 * Tokens by which something is found again without storing what it is: a keyed hash under secrets that live outside the
 * databases. For the vault only; no token ever stands in the log.
 */
import { createHash, createHmac } from 'node:crypto';
import { keySeries } from './key-series';
import type { INSTALLATION } from './subject';

export type TokenScope = { readonly workspaceId: string } | typeof INSTALLATION;

export const LOOKUP_KEYS = 'lookup';

export class LookupTokens {
  private readonly secrets: readonly [Buffer, ...Buffer[]];

  /**
   * Of 32 bytes each, the oldest first. The values behind tokens are not kept, so that another secret cannot make them anew: it
   * hashes what the secrets before it have made, and tokens stored before can be brought up to it.
   */
  constructor(...secrets: readonly [Buffer, ...Buffer[]]) {
    this.secrets = secrets;
  }

  /** Of the newest secret, counted from 1. */
  get version(): number {
    return this.secrets.length;
  }

  /** `<version>.<HMAC-SHA-256 in base64url>`: the same value gives unrelated tokens in two workspaces or under two types. */
  token(scope: TokenScope, type: string, canonicalValue: string): string {
    const value = createHash('sha256').update(canonicalValue).digest('base64url');
    const scopeName = typeof scope === 'string' ? scope : scope.workspaceId;
    const hash = createHmac('sha256', this.secrets[0])
      .update(JSON.stringify(['leadgen-lookup-1', scopeName, type, value]))
      .digest('base64url');
    return this.renewed(`1.${hash}`);
  }

  /** The token of the same value under the newest secret. */
  renewed(token: string): string {
    const [version = '', hash = ''] = token.split('.');
    const renewed = this.secrets.slice(Number(version)).reduce((older, secret) => renew(secret, older), hash);
    return `${String(this.version)}.${renewed}`;
  }
}

const renew = (secret: Buffer, hash: string): string =>
  createHmac('sha256', secret)
    .update(JSON.stringify(['leadgen-lookup-renewal-1', hash]))
    .digest('base64url');

/** With the key files of the folder, none of which may be missing. */
export function lookupTokens(folder: string): LookupTokens {
  const [newest, ...older] = keySeries(folder, LOOKUP_KEYS);
  const missing = Array.from({ length: newest.number }, (_, index) => index + 1).find((number) => ![newest, ...older].some((key) => key.number === number));
  if (missing !== undefined) throw new Error(`The key file ${LOOKUP_KEYS}-${String(missing)}.key is missing: restore the key files from their backup.`);
  const [first = newest.key, ...later] = [newest, ...older].reverse().map(({ key }) => key);
  return new LookupTokens(first, ...later);
}
