// Whether LeadGen runs on another machine on the same vault: the lock of the data folder says nothing about that, MongoDB does.
import { MongoClient, MongoServerError } from 'mongodb';
import { VAULT_APP_NAME } from '../../../backend/src/platform/sealing/vault';
import { StartFailure } from '../start-failure';

interface Connection {
  /** Address and port. */
  readonly client?: string;
}

/**
 * Throws StartFailure while a process of LeadGen is connected to the vault. Processes keep at least one connection open, and whoever signs in as
 * the same user sees it. Answers false where MongoDB does not tell, as some hosted ones do not.
 */
export async function refuseWhileRunningElsewhere(vaultUrl: string): Promise<boolean> {
  const client = await new MongoClient(vaultUrl, { serverSelectionTimeoutMS: 10_000 }).connect();
  try {
    const connections = client
      .db('admin')
      .aggregate<Connection>([{ $currentOp: { allUsers: false, idleConnections: true } }, { $match: { appName: VAULT_APP_NAME } }]);
    const machines = new Set((await connections.toArray()).map((each) => each.client?.replace(/:\d+$/, '') ?? 'an unknown address'));
    if (machines.size > 0) throw new StartFailure(`LeadGen still uses the vault from ${[...machines].sort().join(', ')}; stop it on every machine first.`);
    return true;
  } catch (error) {
    if (error instanceof MongoServerError) return false;
    throw error;
  } finally {
    await client.close();
  }
}
