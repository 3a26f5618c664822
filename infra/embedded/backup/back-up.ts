// A backup of an installation, running or stopped: events first, then the vault, which so holds every key that those events need.
import { existsSync, mkdirSync, readdirSync, rmSync } from 'node:fs';
import { join, relative, resolve } from 'node:path';
import { lockFolder } from '../data-folder/folder-lock';
import { recordedChildren } from '../data-folder/recorded-children';
import { copyLog } from '../event-node/storage/copy-log';
import { openStorage } from '../event-node/storage/open-storage';
import { isAlive } from '../processes/live-process';
import { readConnections } from '../stack/connections';
import { StartFailure } from '../start-failure';
import { claimEmptyFolder, EVENTS_FOLDER, FORMAT, recordOf, VAULT_FOLDER, writeManifest, type FileRecord, type Manifest } from './backup-folder';
import { copyKeyFiles, keyFilesIn } from './key-files';
import { withStoppedVault } from './stopped-vault';
import { dumpVault } from './vault-dump';

export interface BackupOptions {
  readonly dataDir: string;
  /** New or empty. */
  readonly folder: string;
  /** Where the key files are copied to, new or empty; null leaves that to somebody else. */
  readonly keysFolder: string | null;
  readonly now: () => string;
  readonly tell?: (line: string) => void;
}

/** Throws StartFailure or NodeRefusal; no backup is left behind then. */
export async function backUp(options: BackupOptions): Promise<Manifest> {
  const [dataDir, folder] = [resolve(options.dataDir), resolve(options.folder)];
  const keysFolder = options.keysFolder === null ? null : resolve(options.keysFolder);
  const vaultUrl = runningVault(dataDir);
  if (keysFolder !== null) refuseInside(folder, keysFolder);
  claimEmptyFolder(folder, 'the backup');
  try {
    if (keysFolder !== null) claimEmptyFolder(keysFolder, 'the key files');
    const writeFrom = (url: string): Promise<Manifest> => write(dataDir, folder, keysFolder, { vaultUrl: url, now: options.now });
    return await (vaultUrl === null ? whileStopped(dataDir, writeFrom, options.tell) : writeFrom(vaultUrl));
  } catch (error) {
    for (const name of readdirSync(folder)) rmSync(join(folder, name), { recursive: true, force: true });
    throw error;
  }
}

async function write(
  dataDir: string,
  folder: string,
  keysFolder: string | null,
  { vaultUrl, now }: { vaultUrl: string; now: () => string },
): Promise<Manifest> {
  const takenAt = now();
  mkdirSync(join(folder, EVENTS_FOLDER), { mode: 0o700 });
  const { events, lastPosition } = copyLog(join(dataDir, EVENTS_FOLDER), join(folder, EVENTS_FOLDER));
  const vault = await dumpVault(vaultUrl, join(folder, VAULT_FOLDER));
  // After the vault: a key that wraps something in it has its file by now.
  const keys = join(dataDir, 'keys');
  const keyFiles = await keyFilesIn(keys);
  if (keysFolder !== null) copyKeyFiles(keys, keysFolder, keyFiles);
  const manifest: Manifest = { format: FORMAT, takenAt, events, lastPosition, vault, files: await filesIn(folder), keyFiles };
  writeManifest(folder, manifest);
  return manifest;
}

async function filesIn(folder: string): Promise<FileRecord[]> {
  const records: FileRecord[] = [];
  for (const part of [EVENTS_FOLDER, VAULT_FOLDER])
    for (const name of readdirSync(join(folder, part)).sort()) records.push(await recordOf(folder, `${part}/${name}`));
  return records;
}

/** Where the vault of the running installation answers; null when a whole one of our own lies there and does not run. */
function runningVault(dataDir: string): string | null {
  const running = new Set(recordedChildren(dataDir).flatMap((child) => (isAlive(child) ? [child.name] : [])));
  const connections = readConnections(dataDir);
  const parts = [EVENTS_FOLDER, 'mongodb'].filter((part) => existsSync(join(dataDir, part)));
  if (running.size === 0 && parts.length === 0) throw new StartFailure(`There is no installation on ${dataDir}; name the folder of one with LEADGEN_DATA_DIR.`);
  if (running.size === 0 && parts.length === 2) return null;
  for (const engine of ['event-node', 'mongod'])
    if (connections === null || !running.has(engine) || !existsSync(join(dataDir, EVENTS_FOLDER)))
      throw new StartFailure(
        `The installation on ${dataDir} has no running ${engine} of its own; wait until it is back, or back up the external server with its own tools.`,
      );
  return connections?.vaultMongodbUrl ?? null;
}

/** Nobody can start the installation meanwhile. */
async function whileStopped<T>(dataDir: string, work: (vaultUrl: string) => Promise<T>, tell: (line: string) => void = () => undefined): Promise<T> {
  const lock = lockFolder(dataDir);
  try {
    // As at every start: what a kill has left behind is judged, and the write-ahead log goes into the file.
    openStorage(join(dataDir, EVENTS_FOLDER), tell).close();
    return await withStoppedVault(dataDir, work, tell);
  } finally {
    lock.release();
  }
}

function refuseInside(folder: string, keysFolder: string): void {
  const way = relative(folder, keysFolder);
  if (way === '' || !way.startsWith('..')) throw new StartFailure(`The key files must not lie in the backup; name a folder outside ${folder} with --keys.`);
}
