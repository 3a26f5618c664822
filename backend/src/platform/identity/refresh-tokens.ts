import { createHmac, timingSafeEqual } from 'node:crypto';

export interface RefreshToken {
  readonly sessionId: string;
  /** 0 for the token handed out when the session began; each rotation adds one. */
  readonly generation: number;
}

const SHAPE = /^([0-9a-f-]{36})\.(\d{1,9})\.([A-Za-z0-9_-]{43})$/;

/**
 * Refresh tokens are computed, not stored: an HMAC over session and generation under the secret of this installation and
 * the seed of the session. The vault alone (seeds) and the key folder alone (secret) can make none, a lost answer can be
 * given again, and an old token is told from an invented one.
 */
export class RefreshTokens {
  constructor(private readonly secret: Buffer) {}

  make(token: RefreshToken, seed: string): string {
    return `${token.sessionId}.${String(token.generation)}.${this.proof(token, seed).toString('base64url')}`;
  }

  /** What the token claims to be; not yet a proof. Null for anything of another shape. */
  parse(text: string): RefreshToken | null {
    const [, sessionId, generation] = SHAPE.exec(text) ?? [];
    return sessionId === undefined || generation === undefined ? null : { sessionId, generation: Number(generation) };
  }

  isGenuine(text: string, token: RefreshToken, seed: string): boolean {
    const proof = Buffer.from(SHAPE.exec(text)?.[3] ?? '', 'base64url');
    return proof.length === 32 && timingSafeEqual(proof, this.proof(token, seed));
  }

  /** Keyed digest of something a repeated request carries, such as its Idempotency-Key. */
  digest(text: string): string {
    return createHmac('sha256', this.secret)
      .update(JSON.stringify(['leadgen-refresh-digest-1', text]))
      .digest('base64url');
  }

  private proof({ sessionId, generation }: RefreshToken, seed: string): Buffer {
    return createHmac('sha256', this.secret)
      .update(JSON.stringify(['leadgen-refresh-1', seed, sessionId, generation]))
      .digest();
  }
}
