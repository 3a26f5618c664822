/** The stores of one application under test: own log, own databases on the mongod of the run, own folder. */
import { MongoClient } from 'mongodb';
import { randomUUID } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startEventNode } from '../../../../infra/embedded/event-node/event-node';

export interface TestStores {
  readonly dataFolder: string;
  /** Addresses of the three stores. */
  readonly events: string;
  readonly vault: string;
  readonly views: string;
  /** Stops the log and removes everything. */
  clear(): Promise<void>;
}

/** Needs TEST_MONGODB_URL of the run. */
export async function startStores(): Promise<TestStores> {
  const dataFolder = mkdtempSync(join(tmpdir(), 'leadgen-app-'));
  const name = randomUUID().slice(0, 8);
  const node = await startEventNode({ dataDir: join(dataFolder, 'events'), port: 0, secret: null });
  const [vault, views] = [databaseUrl(`vault_${name}`), databaseUrl(`view_${name}`)];
  return {
    dataFolder,
    events: `esdb://127.0.0.1:${String(node.port)}?tls=false`,
    vault,
    views,
    clear: async () => {
      await node.stop();
      await dropDatabases(vault, views);
      rmSync(dataFolder, { recursive: true });
    },
  };
}

function databaseUrl(database: string): string {
  const url = process.env['TEST_MONGODB_URL'];
  if (url === undefined) throw new Error('This spec needs TEST_MONGODB_URL: run it in the jest project http, which starts the engines.');
  const [, base, query] = /^([^/]+\/\/[^/?]+)\/?(\?.*)?$/.exec(url) ?? [];
  if (base === undefined) throw new Error('TEST_MONGODB_URL must name no database');
  return `${base}/${database}${query ?? ''}`;
}

async function dropDatabases(...urls: readonly string[]): Promise<void> {
  for (const url of urls) {
    const client = new MongoClient(url);
    await client.db().dropDatabase();
    await client.close();
  }
}
