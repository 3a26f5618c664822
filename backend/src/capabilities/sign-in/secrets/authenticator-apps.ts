import { Inject, Injectable } from '@nestjs/common';
import type { Collection, Db } from 'mongodb';
import { randomBytes } from 'node:crypto';
import { Secret, TOTP } from 'otpauth';
import { resealValues } from '../../../platform/sealing/value-box';
import { VAULT_DB, isDuplicateKey, vaultCollection } from '../../../platform/sealing/vault';
import { Clock } from '../../../platform/time-and-ids/clock';
import { SeedBox } from './seed-box';

interface StoredApp {
  /** `totp <account>`: one of an account. */
  readonly _id: string;
  readonly accountId: string;
  readonly kind: 'totp';
  readonly seed: string;
  /** The last time step of which a code was used: each counts once. */
  readonly lastStep: number;
}

interface PendingApp {
  /** The account. */
  readonly _id: string;
  readonly seed: string;
  readonly expiresAt: Date;
}

/** What every authenticator app understands. */
const RULES = { issuer: 'LeadGen', algorithm: 'SHA1', digits: 6, period: 30 } as const;
const SEED_BYTES = 20;
/** A code of the step before or after counts too: clocks differ. */
const STEPS_AROUND = 1;
const PENDING_MS = 15 * 60_000;
const APPS = 'second_factors';
const PENDING = 'pending_authenticator_apps';

/** Brings the seeds under the newest key; answers how many there are. */
export async function resealSeeds(vault: Db, box: SeedBox): Promise<number> {
  const used = await resealValues(vault, { collection: APPS, field: 'seed', owner: 'accountId' }, box);
  const begun = await resealValues(vault, { collection: PENDING, field: 'seed', owner: '_id' }, box);
  return used + begun;
}

export interface NewSeed {
  readonly secret: string;
  readonly address: string;
}

/** Authenticator apps (RFC 6238) as second factors, in the vault. */
@Injectable()
export class AuthenticatorApps {
  private readonly apps: Collection<StoredApp>;
  private readonly pending: Collection<PendingApp>;

  constructor(
    @Inject(VAULT_DB) vault: Db,
    private readonly box: SeedBox,
    private readonly clock: Clock,
  ) {
    this.apps = vaultCollection<StoredApp>(vault, APPS);
    this.pending = vaultCollection<PendingApp>(vault, PENDING);
  }

  async prepare(): Promise<void> {
    await this.pending.createIndexes([{ key: { expiresAt: 1 }, expireAfterSeconds: 0 }]);
  }

  /** A new seed that counts once a code of it was typed. `label` names the account in the app. */
  async begin(accountId: string, label: string): Promise<NewSeed> {
    const seed = randomBytes(SEED_BYTES);
    const expiresAt = new Date(this.now() + PENDING_MS);
    await this.pending.updateOne({ _id: accountId }, { $set: { seed: this.box.seal(accountId, seed), expiresAt } }, { upsert: true });
    const secret = new Secret({ buffer: new Uint8Array(seed).buffer });
    return { secret: secret.base32, address: new TOTP({ ...RULES, label, secret }).toString() };
  }

  async confirm(accountId: string, code: string): Promise<'confirmed' | 'wrong' | 'not-begun' | 'exists'> {
    const pending = await this.pending.findOne({ _id: accountId });
    if (pending === null || pending.expiresAt.getTime() <= this.now()) return 'not-begun';
    const step = this.stepOf(accountId, pending.seed, code);
    if (step === null) return 'wrong';
    try {
      await this.apps.insertOne({ _id: idOf(accountId), accountId, kind: 'totp', seed: pending.seed, lastStep: step });
    } catch (error) {
      if (isDuplicateKey(error)) return 'exists';
      throw error;
    }
    await this.pending.deleteOne({ _id: accountId });
    return 'confirmed';
  }

  /** True once for each code, however many times it comes at once. */
  async use(accountId: string, code: string): Promise<boolean> {
    const app = await this.apps.findOne({ _id: idOf(accountId) });
    const step = app === null ? null : this.stepOf(accountId, app.seed, code);
    if (app === null || step === null) return false;
    const { modifiedCount } = await this.apps.updateOne({ _id: app._id, seed: app.seed, lastStep: { $lt: step } }, { $set: { lastStep: step } });
    return modifiedCount === 1;
  }

  async exists(accountId: string): Promise<boolean> {
    return (await this.apps.findOne({ _id: idOf(accountId) }, { projection: { _id: 1 } })) !== null;
  }

  async remove(accountId: string): Promise<void> {
    await this.apps.deleteOne({ _id: idOf(accountId) });
  }

  private stepOf(accountId: string, sealed: string, code: string): number | null {
    const secret = new Secret({ buffer: new Uint8Array(this.box.open(accountId, sealed)).buffer });
    const totp = new TOTP({ ...RULES, secret });
    const timestamp = this.now();
    const delta = totp.validate({ token: code, timestamp, window: STEPS_AROUND });
    return delta === null ? null : totp.counter({ timestamp }) + delta;
  }

  private now(): number {
    return Date.parse(this.clock.now());
  }
}

const idOf = (accountId: string): string => `totp ${accountId}`;
