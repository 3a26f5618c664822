/** Views folded anew, beside the live ones, up to a position; then they take the place of the live ones. */
import { MongoServerError, type Db } from 'mongodb';
import { LOWEST_POSITION } from '../event-store/event-store';
import { foldPages } from './fold-pages';
import { OwnLane, type PageLane } from './page-lane';
import { CACHE_BYTES, type ProjectionTools } from './tools';
import type { AnyView } from './view';
import { catalogueOf, collectionName } from './views-database';

export interface RebuildOptions {
  readonly views: readonly AnyView[];
  /** Inclusive. */
  readonly upTo: string;
  /** Added to the collection's name, such as `building`. */
  readonly suffix: string;
  readonly signal: AbortSignal;
  readonly progress?: (events: number) => void;
  /** Events of the log that are worked on together, where the store's own choice is not wanted. */
  readonly pageSize?: number;
}

/** Folds into `<view>.v<version>.<suffix>` without indexes, which are cheaper to make afterwards. Returns the number of events read. */
export async function rebuildBeside(tools: ProjectionTools, { views, upTo, suffix, signal, progress, pageSize }: RebuildOptions): Promise<number> {
  for (const view of views) await emptyCollection(tools.database, `${collectionName(view)}.${suffix}`);
  if (upTo === LOWEST_POSITION) return 0;
  const work = { views: views.map(({ name }) => name), suffix, upTo };
  let seen = 0;
  const throughLanes = (lanes: readonly PageLane[]): Promise<void> =>
    foldPages(tools.store.pages({ upTo, signal, ...(pageSize === undefined ? {} : { pageSize }) }), lanes, (events) => {
      seen += events;
      progress?.(seen);
    });
  if (tools.threads === undefined) await throughLanes([new OwnLane(views, work, { ...tools, cacheBytes: CACHE_BYTES })]);
  else await tools.threads.lend(work, throughLanes);
  signal.throwIfAborted();
  return seen;
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
