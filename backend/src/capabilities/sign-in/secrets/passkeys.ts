import { Inject, Injectable } from '@nestjs/common';
import { Binary, type Collection, type Db } from 'mongodb';
import { VAULT_DB, isDuplicateKey, vaultCollection } from '../../../platform/sealing/vault';
import { Clock } from '../../../platform/time-and-ids/clock';

export interface StoredPasskey {
  /** Credential id, as the authenticator names it. */
  readonly _id: string;
  readonly accountId: string;
  readonly kind: 'passkey';
  readonly passkeyId: string;
  readonly publicKey: Binary;
  /** Counted by the authenticator; 0 when it does not count. */
  readonly counter: number;
  readonly transports: readonly string[];
  readonly lastUsedAt: Date | null;
}

export interface NewPasskey {
  readonly credentialId: string;
  readonly accountId: string;
  readonly passkeyId: string;
  readonly publicKey: Uint8Array;
  readonly counter: number;
  readonly transports: readonly string[];
}

/** Public keys of passkeys, in the vault. */
@Injectable()
export class Passkeys {
  private readonly passkeys: Collection<StoredPasskey>;

  constructor(
    @Inject(VAULT_DB) vault: Db,
    private readonly clock: Clock,
  ) {
    this.passkeys = vaultCollection<StoredPasskey>(vault, 'second_factors');
  }

  async prepare(): Promise<void> {
    await this.passkeys.createIndexes([{ key: { accountId: 1 } }]);
  }

  /** False when the authenticator's key is known already. */
  async add({ credentialId, accountId, passkeyId, publicKey, counter, transports }: NewPasskey): Promise<boolean> {
    const key = new Binary(publicKey);
    try {
      await this.passkeys.insertOne({ _id: credentialId, accountId, kind: 'passkey', passkeyId, publicKey: key, counter, transports, lastUsedAt: null });
      return true;
    } catch (error) {
      if (isDuplicateKey(error)) return false;
      throw error;
    }
  }

  async find(credentialId: string): Promise<StoredPasskey | null> {
    return this.passkeys.findOne({ _id: credentialId, kind: 'passkey' });
  }

  async of(accountId: string): Promise<readonly StoredPasskey[]> {
    return this.passkeys.find({ accountId, kind: 'passkey' }).toArray();
  }

  /** False when the counter did not move on since it was read: a copy of the key is about. */
  async used({ _id, counter }: StoredPasskey, newCounter: number): Promise<boolean> {
    const { modifiedCount } = await this.passkeys.updateOne({ _id, counter }, { $set: { counter: newCounter, lastUsedAt: new Date(this.clock.now()) } });
    return modifiedCount === 1 || (counter === 0 && newCounter === 0);
  }

  async remove(accountId: string, passkeyId: string): Promise<boolean> {
    return (await this.passkeys.deleteOne({ accountId, kind: 'passkey', passkeyId })).deletedCount === 1;
  }
}
