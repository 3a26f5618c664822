import { Inject, Injectable } from '@nestjs/common';
import type { Collection, Db } from 'mongodb';
import { LookupTokens } from '../../../platform/sealing/lookup-tokens';
import { VAULT_DB, vaultCollection } from '../../../platform/sealing/vault';
import { Clock } from '../../../platform/time-and-ids/clock';

interface Attempts {
  /** Lookup token of what is counted. */
  readonly _id: string;
  readonly count: number;
  readonly until: Date;
}

/** Over within minutes. */
export const SIGN_IN_ATTEMPTS = 'sign_in_attempts';

const WINDOW_MS = 15 * 60_000;
const MOST_PER_ACCOUNT_AND_ADDRESS = 10;
const MOST_PER_ADDRESS = 100;
/** Mails to one mailbox, from wherever they are asked for. */
const MOST_MAILS = 5;
const MOST_QUESTIONS = 300;

/** Counts tries in the vault, so that every api process and every restart counts together. */
@Injectable()
export class SignInAttempts {
  private readonly attempts: Collection<Attempts>;

  constructor(
    @Inject(VAULT_DB) vault: Db,
    private readonly tokens: LookupTokens,
    private readonly clock: Clock,
  ) {
    this.attempts = vaultCollection<Attempts>(vault, SIGN_IN_ATTEMPTS);
  }

  async prepare(): Promise<void> {
    await this.attempts.createIndexes([{ key: { until: 1 }, expireAfterSeconds: 0 }]);
  }

  /** Counted before the password is looked at, so that many tries at once do not slip through. Seconds to wait, or null to go on. */
  async begin(accountToken: string, address: string): Promise<number | null> {
    const waits = [
      await this.count(this.key(accountToken, address), MOST_PER_ACCOUNT_AND_ADDRESS),
      await this.count(this.key('any', address), MOST_PER_ADDRESS),
    ].filter((wait) => wait !== null);
    return waits.length === 0 ? null : Math.max(...waits);
  }

  /**
   * A good password clears the count of this account from this address, and gives the address back this one try: many people may come from one.
   * The others stay counted, so that an account of one's own frees nobody to guess at those of others.
   */
  async succeed(accountToken: string, address: string): Promise<void> {
    await this.forget(accountToken, address);
    const running = { count: { $gt: 0 }, until: { $gt: new Date(this.clock.now()) } };
    await this.attempts.updateOne({ _id: this.key('any', address), ...running }, { $inc: { count: -1 } });
  }

  /** Counts a mail that is about to be written for somebody who may not have asked for it. */
  async isFlooded(what: string): Promise<boolean> {
    return (await this.count(this.key(what, 'anywhere'), MOST_MAILS)) !== null;
  }

  /** Tries at one thing, from wherever they come. Seconds to wait, or null to go on. */
  async beginAnywhere(what: string, most: number): Promise<number | null> {
    return this.count(this.key(what, 'anywhere'), most);
  }

  /** A good try clears the count of this thing. */
  async clear(what: string): Promise<void> {
    await this.forget(what, 'anywhere');
  }

  /** Questions that anybody may ask and that leave something behind. Seconds to wait, or null to go on. */
  async ask(address: string): Promise<number | null> {
    return this.count(this.key('question', address), MOST_QUESTIONS);
  }

  private async forget(what: string, address: string): Promise<void> {
    await this.attempts.deleteOne({ _id: this.key(what, address) });
  }

  private async count(key: string, most: number): Promise<number | null> {
    const now = new Date(this.clock.now());
    const running = { $gt: ['$until', now] };
    const found = await this.attempts.findOneAndUpdate(
      { _id: key },
      [
        {
          $set: {
            count: { $cond: [running, { $add: ['$count', 1] }, 1] },
            until: { $cond: [running, '$until', new Date(now.getTime() + WINDOW_MS)] },
          },
        },
      ],
      { upsert: true, returnDocument: 'after' },
    );
    if (found === null || found.count <= most) return null;
    return Math.max(1, Math.ceil((found.until.getTime() - now.getTime()) / 1_000));
  }

  private key(accountToken: string, address: string): string {
    return this.tokens.token('installation', 'sign-in-attempt', `${accountToken} ${address}`);
  }
}
