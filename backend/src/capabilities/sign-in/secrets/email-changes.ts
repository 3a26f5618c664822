import { Inject, Injectable } from '@nestjs/common';
import type { Collection, Db } from 'mongodb';
import { VAULT_DB, vaultCollection } from '../../../platform/sealing/vault';
import { Clock } from '../../../platform/time-and-ids/clock';
import { digestOf, freshToken } from './one-time-tokens';

interface StoredChange {
  readonly _id: string;
  readonly accountId: string;
  /** Digests of the tokens that were mailed. */
  readonly oldToken: string;
  readonly newToken: string;
  readonly cancelToken: string;
  readonly oldConfirmed: boolean;
  readonly newConfirmed: boolean;
  readonly expiresAt: Date;
}

export interface Confirmations {
  readonly changeId: string;
  readonly accountId: string;
  readonly oldConfirmed: boolean;
  readonly newConfirmed: boolean;
}

export interface ChangeTokens {
  /** Confirms at the address that the account has. */
  readonly oldToken: string;
  /** Confirms at the address that it shall have. */
  readonly newToken: string;
  readonly cancelToken: string;
}

const LIFETIME_MS = 24 * 3_600_000;

/** Who has confirmed what of a change of address. A token may come again, because its answer may get lost: it says the same again. */
@Injectable()
export class EmailChanges {
  private readonly changes: Collection<StoredChange>;

  constructor(
    @Inject(VAULT_DB) vault: Db,
    private readonly clock: Clock,
  ) {
    this.changes = vaultCollection<StoredChange>(vault, 'email_changes');
  }

  async prepare(): Promise<void> {
    await this.changes.createIndexes([
      { key: { expiresAt: 1 }, expireAfterSeconds: 0 },
      { key: { oldToken: 1 } },
      { key: { newToken: 1 } },
      { key: { cancelToken: 1 } },
      { key: { accountId: 1 } },
    ]);
  }

  /** The change before, if one waited, is over. */
  async begin(changeId: string, accountId: string): Promise<ChangeTokens> {
    const tokens = { oldToken: freshToken(), newToken: freshToken(), cancelToken: freshToken() };
    const expiresAt = new Date(this.now().getTime() + LIFETIME_MS);
    await this.withdraw(accountId);
    await this.changes.insertOne({
      _id: changeId,
      accountId,
      oldToken: digestOf(tokens.oldToken),
      newToken: digestOf(tokens.newToken),
      cancelToken: digestOf(tokens.cancelToken),
      oldConfirmed: false,
      newConfirmed: false,
      expiresAt,
    });
    return tokens;
  }

  /** Notes the confirmation; null for a token that is none, or none any more. */
  async confirm(token: string): Promise<Confirmations | null> {
    const digest = digestOf(token);
    const found = await this.changes.findOneAndUpdate(
      { $or: [{ oldToken: digest }, { newToken: digest }], expiresAt: { $gt: this.now() } },
      [
        {
          $set: {
            oldConfirmed: { $or: ['$oldConfirmed', { $eq: ['$oldToken', digest] }] },
            newConfirmed: { $or: ['$newConfirmed', { $eq: ['$newToken', digest] }] },
          },
        },
      ],
      { returnDocument: 'after' },
    );
    return found === null ? null : confirmationsOf(found);
  }

  /** The change that the token of the old address gives up; null for a token that is none. */
  async cancel(token: string): Promise<Confirmations | null> {
    const found = await this.changes.findOneAndDelete({ cancelToken: digestOf(token) });
    return found === null ? null : confirmationsOf(found);
  }

  async withdraw(accountId: string): Promise<void> {
    await this.changes.deleteMany({ accountId });
  }

  private now(): Date {
    return new Date(this.clock.now());
  }
}

const confirmationsOf = ({ _id, accountId, oldConfirmed, newConfirmed }: StoredChange): Confirmations => ({
  changeId: _id,
  accountId,
  oldConfirmed,
  newConfirmed,
});
