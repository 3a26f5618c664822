// How tools of this machine (views, backup, events) reach a running installation. It holds secrets, hence 0600.
import { readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

export interface Connections {
  readonly eventstoreUrl: string;
  /** Null when an external store was given without it. */
  readonly eventstoreAdminUrl: string | null;
  readonly mongodbUrl: string;
  readonly vaultMongodbUrl: string;
  readonly origin: string;
}

const fileOf = (dataDir: string): string => join(dataDir, 'connections.json');

export function writeConnections(dataDir: string, connections: Connections): void {
  const temporary = `${fileOf(dataDir)}.new`;
  writeFileSync(temporary, JSON.stringify(connections), { mode: 0o600 });
  renameSync(temporary, fileOf(dataDir));
}

/** The connections of the installation that last started on the folder, or null. */
export function readConnections(dataDir: string): Connections | null {
  try {
    return JSON.parse(readFileSync(fileOf(dataDir), 'utf8')) as Connections;
  } catch {
    return null;
  }
}
