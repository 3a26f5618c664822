/** The instances of one process in the view database: derived from the log, so losing them costs a re-reading and nothing else. */
import { MongoServerError, type AnyBulkWriteOperation, type Collection, type Db } from 'mongodb';
import type { AnyProcess } from './process';
import { isOver, type InstanceDocument } from './process-state';

/** Somebody else changed the instance between reading and writing. */
export class InstanceChanged extends Error {
  override readonly name = 'InstanceChanged';
}

/** One write of an instance: what was read (null: nothing) and what it becomes. */
export interface InstanceChange {
  readonly before: InstanceDocument | null;
  readonly after: InstanceDocument;
}

const DUPLICATE_KEY = 11000;

export const instanceCollection = (database: Db, process: Pick<AnyProcess, 'name' | 'version'>): string =>
  `process.${process.name}.v${String(process.version)}`;

export class InstanceStore {
  private readonly collection: Collection<InstanceDocument>;

  constructor(database: Db, process: Pick<AnyProcess, 'name' | 'version'>) {
    this.collection = database.collection<InstanceDocument>(instanceCollection(database, process), { ignoreUndefined: true });
  }

  async prepare(): Promise<void> {
    await this.collection.createIndexes([{ key: { nextDueAt: 1 } }, { key: { next: 1 } }, { key: { 'outbox.commandId': 1 }, sparse: true }]);
  }

  async find(ids: readonly string[]): Promise<Map<string, InstanceDocument>> {
    const found = await this.collection.find({ _id: { $in: [...ids] } }).toArray();
    return new Map(found.map((instance) => [instance._id, instance]));
  }

  due(now: string): Promise<InstanceDocument[]> {
    return this.collection
      .find({ nextDueAt: { $ne: null, $lte: now } })
      .sort({ nextDueAt: 1 })
      .limit(200)
      .toArray();
  }

  /** Instances whose first command waits to be carried out. */
  waiting(): Promise<InstanceDocument[]> {
    return this.collection.find({ next: 'waiting' }).limit(200).toArray();
  }

  parked(): Promise<InstanceDocument[]> {
    return this.collection.find({ next: 'parked' }).toArray();
  }

  withCommand(commandId: string): Promise<InstanceDocument | null> {
    return this.collection.findOne({ 'outbox.commandId': commandId });
  }

  /** Throws InstanceChanged when any instance is no longer as it was read; the others are written. */
  async write(changes: readonly InstanceChange[]): Promise<void> {
    const operations = changes.flatMap(operationOf);
    if (operations.length === 0) return;
    try {
      const { matchedCount, deletedCount, insertedCount } = await this.collection.bulkWrite(operations, { ordered: false });
      if (matchedCount + deletedCount + insertedCount < operations.length) throw new InstanceChanged('An instance changed meanwhile.');
    } catch (error) {
      if (error instanceof MongoServerError && error.code === DUPLICATE_KEY) throw new InstanceChanged('An instance appeared meanwhile.');
      throw error;
    }
  }
}

function operationOf({ before, after }: InstanceChange): AnyBulkWriteOperation<InstanceDocument>[] {
  if (before === null) return isOver(after) ? [] : [{ insertOne: { document: after } }];
  const filter = { _id: before._id, revision: before.revision };
  return isOver(after) ? [{ deleteOne: { filter } }] : [{ replaceOne: { filter, replacement: after } }];
}
