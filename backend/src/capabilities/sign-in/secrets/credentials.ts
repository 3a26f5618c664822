import { Inject, Injectable } from '@nestjs/common';
import type { Collection, Db } from 'mongodb';
import { LookupTokens } from '../../../platform/sealing/lookup-tokens';
import { VAULT_DB, isDuplicateKey, vaultCollection } from '../../../platform/sealing/vault';
import { Clock } from '../../../platform/time-and-ids/clock';
import { Ids } from '../../../platform/time-and-ids/ids';
import { canonicalEmail } from '../domain/email';

export interface Credentials {
  readonly accountId: string;
  /** Where the next session opens. */
  readonly workspaceId: string;
  readonly passwordHash: string;
}

interface StoredCredentials extends Credentials {
  /** Lookup token of the mail address. */
  readonly _id: string;
}

export interface SetUpClaim {
  readonly accountId: string;
  readonly workspaceId: string;
}

interface StoredClaim extends SetUpClaim {
  readonly _id: 'set-up';
  readonly claimedAt: Date;
}

/** A set-up that was killed half-way does not block the next try for longer than this. */
const CLAIM_MS = 30_000;

/** Who may sign in, in the vault: never in events, never in views. */
@Injectable()
export class CredentialStore {
  private readonly credentials: Collection<StoredCredentials>;
  private readonly claims: Collection<StoredClaim>;

  constructor(
    @Inject(VAULT_DB) vault: Db,
    private readonly tokens: LookupTokens,
    private readonly clock: Clock,
    private readonly ids: Ids,
  ) {
    this.credentials = vaultCollection<StoredCredentials>(vault, 'credentials');
    this.claims = vaultCollection<StoredClaim>(vault, 'set_up_claims');
  }

  async anyExists(): Promise<boolean> {
    return (await this.credentials.findOne({}, { projection: { _id: 1 } })) !== null;
  }

  async find(email: string): Promise<Credentials | null> {
    return this.credentials.findOne({ _id: this.tokenOf(email) });
  }

  /** False when the address has an account already. */
  async add(email: string, credentials: Credentials): Promise<boolean> {
    try {
      await this.credentials.insertOne({ _id: this.tokenOf(email), ...credentials });
      return true;
    } catch (error) {
      if (isDuplicateKey(error)) return false;
      throw error;
    }
  }

  /** The right to make the first account; null while somebody else holds it. */
  async claimSetUp(): Promise<SetUpClaim | null> {
    const now = new Date(this.clock.now());
    const claim: StoredClaim = { _id: 'set-up', accountId: this.ids.next(), workspaceId: this.ids.next(), claimedAt: now };
    await this.claims.deleteOne({ _id: 'set-up', claimedAt: { $lt: new Date(now.getTime() - CLAIM_MS) } });
    try {
      await this.claims.insertOne(claim);
      return claim;
    } catch (error) {
      if (isDuplicateKey(error)) return null;
      throw error;
    }
  }

  async releaseSetUp(claim: SetUpClaim): Promise<void> {
    await this.claims.deleteOne({ _id: 'set-up', accountId: claim.accountId });
  }

  /** Stands for the address in the vault. */
  tokenOf(email: string): string {
    return this.tokens.token('installation', 'account-email', canonicalEmail(email));
  }
}
