// The vault of an installation that does not run, served by a mongod of our own for as long as the work takes.
import { join } from 'node:path';
import { findMongod } from '../mongod/find-mongod';
import { startMongod } from '../mongod/mongod-process';
import { logIn } from '../stack/engines';

/** The caller holds the lock of the data folder. Makes the vault when there is none yet. Throws StartFailure. */
export async function withStoppedVault<T>(dataDir: string, work: (vaultUrl: string) => Promise<T>, tell?: (line: string) => void): Promise<T> {
  const { binary } = await findMongod(tell === undefined ? {} : { announce: tell });
  const mongod = await startMongod({
    binary,
    folder: join(dataDir, 'mongodb'),
    logFile: logIn({ dataDir }, 'mongod'),
    port: 0,
    compression: true,
    withTestsUser: false,
  });
  try {
    return await work(mongod.vaultUrl);
  } finally {
    await mongod.process.stop();
  }
}
