import { Inject, Injectable } from '@nestjs/common';
import type { Collection, Db } from 'mongodb';
import { LookupTokens } from '../../../platform/sealing/lookup-tokens';
import type { TokenPlace } from '../../../platform/sealing/renew-tokens';
import { VAULT_DB, isDuplicateKey, vaultCollection } from '../../../platform/sealing/vault';
import { Clock } from '../../../platform/time-and-ids/clock';
import { Ids } from '../../../platform/time-and-ids/ids';
import type { ChangePassword } from '../domain/account-sessions';
import { canonicalEmail } from '../domain/email';

export interface Credentials {
  readonly accountId: string;
  /** Where the next session opens. */
  readonly workspaceId: string;
  readonly passwordHash: string;
}

/** A change of the password that counts and is not known to stand in the stream. */
export interface UnrecordedChange {
  readonly commandId: string;
  readonly changedAt: string;
  readonly cause: ChangePassword['cause'];
  readonly except: string | null;
  readonly alsoBrowsers: boolean;
}

interface StoredCredentials extends Omit<Credentials, 'accountId'> {
  /** The account. */
  readonly _id: string;
  /** Lookup token of the mail address. */
  readonly emailToken: string;
  readonly unrecorded?: readonly UnrecordedChange[];
  /** Of the first account only; a unique index lets nobody else have it. */
  readonly founder?: true;
}

/** As the first release kept them: found by the address alone. */
interface FormerCredentials extends Credentials {
  readonly _id: string;
}

const CREDENTIALS = 'credentials_by_account';
const FORMER = 'credentials';

export const CREDENTIAL_TOKENS: readonly TokenPlace[] = [
  { collection: CREDENTIALS, field: 'emailToken' },
  { collection: FORMER, field: '_id' },
];

export interface SetUpClaim {
  readonly accountId: string;
  readonly workspaceId: string;
}

interface StoredClaim extends SetUpClaim {
  readonly _id: 'set-up';
  readonly claimedAt: Date;
}

/** A set-up that was killed half-way does not block the next try for longer than this. The claim only spares a second try its work: who becomes the owner is decided by the index on `founder`. */
const CLAIM_MS = 30_000;

/** Who may sign in, in the vault: never in events, never in views. */
@Injectable()
export class CredentialStore {
  private readonly credentials: Collection<StoredCredentials>;
  private readonly former: Collection<FormerCredentials>;
  private readonly claims: Collection<StoredClaim>;

  constructor(
    @Inject(VAULT_DB) vault: Db,
    private readonly tokens: LookupTokens,
    private readonly clock: Clock,
    private readonly ids: Ids,
  ) {
    this.credentials = vaultCollection<StoredCredentials>(vault, CREDENTIALS);
    this.former = vaultCollection<FormerCredentials>(vault, FORMER);
    this.claims = vaultCollection<StoredClaim>(vault, 'set_up_claims');
  }

  async prepare(): Promise<void> {
    await this.credentials.createIndexes([
      { key: { emailToken: 1 }, unique: true },
      { key: { founder: 1 }, unique: true, partialFilterExpression: { founder: true } },
    ]);
    // The first release had one account, that of the set-up.
    for await (const { _id: emailToken, accountId, workspaceId, passwordHash } of this.former.find()) {
      await this.credentials.updateOne({ _id: accountId }, { $setOnInsert: { emailToken, workspaceId, passwordHash, founder: true } }, { upsert: true });
      await this.former.deleteOne({ _id: emailToken });
    }
  }

  async anyExists(): Promise<boolean> {
    return (await this.credentials.findOne({}, { projection: { _id: 1 } })) !== null;
  }

  async find(email: string): Promise<Credentials | null> {
    return credentialsOf(await this.credentials.findOne({ emailToken: this.tokenOf(email) }));
  }

  async findByAccount(accountId: string): Promise<Credentials | null> {
    return credentialsOf(await this.credentials.findOne({ _id: accountId }));
  }

  /** False when the address or the account has credentials already. */
  async add(email: string, credentials: Credentials): Promise<boolean> {
    return this.insert(this.stored(email, credentials));
  }

  /** The one write that decides who the first owner is; false when somebody else is. */
  async addFounder(email: string, credentials: Credentials): Promise<boolean> {
    return this.insert({ ...this.stored(email, credentials), founder: true });
  }

  /** The account that answers for the whole installation: the one that set it up. Null while there is none. */
  async founder(): Promise<string | null> {
    return (await this.credentials.findOne({ founder: true }, { projection: { _id: 1 } }))?._id ?? null;
  }

  /** False when another account has the address. Signing in, the old address is gone in the moment in which the new one counts. */
  async setEmail(accountId: string, email: string): Promise<boolean> {
    try {
      return (await this.credentials.updateOne({ _id: accountId }, { $set: { emailToken: this.tokenOf(email) } })).matchedCount === 1;
    } catch (error) {
      if (isDuplicateKey(error)) return false;
      throw error;
    }
  }

  /** Where the next session opens. */
  async setWorkspace(accountId: string, workspaceId: string): Promise<void> {
    await this.credentials.updateOne({ _id: accountId }, { $set: { workspaceId } });
  }

  async setPassword(accountId: string, passwordHash: string): Promise<void> {
    await this.credentials.updateOne({ _id: accountId }, { $set: { passwordHash } });
  }

  /** One write, so that no other password counts without a trace of it. */
  async replacePassword(accountId: string, passwordHash: string, change: UnrecordedChange): Promise<void> {
    await this.credentials.updateOne({ _id: accountId }, { $set: { passwordHash }, $push: { unrecorded: change } });
  }

  /** Oldest first. */
  async unrecordedChanges(accountId: string): Promise<readonly UnrecordedChange[]> {
    return (await this.credentials.findOne({ _id: accountId }, { projection: { unrecorded: 1 } }))?.unrecorded ?? [];
  }

  async changeRecorded(accountId: string, commandId: string): Promise<void> {
    await this.credentials.updateOne({ _id: accountId }, { $pull: { unrecorded: { commandId } } });
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

  private stored(email: string, { accountId, workspaceId, passwordHash }: Credentials): StoredCredentials {
    return { _id: accountId, emailToken: this.tokenOf(email), workspaceId, passwordHash };
  }

  private async insert(stored: StoredCredentials): Promise<boolean> {
    try {
      await this.credentials.insertOne(stored);
      return true;
    } catch (error) {
      if (isDuplicateKey(error)) return false;
      throw error;
    }
  }
}

const credentialsOf = (stored: StoredCredentials | null): Credentials | null =>
  stored === null ? null : { accountId: stored._id, workspaceId: stored.workspaceId, passwordHash: stored.passwordHash };
