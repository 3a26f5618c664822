/** One answer per Idempotency-Key: the record is written before the work, so that a repetition is recognised whatever broke. */
import { createHmac, timingSafeEqual } from 'node:crypto';
import type { Collection, Db } from 'mongodb';
import { setTimeout as wait } from 'node:timers/promises';
import { isDuplicateKey, vaultCollection } from '../sealing/vault';
import type { Clock } from '../time-and-ids/clock';
import type { Ids } from '../time-and-ids/ids';

export interface IdempotentRequest {
  readonly workspaceId: string | null;
  /** Who asks: an account or a browser. The same key of two principals means two requests. */
  readonly principal: string;
  readonly route: string;
  /** Null when the request came without a key: then nothing is recorded. */
  readonly key: string | null;
  readonly body: unknown;
}

export interface Answered<A> {
  readonly answer: A;
  /** The answer was given before. */
  readonly replayed: boolean;
}

/** The key came with another body before. */
export class IdempotencyKeyReused extends Error {
  override readonly name = 'IdempotencyKeyReused';
}

/** The first request with this key still runs. */
export class IdempotencyInProgress extends Error {
  override readonly name = 'IdempotencyInProgress';
}

/** `_id` is a keyed hash over workspace, principal, route and key, which makes them unique together. */
interface IdempotencyRecord {
  readonly _id: string;
  readonly workspaceId: string | null;
  readonly body: string;
  readonly commandId: string;
  readonly answer?: unknown;
  /** How often the work was begun again because no answer was found. */
  readonly resumed?: number;
  readonly expiresAt: Date;
}

interface Hashed {
  readonly id: string;
  readonly body: string;
}

const COLLECTION = 'idempotency_records';
export const IDEMPOTENCY_KEYS = 'idempotency';
export const RECORDS_KEPT_MS = 7 * 24 * 60 * 60 * 1000;
/** A repetition waits this long for the first request of the same process. */
const SHARE_MS = 20_000;

export interface IdempotencyOptions {
  readonly vault: Db;
  /** 32 bytes each from outside the databases: a copy of the vault says nothing about keys or bodies. The newest first; what the others have made is recognised. */
  readonly secrets: readonly [Buffer, ...Buffer[]];
  readonly clock: Clock;
  readonly ids: Ids;
  readonly shareMs?: number;
}

export class Idempotency {
  private readonly records: Collection<IdempotencyRecord>;
  private readonly relaxed: Collection<IdempotencyRecord>;
  private readonly running = new Map<string, { readonly body: string; readonly answer: Promise<Answered<unknown>> }>();

  constructor(private readonly options: IdempotencyOptions) {
    this.records = vaultCollection<IdempotencyRecord>(options.vault, COLLECTION);
    this.relaxed = options.vault.collection<IdempotencyRecord>(COLLECTION, { writeConcern: { w: 1 } });
  }

  /** Before the first request: lets the database drop records past their time. */
  async prepare(): Promise<void> {
    await this.records.createIndexes([{ key: { expiresAt: 1 }, expireAfterSeconds: 0 }]);
  }

  /**
   * Runs the work once per key, or answers as before. Work that was interrupted runs again under the same command id, by which
   * every stream recognises what it already holds. The answer is stored as JSON: a receipt, nothing personal. What the work
   * throws is not stored, so the request may be repeated. Throws IdempotencyKeyReused and IdempotencyInProgress.
   */
  async once<A>(request: IdempotentRequest, work: (commandId: string) => Promise<A>): Promise<Answered<A>> {
    if (request.key === null) return { answer: await work(this.options.ids.next()), replayed: false };
    const { id, body } = this.hashed(request, this.options.secrets[0]);
    const running = this.running.get(id);
    if (running !== undefined) {
      if (!same(running.body, body)) throw new IdempotencyKeyReused('The Idempotency-Key came with another body before.');
      return { ...((await this.shared(running.answer)) as Answered<A>), replayed: true };
    }
    const answer = this.recordedBefore(request).then((before) => this.recorded(before ?? { id, body }, request.workspaceId, work));
    this.running.set(id, { body, answer });
    try {
      return await answer;
    } finally {
      this.running.delete(id);
    }
  }

  /** The request as an older secret has recorded it; null when none has. */
  private async recordedBefore(request: IdempotentRequest): Promise<Hashed | null> {
    const [, ...older] = this.options.secrets;
    const candidates = older.map((secret) => this.hashed(request, secret));
    const found = candidates.length === 0 ? null : await this.records.findOne({ _id: { $in: candidates.map(({ id }) => id) } });
    return candidates.find(({ id }) => id === found?._id) ?? null;
  }

  private async recorded<A>({ id, body }: Hashed, workspaceId: string | null, work: (commandId: string) => Promise<A>): Promise<Answered<A>> {
    const record = await this.begin(id, body, workspaceId);
    if (!same(record.body, body)) throw new IdempotencyKeyReused('The Idempotency-Key came with another body before.');
    if (record.answer !== undefined) return { answer: record.answer as A, replayed: true };
    const answer = await work(record.commandId);
    // Losing this write means doing the work again, which finds everything done; so it waits for no journal.
    await this.relaxed.updateOne({ _id: id, answer: { $exists: false } }, { $set: { answer } });
    return { answer, replayed: false };
  }

  private async begin(id: string, body: string, workspaceId: string | null): Promise<IdempotencyRecord> {
    const expiresAt = new Date(Date.parse(this.options.clock.now()) + RECORDS_KEPT_MS);
    const record: IdempotencyRecord = { _id: id, workspaceId, body, commandId: this.options.ids.next(), expiresAt };
    try {
      await this.records.insertOne(record);
      return record;
    } catch (error) {
      if (!isDuplicateKey(error)) throw error;
    }
    const found = await this.records.findOne({ _id: id });
    if (found !== null && (found.answer !== undefined || !same(found.body, body))) return found;
    // Another process may have written the record a moment ago; a journaled write makes its command id durable before we use it.
    const resumed = await this.records.findOneAndUpdate({ _id: id }, { $inc: { resumed: 1 } }, { returnDocument: 'after' });
    return resumed ?? this.begin(id, body, workspaceId);
  }

  private async shared<A>(answer: Promise<A>): Promise<A> {
    const stop = new AbortController();
    const late = wait(this.options.shareMs ?? SHARE_MS, undefined, { signal: stop.signal }).then(() => {
      throw new IdempotencyInProgress('A request with this Idempotency-Key is still running.');
    });
    try {
      return await Promise.race([answer, late]);
    } finally {
      late.catch(() => undefined);
      stop.abort();
    }
  }

  private hashed({ workspaceId, principal, route, key, body }: IdempotentRequest, secret: Buffer): Hashed {
    return { id: hash(secret, 'request', [workspaceId, principal, route, key]), body: hash(secret, 'body', body) };
  }
}

const hash = (secret: Buffer, use: string, value: unknown): string =>
  createHmac('sha256', secret)
    .update(`leadgen-idempotency-1 ${use} ${JSON.stringify(value ?? null)}`)
    .digest('base64url');

const same = (left: string, right: string): boolean => timingSafeEqual(Buffer.from(left), Buffer.from(right));
