import { freshBytes } from '../../../platform/sealing/random-bytes';
import { NONCE_BYTES, openXaes, sealXaes } from '../../../platform/sealing/xaes-256-gcm';

/** Keeps the seeds of authenticator apps: sealed under a key outside the databases and bound to their account, so that a copy of the vault makes no code. */
export class SeedBox {
  /** `key` is 32 bytes. */
  constructor(private readonly key: Buffer) {}

  seal(accountId: string, seed: Buffer): string {
    const nonce = freshBytes(NONCE_BYTES);
    return Buffer.concat([nonce, sealXaes(this.key, nonce, seed, boundTo(accountId))]).toString('base64url');
  }

  open(accountId: string, sealed: string): Buffer {
    const bytes = Buffer.from(sealed, 'base64url');
    return openXaes(this.key, bytes.subarray(0, NONCE_BYTES), bytes.subarray(NONCE_BYTES), boundTo(accountId));
  }
}

const boundTo = (accountId: string): Buffer => Buffer.from(JSON.stringify(['leadgen-totp-seed-1', accountId]));
