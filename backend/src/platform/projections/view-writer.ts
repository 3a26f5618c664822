/** One view in one collection: finds the documents of a batch, folds, and writes each changed document once. */
import type { AnyBulkWriteOperation, MongoBulkWriteError } from 'mongodb';
import { DocumentCache } from './document-cache';
import { foldBatch, routeBatch, type Change, type FoldedEvent, type Routed } from './fold-batch';
import type { AnyView, StoredDocument, ViewDocument } from './view';
import type { ViewCollection } from './views-database';

type Stored = StoredDocument<ViewDocument>;
type Operation = AnyBulkWriteOperation<Stored>;

const DUPLICATE_KEY = 11000;

export class ViewWriter {
  private readonly cache: DocumentCache;
  private readonly begins: ReadonlySet<string>;

  constructor(
    readonly view: AnyView,
    private readonly collection: ViewCollection,
    cacheBytes: number,
  ) {
    this.cache = new DocumentCache(cacheBytes);
    this.begins = new Set(view.begins);
  }

  /** Events must come in log order; a batch that was written before changes nothing. */
  async write(events: readonly FoldedEvent[]): Promise<void> {
    const routed = routeBatch(this.view, events);
    if (routed.length === 0) return;
    const { stored, assumed } = await this.find(routed);
    const changes = foldBatch(this.view, routed, stored);
    const unsettled = changes.length === 0 ? new Set<string>() : await this.insertOrReplace(changes);
    this.remember(changes);
    // A document that was taken to be new and was not written may still be there.
    const written = new Set(changes.map(({ id }) => id));
    for (const id of assumed) if (!written.has(id)) unsettled.add(id);
    if (unsettled.size > 0) await this.foldOnto(unsettled, routed);
  }

  /** Documents that the events touch; those that the first of their events is expected to begin are not looked for but `assumed` to be new. */
  private async find(routed: readonly Routed[]): Promise<{ readonly stored: Map<string, Stored>; readonly assumed: ReadonlySet<string> }> {
    const stored = new Map<string, Stored>();
    const missing = new Set<string>();
    const assumed = new Set<string>();
    for (const { event, ids } of routed) {
      for (const id of ids) {
        if (stored.has(id) || missing.has(id) || assumed.has(id)) continue;
        const cached = this.cache.get(id);
        if (cached !== undefined) stored.set(id, cached);
        else if (this.begins.has(event.type)) assumed.add(id);
        else missing.add(id);
      }
    }
    return { stored: await this.fetch(missing, stored), assumed };
  }

  private async fetch(ids: ReadonlySet<string>, into: Map<string, Stored>): Promise<Map<string, Stored>> {
    if (ids.size === 0) return into;
    for (const document of await this.collection.find({ _id: { $in: [...ids] } }, { batchSize: ids.size }).toArray()) into.set(document._id, document);
    return into;
  }

  /** Ids whose insert met a document that was there already. */
  private async insertOrReplace(changes: readonly Change[]): Promise<Set<string>> {
    try {
      await this.collection.bulkWrite(changes.map(operationOf), { ordered: false });
      return new Set();
    } catch (error) {
      const present = alreadyPresent(error);
      if (present === null) throw error;
      return present;
    }
  }

  /** The events again, on what is really there. */
  private async foldOnto(ids: ReadonlySet<string>, routed: readonly Routed[]): Promise<void> {
    const stored = await this.fetch(ids, new Map());
    const concerned = routed.flatMap((each): Routed[] => {
      const touched = each.ids.filter((id) => ids.has(id));
      return touched.length === 0 ? [] : [{ event: each.event, ids: touched }];
    });
    for (const id of ids) this.cache.delete(id);
    for (const [id, document] of stored) this.cache.set(id, document);
    const changes = foldBatch(this.view, concerned, stored);
    if (changes.length > 0) await this.collection.bulkWrite(changes.map(operationOf), { ordered: false });
    this.remember(changes);
  }

  private remember(changes: readonly Change[]): void {
    for (const change of changes) {
      if (change.kind === 'write') this.cache.set(change.id, change.document);
      else this.cache.delete(change.id);
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

/** Null when anything else than a known id went wrong. */
function alreadyPresent(error: unknown): Set<string> | null {
  const failed = (error as Partial<MongoBulkWriteError> | null)?.writeErrors;
  if (failed === undefined) return null;
  const ids = new Set<string>();
  for (const { code, err } of [failed].flat()) {
    const { op, keyPattern } = err as unknown as { op?: { _id?: string }; keyPattern?: Record<string, unknown> };
    const isOnId = keyPattern === undefined || Object.hasOwn(keyPattern, '_id');
    if (code !== DUPLICATE_KEY || !isOnId || op?._id === undefined) return null;
    ids.add(op._id);
  }
  return ids.size === 0 ? null : ids;
}
