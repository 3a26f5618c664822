/** One view in one collection: finds the documents of a batch, folds, and writes each changed document once. */
import type { AnyBulkWriteOperation, MongoBulkWriteError } from 'mongodb';
import { DocumentCache } from './document-cache';
import { foldBatch, routeBatch, type Change, type FoldedEvent } from './fold-batch';
import type { SeenIds } from './seen-ids';
import type { AnyView, StoredDocument, ViewDocument } from './view';
import type { ViewCollection } from './views-database';

type Stored = StoredDocument<ViewDocument>;
type Operation = AnyBulkWriteOperation<Stored>;

const DUPLICATE_KEY = 11000;

export class ViewWriter {
  private readonly cache: DocumentCache;

  constructor(
    readonly view: AnyView,
    private readonly collection: ViewCollection,
    cacheBytes: number,
    /** Given for a collection that was empty at first: ids it has not seen need not be looked for. */
    private readonly written: SeenIds | null = null,
  ) {
    this.cache = new DocumentCache(cacheBytes);
  }

  /** Returns how many documents changed. Events must come in log order; a batch that was written before changes nothing. */
  async write(events: readonly FoldedEvent[]): Promise<number> {
    const routed = routeBatch(this.view, events);
    if (routed.length === 0) return 0;
    const stored = await this.fetch(new Set(routed.flatMap(({ ids }) => ids)));
    const changes = foldBatch(this.view, routed, stored);
    if (changes.length === 0) return 0;
    await this.store(changes);
    for (const change of changes) {
      if (change.kind === 'write') {
        this.cache.set(change.id, change.document);
        this.written?.add(change.id);
      } else this.cache.delete(change.id);
    }
    return changes.length;
  }

  private async fetch(ids: ReadonlySet<string>): Promise<Map<string, Stored>> {
    const found = new Map<string, Stored>();
    const missing: string[] = [];
    for (const id of ids) {
      const cached = this.cache.get(id);
      if (cached !== undefined) found.set(id, cached);
      else if (this.written?.maybeHas(id) !== false) missing.push(id);
    }
    if (missing.length === 0) return found;
    for (const document of await this.collection.find({ _id: { $in: missing } }, { batchSize: missing.length }).toArray()) {
      found.set(document._id, document);
    }
    return found;
  }

  private async store(changes: readonly Change[]): Promise<void> {
    try {
      await this.collection.bulkWrite(changes.map(operationOf), { ordered: false });
    } catch (error) {
      const present = alreadyPresent(error);
      if (present === null) throw error;
      await this.collection.bulkWrite(
        changes.flatMap((change) => (change.kind === 'write' && present.has(change.id) ? [guardedReplace(change.document)] : [])),
        { ordered: false },
      );
    }
  }
}

/** A document that the store does not know is inserted: four times cheaper than an upsert. */
function operationOf(change: Change): Operation {
  if (change.kind === 'remove') return { deleteOne: { filter: { _id: change.id, position: { $lt: change.position } } } };
  return change.known ? guardedReplace(change.document) : { insertOne: { document: change.document } };
}

/** The position guard keeps a repetition from taking the document back. */
const guardedReplace = (document: Stored): Operation => ({
  replaceOne: { filter: { _id: document._id, position: { $lt: document.position } }, replacement: document },
});

/** Ids whose insert met a document that somebody wrote meanwhile; null when anything else went wrong. */
function alreadyPresent(error: unknown): ReadonlySet<string> | null {
  const failed = (error as Partial<MongoBulkWriteError> | null)?.writeErrors;
  if (failed === undefined) return null;
  const writeErrors = Array.isArray(failed) ? failed : [failed];
  const ids = new Set<string>();
  for (const { code, err } of writeErrors) {
    const { op, keyPattern } = err as unknown as { op?: { _id?: string }; keyPattern?: Record<string, unknown> };
    const isOnId = keyPattern === undefined || Object.hasOwn(keyPattern, '_id');
    if (code !== DUPLICATE_KEY || !isOnId || op?._id === undefined) return null;
    ids.add(op._id);
  }
  return ids.size === 0 ? null : ids;
}
