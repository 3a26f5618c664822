import { Inject, Injectable } from '@nestjs/common';
import type { Collection, Db } from 'mongodb';
import { createHash, randomBytes } from 'node:crypto';
import { VAULT_DB, vaultCollection } from '../../../platform/sealing/vault';
import { Clock } from '../../../platform/time-and-ids/clock';

interface StoredToken {
  /** Digest of the token. */
  readonly _id: string;
  readonly accountId: string;
  readonly expiresAt: Date;
}

/** 32 random bytes, base64url: too many to guess, so that a plain digest keeps it. */
export const freshToken = (): string => randomBytes(32).toString('base64url');
export const digestOf = (token: string): string => createHash('sha256').update(token).digest('base64url');

const LIFETIME_MS = 30 * 60_000;

/** Rights to choose another password: half an hour, once, and only the newest of an account. */
@Injectable()
export class ResetTokens {
  private readonly tokens: Collection<StoredToken>;

  constructor(
    @Inject(VAULT_DB) vault: Db,
    private readonly clock: Clock,
  ) {
    this.tokens = vaultCollection<StoredToken>(vault, 'reset_tokens');
  }

  async prepare(): Promise<void> {
    await this.tokens.createIndexes([{ key: { expiresAt: 1 }, expireAfterSeconds: 0 }, { key: { accountId: 1 } }]);
  }

  async issue(accountId: string): Promise<string> {
    const token = freshToken();
    await this.withdraw(accountId);
    await this.tokens.insertOne({ _id: digestOf(token), accountId, expiresAt: new Date(Date.parse(this.clock.now()) + LIFETIME_MS) });
    return token;
  }

  /** The account, once; null for a token that is used up, out of date or invented. */
  async use(token: string): Promise<string | null> {
    const found = await this.tokens.findOneAndDelete({ _id: digestOf(token) });
    return found !== null && found.expiresAt.getTime() > Date.parse(this.clock.now()) ? found.accountId : null;
  }

  /** The account, without using the token up; null for a token that is used up, out of date or invented. */
  async holderOf(token: string): Promise<string | null> {
    const found = await this.tokens.findOne({ _id: digestOf(token) });
    return found !== null && found.expiresAt.getTime() > Date.parse(this.clock.now()) ? found.accountId : null;
  }

  async withdraw(accountId: string): Promise<void> {
    await this.tokens.deleteMany({ accountId });
  }
}
