/** Views over a log of their own, with an own view database and an own vault; `close` removes all of it. */
import { MongoClient, type Db } from 'mongodb';
import { randomUUID } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startEventNode } from '../../../../infra/embedded/event-node/event-node';
import { CheckpointWatch } from '../projections/checkpoint-watch';
import { ProjectionGroups } from '../projections/projection-groups';
import type { ProjectionTools } from '../projections/tools';
import type { AnyView } from '../projections/view';
import { ViewReader } from '../projections/view-reader';
import { startWriteSide, type WriteSide } from './write-side';
import { testLog } from './test-log';

export interface ReadSide extends ProjectionTools {
  readonly database: Db;
  readonly write: WriteSide;
  readonly checkpoints: CheckpointWatch;
  /** A worker's views, started; the caller stops them or leaves it to `close`. */
  keep(views: readonly AnyView[]): ProjectionGroups;
  reader(views: readonly AnyView[]): ViewReader;
  close(): Promise<void>;
}

/** Needs TEST_MONGODB_URL of the run. */
export async function startReadSide(): Promise<ReadSide> {
  const folder = mkdtempSync(join(tmpdir(), 'leadgen-read-'));
  const node = await startEventNode({ dataDir: folder, port: 0, secret: null });
  const write = startWriteSide(`esdb://127.0.0.1:${String(node.port)}?tls=false`);
  const mongo = new MongoClient(process.env['TEST_MONGODB_URL'] ?? '');
  const database = mongo.db(`view_${randomUUID().slice(0, 8)}`);
  const tools: ProjectionTools = { database, store: write.events, opener: write.opener };
  const checkpoints = new CheckpointWatch(database);
  const kept: ProjectionGroups[] = [];
  return {
    ...tools,
    write,
    checkpoints,
    keep: (views) => {
      const groups = new ProjectionGroups({ ...tools, views, log: testLog() });
      kept.push(groups);
      groups.start();
      return groups;
    },
    reader: (views) => new ViewReader(database, views, checkpoints, write.events),
    close: async () => {
      for (const groups of kept) await groups.stop();
      await database.dropDatabase();
      await mongo.close();
      await write.close();
      await node.stop();
      rmSync(folder, { recursive: true });
    },
  };
}
