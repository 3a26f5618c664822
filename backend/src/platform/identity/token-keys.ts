import { createECDH, createPrivateKey, createPublicKey, type KeyObject } from 'node:crypto';
import { keySeries } from '../sealing/key-series';

interface TokenKey {
  /** Number of the key file, also the `kid` of the tokens it signs. */
  readonly kid: string;
  readonly privateKey: KeyObject;
  readonly publicKey: KeyObject;
}

export const ACCESS_TOKEN_KEYS = 'access-tokens';
const RESCAN_MS = 1_000;

/**
 * The P-256 keys of access tokens: files `access-tokens-<n>.key` in the key folder. The highest signs, all verify, so a
 * key is rotated by adding the next file; another process finds it when it meets the unknown `kid`.
 */
export class TokenKeys {
  private keys: readonly TokenKey[] = [];
  private scannedAt = 0;

  constructor(private readonly folder: string) {
    this.scan();
  }

  signing(): TokenKey {
    const newest = this.keys[0];
    if (newest === undefined) throw new Error(`No key for access tokens in ${this.folder}: restore the folder from its backup`);
    return newest;
  }

  /** Null for a kid that is none of ours. */
  verifying(kid: string): KeyObject | null {
    const known = this.find(kid);
    if (known !== null || Date.now() - this.scannedAt < RESCAN_MS) return known;
    this.scan();
    return this.find(kid);
  }

  private find(kid: string): KeyObject | null {
    return this.keys.find((key) => key.kid === kid)?.publicKey ?? null;
  }

  private scan(): void {
    this.scannedAt = Date.now();
    this.keys = keySeries(this.folder, ACCESS_TOKEN_KEYS).map(({ number, key }) => tokenKey(String(number), key));
  }
}

/** The 32 random bytes of the file are the private scalar. */
function tokenKey(kid: string, scalar: Buffer): TokenKey {
  const curve = createECDH('prime256v1');
  curve.setPrivateKey(scalar);
  const point = curve.getPublicKey();
  const publicJwk = { kty: 'EC', crv: 'P-256', x: point.subarray(1, 33).toString('base64url'), y: point.subarray(33).toString('base64url') };
  return {
    kid,
    privateKey: createPrivateKey({ key: { ...publicJwk, d: scalar.toString('base64url') }, format: 'jwk' }),
    publicKey: createPublicKey({ key: publicJwk, format: 'jwk' }),
  };
}
