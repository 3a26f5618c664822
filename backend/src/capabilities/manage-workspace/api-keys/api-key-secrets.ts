import { Inject, Injectable } from '@nestjs/common';
import type { Collection, Db } from 'mongodb';
import { randomBytes } from 'node:crypto';
import { LookupTokens } from '../../../platform/sealing/lookup-tokens';
import type { TokenPlace } from '../../../platform/sealing/renew-tokens';
import { VAULT_DB, vaultCollection } from '../../../platform/sealing/vault';
import { Clock } from '../../../platform/time-and-ids/clock';
import { prefixOf } from './shown-api-key';

/** Which secret of which key. Whether it counts is for the stream of the workspace to say. */
export interface ApiKeySecret {
  readonly secretId: string;
  readonly keyId: string;
  readonly workspaceId: string;
}

/** A secret that somebody has just shown. */
export interface ShownSecret extends ApiKeySecret {
  readonly lastUsedAt: Date | null;
}

interface StoredSecret extends Omit<ApiKeySecret, 'secretId'> {
  /** Id of the secret. */
  readonly _id: string;
  /** Keyed hash; the secret itself is nowhere. */
  readonly hash: string;
  /** To the minute; absent until the first use. */
  readonly lastUsedAt?: Date;
  readonly expiresAt: Date;
}

interface StoredSeed {
  /** Id of the secret. */
  readonly _id: string;
  readonly seed: string;
  readonly expiresAt: Date;
}

const SECRETS = 'api_key_secrets';
export const API_KEY_TOKENS: TokenPlace = { collection: SECRETS, field: 'hash' };
/** Over within minutes. */
export const API_KEY_SEEDS = 'api_key_seeds';

const SHOWN_AGAIN_MS = 10 * 60_000;
/** Longer than any key lasts. */
const KEPT_MS = 400 * 86_400_000;
/** The use of a secret is written down at most this often. */
const USE_NOTED_MS = 60_000;

/**
 * Secrets of API keys, in the vault: a keyed hash of each. A secret is computed from a random seed under the secret of the
 * installation, so that a repeated request is given the same one; ten minutes later the seed is gone, and nobody can.
 */
@Injectable()
export class ApiKeySecrets {
  private readonly secrets: Collection<StoredSecret>;
  private readonly seeds: Collection<StoredSeed>;

  constructor(
    @Inject(VAULT_DB) vault: Db,
    private readonly tokens: LookupTokens,
    private readonly clock: Clock,
  ) {
    this.secrets = vaultCollection<StoredSecret>(vault, SECRETS);
    this.seeds = vaultCollection<StoredSeed>(vault, API_KEY_SEEDS);
  }

  async prepare(): Promise<void> {
    await this.seeds.createIndexes([{ key: { expiresAt: 1 }, expireAfterSeconds: 0 }]);
    await this.secrets.createIndexes([{ key: { hash: 1 }, unique: true }, { key: { workspaceId: 1 } }, { key: { expiresAt: 1 }, expireAfterSeconds: 0 }]);
  }

  /** Makes the secret, or finds it made: a repeated command changes nothing. */
  async make({ secretId, keyId, workspaceId }: ApiKeySecret): Promise<void> {
    const fresh = { seed: randomBytes(32).toString('base64url'), expiresAt: this.in(SHOWN_AGAIN_MS) };
    const kept = await this.seeds.findOneAndUpdate({ _id: secretId }, { $setOnInsert: fresh }, { upsert: true, returnDocument: 'after' });
    if (kept === null) throw new Error('The seed of a secret was not stored: look at the vault database');
    const secret = { workspaceId, keyId, hash: this.hash(this.text(keyId, kept.seed)), expiresAt: this.in(KEPT_MS) };
    await this.secrets.updateOne({ _id: secretId }, { $setOnInsert: secret }, { upsert: true });
  }

  /** The work failed before anything was recorded. */
  async discard({ secretId }: ApiKeySecret): Promise<void> {
    await this.secrets.deleteOne({ _id: secretId });
    await this.seeds.deleteOne({ _id: secretId });
  }

  /** The secret itself, for ten minutes after it was made; null from then on. */
  async show({ secretId, keyId }: ApiKeySecret): Promise<string | null> {
    const kept = await this.seeds.findOne({ _id: secretId, expiresAt: { $gt: this.in(0) } });
    if (kept === null) return null;
    const text = this.text(keyId, kept.seed);
    return (await this.secrets.findOne({ _id: secretId }))?.hash === this.hash(text) ? text : null;
  }

  /** Null for a text that is no secret of ours. Any text takes one hash and one look into an index, so the time taken tells nothing. */
  async find(text: string): Promise<ShownSecret | null> {
    const found = await this.secrets.findOne({ hash: this.hash(text) });
    if (found === null) return null;
    return { secretId: found._id, keyId: found.keyId, workspaceId: found.workspaceId, lastUsedAt: found.lastUsedAt ?? null };
  }

  async noteUse({ secretId, lastUsedAt }: ShownSecret): Promise<void> {
    if (lastUsedAt !== null && lastUsedAt > this.in(-USE_NOTED_MS)) return;
    await this.secrets.updateOne({ _id: secretId }, { $max: { lastUsedAt: this.in(0) } });
  }

  /** When each key of the workspace was last used, to the minute; those that never were, or that the vault has forgotten, are missing. */
  async lastUses(workspaceId: string): Promise<ReadonlyMap<string, string>> {
    const uses = new Map<string, string>();
    for await (const { keyId, lastUsedAt } of this.secrets.find({ workspaceId, lastUsedAt: { $exists: true } })) {
      const used = lastUsedAt?.toISOString() ?? '';
      if (used > (uses.get(keyId) ?? '')) uses.set(keyId, used);
    }
    return uses;
  }

  private text(keyId: string, seed: string): string {
    return `${prefixOf(keyId)}_${this.tokens.token('installation', 'api-key', `${keyId} ${seed}`).slice(-43)}`;
  }

  private hash(text: string): string {
    return this.tokens.token('installation', 'api-key-secret', text);
  }

  private in(milliseconds: number): Date {
    return new Date(Date.parse(this.clock.now()) + milliseconds);
  }
}
