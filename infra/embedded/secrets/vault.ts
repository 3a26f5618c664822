// The vault of an installation that is stopped: our own is started for the work, another one is named by its address.
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { MongoClient, type Db } from 'mongodb';
import { databaseUrl } from '../../../backend/src/app/store-addresses';
import { withStoppedVault } from '../backup/stopped-vault';
import { StartFailure } from '../start-failure';

export const VAULT_DATABASE = 'leadgen_vault';

export type WithVault = <T>(work: (vault: Db) => Promise<T>) => Promise<T>;

/** The caller holds the lock of the data folder. Throws StartFailure and ConfigError. */
export function vaultOf(dataDir: string, env: NodeJS.ProcessEnv): WithVault {
  return async (work) => {
    const given = env['VAULT_MONGODB_URL'] ?? '';
    if (given !== '') return connected(databaseUrl('VAULT_MONGODB_URL', given, VAULT_DATABASE), work);
    if (!existsSync(join(dataDir, 'mongodb'))) throw new StartFailure(`The vault is not in ${dataDir}; set VAULT_MONGODB_URL to its address.`);
    return withStoppedVault(dataDir, (url) => connected(url, work));
  };
}

async function connected<T>(url: string, work: (vault: Db) => Promise<T>): Promise<T> {
  const client = await new MongoClient(url, { serverSelectionTimeoutMS: 10_000 }).connect();
  try {
    return await work(client.db());
  } finally {
    await client.close();
  }
}
