import { Inject, Injectable } from '@nestjs/common';
import type { Collection, Db } from 'mongodb';
import { LookupTokens } from '../../../platform/sealing/lookup-tokens';
import { VAULT_DB, vaultCollection } from '../../../platform/sealing/vault';
import { Clock } from '../../../platform/time-and-ids/clock';
import { canonicalPairingCode } from '../domain/pairing-code';

/** Ids chosen by the first claim and kept, so that a repeated claim ends in the same browser. */
export interface PairingClaim {
  readonly commandId: string;
  readonly browserId: string;
  readonly sessionId: string;
}

export interface ClaimedPairing extends PairingClaim {
  readonly accountId: string;
  readonly workspaceId: string;
}

interface StoredPairing {
  /** Keyed hash of the state; the state itself is nowhere. */
  readonly _id: string;
  /** Keyed hash of state and code. */
  readonly code: string;
  readonly accountId: string;
  readonly workspaceId: string;
  readonly expiresAt: Date;
  readonly tries: number;
  readonly claim: (PairingClaim & { readonly key: string | null }) | null;
}

/** Over within minutes. */
export const PAIRINGS = 'pairings';

const LIFETIME_MS = 5 * 60_000;
const MOST_TRIES = 5;

/** Pairings under way, in the vault: five minutes, five tries, one claim. */
@Injectable()
export class Pairings {
  private readonly pairings: Collection<StoredPairing>;

  constructor(
    @Inject(VAULT_DB) vault: Db,
    private readonly tokens: LookupTokens,
    private readonly clock: Clock,
  ) {
    this.pairings = vaultCollection<StoredPairing>(vault, PAIRINGS);
  }

  async prepare(): Promise<void> {
    await this.pairings.createIndexes([{ key: { expiresAt: 1 }, expireAfterSeconds: 3_600 }]);
  }

  /** A second call for the same state replaces the code. Null when the state was claimed or belongs to somebody else. */
  async start(state: string, code: string, owner: { readonly accountId: string; readonly workspaceId: string }): Promise<string | null> {
    const expiresAt = new Date(this.now().getTime() + LIFETIME_MS);
    const fresh: StoredPairing = { _id: this.stateToken(state), code: this.codeToken(state, code), ...owner, expiresAt, tries: 0, claim: null };
    await this.pairings.updateOne({ _id: fresh._id }, { $setOnInsert: fresh }, { upsert: true });
    const { accountId, workspaceId } = owner;
    const mine = await this.pairings.updateOne({ _id: fresh._id, accountId, workspaceId, claim: null }, { $set: { code: fresh.code, expiresAt, tries: 0 } });
    return mine.matchedCount === 1 ? expiresAt.toISOString() : null;
  }

  /** Null for a wrong, expired, used or unknown code: the caller learns nothing more. `key` is the Idempotency-Key of the claim. */
  async claim(state: string, code: string, key: string | null, fresh: PairingClaim): Promise<ClaimedPairing | null> {
    const _id = this.stateToken(state);
    // Counted before the code is looked at, so that many guesses at once do not slip through.
    const found = await this.pairings.findOneAndUpdate(
      { _id, expiresAt: { $gt: this.now() }, tries: { $lt: MOST_TRIES } },
      { $inc: { tries: 1 } },
      { returnDocument: 'after' },
    );
    if (found?.code !== this.codeToken(state, code)) return null;
    const keyToken = key === null ? null : this.tokens.token('installation', 'pairing-claim', `${state} ${key}`);
    await this.pairings.updateOne({ _id, claim: null }, { $set: { claim: { ...fresh, key: keyToken } } });
    const claimed = await this.pairings.findOneAndUpdate({ _id }, { $set: { tries: 0 } }, { returnDocument: 'after' });
    const claim = claimed?.claim ?? null;
    const mine = claim !== null && (claim.commandId === fresh.commandId || (keyToken !== null && claim.key === keyToken));
    if (!mine) return null;
    const { commandId, browserId, sessionId } = claim;
    return { commandId, browserId, sessionId, accountId: found.accountId, workspaceId: found.workspaceId };
  }

  /** False when the pairing of this claim was withdrawn since. */
  async stands(state: string, { commandId }: PairingClaim): Promise<boolean> {
    return (await this.pairings.findOne({ _id: this.stateToken(state), 'claim.commandId': commandId }, { projection: { _id: 1 } })) !== null;
  }

  /** Codes that the account was shown are good for nothing any more, nor are claims that may come back. */
  async withdraw(accountId: string): Promise<void> {
    await this.pairings.deleteMany({ accountId });
  }

  private stateToken(state: string): string {
    return this.tokens.token('installation', 'pairing-state', state);
  }

  private codeToken(state: string, code: string): string {
    return this.tokens.token('installation', 'pairing-code', `${state} ${canonicalPairingCode(code)}`);
  }

  private now(): Date {
    return new Date(this.clock.now());
  }
}
