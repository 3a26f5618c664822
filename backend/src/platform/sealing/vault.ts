/** The vault database: wrapped keys, identity index, idempotency records, secrets of accounts. Own database, own user. */
import type { Collection, Db, Document, FindCursor, WithId } from 'mongodb';

/** By this name MongoDB lists the connections of running processes, so that a tool can find out that there are any. */
export const VAULT_APP_NAME = 'leadgen';

/** Injects the Db of the vault. */
export const VAULT_DB = Symbol('VaultDb');

/**
 * A collection of the vault. Its writes are acknowledged by a majority and by the journal: events are appended that rely
 * on them, and a standalone mongod with plain writes loses some of them when it is killed.
 */
export const vaultCollection = <D extends Document>(vault: Db, name: string): Collection<D> =>
  vault.collection<D>(name, { writeConcern: { w: 'majority', journal: true } });

/** A key that existed already, or a repetition, under a unique index. */
export const isDuplicateKey = (error: unknown): boolean => (error as { code?: unknown } | null)?.code === 11000;

/** What the cursor finds, at most `size` at a time. */
export async function* batchesOf<D>(cursor: FindCursor<WithId<D>>, size: number): AsyncGenerator<readonly WithId<D>[]> {
  let batch: WithId<D>[] = [];
  for await (const document of cursor) {
    if (batch.push(document) < size) continue;
    yield batch;
    batch = [];
  }
  if (batch.length > 0) yield batch;
}
