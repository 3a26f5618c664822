/** Where a command line tool finds the installation: the environment, or what the running installation left in its data folder. */
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { readConfig, type Config } from './config';
import { ConfigError } from './config-error';

/** Throws ConfigError. */
export function readToolConfig(env: NodeJS.ProcessEnv): Config {
  if (env['EVENTSTORE_URL'] !== undefined) return readConfig(env);
  const folder = path.resolve(env['LEADGEN_DATA_DIR'] ?? '.leadgen');
  let found: Record<string, string>;
  try {
    found = JSON.parse(readFileSync(path.join(folder, 'connections.json'), 'utf8')) as Record<string, string>;
  } catch {
    throw new ConfigError(
      `No installation has been started on ${folder}; run npm start, or set LEADGEN_DATA_DIR, or EVENTSTORE_URL, MONGODB_URL and VAULT_MONGODB_URL.`,
    );
  }
  return readConfig({
    ...env,
    LEADGEN_ORIGIN: env['LEADGEN_ORIGIN'] ?? found['origin'],
    EVENTSTORE_URL: found['eventstoreUrl'],
    EVENTSTORE_ADMIN_URL: found['eventstoreAdminUrl'] ?? '',
    MONGODB_URL: found['mongodbUrl'],
    VAULT_MONGODB_URL: found['vaultMongodbUrl'],
  });
}
