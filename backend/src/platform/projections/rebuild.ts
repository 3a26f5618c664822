/** Views folded anew, beside the live ones, up to a position; then they take the place of the live ones. */
import { MongoServerError, type Db } from 'mongodb';
import { LOWEST_POSITION, type StoredEvent } from '../event-store/event-store';
import { BatchOpener } from './batch-opener';
import { foldLog } from './fold-log';
import { readLog } from './read-log';
import { CACHE_BYTES, CATCH_UP_BATCH, type ProjectionTools } from './tools';
import type { AnyView } from './view';
import { ViewWriter } from './view-writer';
import { catalogueOf, collectionName, viewCollection } from './views-database';

export interface RebuildOptions {
  readonly views: readonly AnyView[];
  /** Inclusive. */
  readonly upTo: string;
  /** Added to the collection's name, such as `building`. */
  readonly suffix: string;
  readonly signal: AbortSignal;
  readonly progress?: (events: number) => void;
}

/** Folds into `<view>.v<version>.<suffix>` without indexes, which are cheaper to make afterwards. Returns the number of events read. */
export async function rebuildBeside(tools: ProjectionTools, { views, upTo, suffix, signal, progress }: RebuildOptions): Promise<number> {
  const writers: ViewWriter[] = [];
  for (const view of views) {
    const name = `${collectionName(view)}.${suffix}`;
    await emptyCollection(tools.database, name);
    writers.push(new ViewWriter(view, viewCollection(tools.database, name), CACHE_BYTES));
  }
  let seen = 0;
  await foldLog({
    batches: (own) => upToPosition(tools, upTo, own),
    opener: new BatchOpener(tools.opener, views),
    write: async (events, { length }) => {
      await Promise.all(writers.map((writer) => writer.write(events)));
      seen += length;
      progress?.(seen);
    },
    signal,
  });
  signal.throwIfAborted();
  return seen;
}

async function* upToPosition(tools: ProjectionTools, upTo: string, signal: AbortSignal): AsyncGenerator<readonly StoredEvent[], void, undefined> {
  if (upTo === LOWEST_POSITION) return;
  for await (const batch of readLog(tools.store, LOWEST_POSITION, CATCH_UP_BATCH, signal)) {
    if (batch === null) return;
    const last = batch.at(-1)?.position ?? '';
    yield last <= upTo ? batch : batch.filter(({ position }) => position <= upTo);
    if (last >= upTo) return;
  }
}

/** Makes the rebuilt collection the live one. Readers find the former one until the catalogue tells them otherwise. */
export async function goLive(database: Db, view: AnyView, suffix: string): Promise<void> {
  const building = `${collectionName(view)}.${suffix}`;
  await makeIndexes(database, view, building);
  await database.renameCollection(building, collectionName(view), { dropTarget: true });
  await catalogueOf(database).updateOne({ _id: view.name }, { $set: { version: view.version } }, { upsert: true });
}

async function makeIndexes(database: Db, view: AnyView, collection: string): Promise<void> {
  if (view.indexes.length === 0) return;
  await database.collection(collection).createIndexes(view.indexes.map(({ keys, unique }) => ({ key: { ...keys }, ...(unique === true ? { unique } : {}) })));
}

/** Collections of other versions of the view, and what an interrupted rebuild left. */
export async function dropFormer(database: Db, view: AnyView): Promise<void> {
  const others = await database.listCollections({}, { nameOnly: true }).toArray();
  for (const { name } of others) {
    const [, rest] = name.split(`${view.name}.v`);
    if (name.startsWith(`${view.name}.v`) && rest !== undefined && /^\d+(\.building)?$/.test(rest) && name !== collectionName(view))
      await database.dropCollection(name);
  }
}

const NAMESPACE_EXISTS = 48;

async function emptyCollection(database: Db, name: string): Promise<void> {
  await database.dropCollection(name);
  await database.createCollection(name).catch((error: unknown) => {
    if (!(error instanceof MongoServerError && error.code === NAMESPACE_EXISTS)) throw error;
  });
}
