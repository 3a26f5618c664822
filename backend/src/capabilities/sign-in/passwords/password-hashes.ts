import { randomBytes, scrypt, timingSafeEqual } from 'node:crypto';
import { PASSWORD_COST } from '../sign-in-options';

const BLOCK_SIZE = 8;
const HASH_BYTES = 32;
const AT_ONCE = 2;

/** Password hashes that name their own parameters: `scrypt$17$<salt>$<hash>`. */
export class PasswordHashes {
  private running = 0;
  private readonly waiting: (() => void)[] = [];
  /** Checked when there is no account, so that the answer takes as long. */
  private readonly nobody: string;

  constructor(private readonly cost: number = PASSWORD_COST) {
    this.nobody = `scrypt$${String(cost)}$${randomBytes(16).toString('base64url')}$${randomBytes(HASH_BYTES).toString('base64url')}`;
  }

  async hash(password: string): Promise<string> {
    const salt = randomBytes(16);
    const hash = await this.derive(password, salt, this.cost);
    return `scrypt$${String(this.cost)}$${salt.toString('base64url')}$${hash.toString('base64url')}`;
  }

  /** `stored` null: there is no such account, which takes the same time to find out. */
  async verify(password: string, stored: string | null): Promise<boolean> {
    const [, cost, salt, hash] = (stored ?? this.nobody).split('$');
    if (cost === undefined || salt === undefined || hash === undefined) throw new Error('A stored password hash has an unknown form: restore the vault');
    const wanted = Buffer.from(hash, 'base64url');
    const given = await this.derive(password, Buffer.from(salt, 'base64url'), Number(cost));
    return timingSafeEqual(wanted, given) && stored !== null;
  }

  /** Two at once at most: a crowd of sign-ins waits instead of filling the memory. */
  private async derive(password: string, salt: Buffer, cost: number): Promise<Buffer> {
    if (this.running >= AT_ONCE) await new Promise<void>((resolve) => this.waiting.push(resolve));
    else this.running += 1;
    try {
      return await derive(password.normalize('NFKC'), salt, 2 ** cost);
    } finally {
      const next = this.waiting.shift();
      if (next === undefined) this.running -= 1;
      else next();
    }
  }
}

const derive = (password: string, salt: Buffer, N: number): Promise<Buffer> =>
  new Promise((resolve, reject) => {
    scrypt(password, salt, HASH_BYTES, { N, r: BLOCK_SIZE, p: 1, maxmem: 256 * N * BLOCK_SIZE }, (error, hash) => {
      if (error === null) resolve(hash);
      else reject(error);
    });
  });
