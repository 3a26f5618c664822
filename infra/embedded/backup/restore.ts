// The way back: into an empty data folder, everything compared with the manifest first. The next start rebuilds the views.
import { copyFileSync, existsSync, mkdirSync, readdirSync, renameSync, rmSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { lockFolder } from '../data-folder/folder-lock';
import { prepareFolder } from '../data-folder/prepare-folder';
import { LOG_FILE } from '../event-node/storage/log-file';
import { StartFailure } from '../start-failure';
import { checkFile, EVENTS_FOLDER, readManifest, sync, VAULT_FOLDER, type Manifest } from './backup-folder';
import { checkKeyFiles, copyKeyFiles } from './key-files';
import { withStoppedVault } from './stopped-vault';
import { loadVault } from './vault-dump';

export interface RestoreOptions {
  readonly folder: string;
  /** Empty, but for the key files in `keys/`. */
  readonly dataDir: string;
  /** Where the key files are; null when they are in the data folder already. */
  readonly keysFolder: string | null;
  readonly tell?: (line: string) => void;
}

const KEYS = 'keys';

/** Throws StartFailure; the data folder is as it was then. */
export async function restore(options: RestoreOptions): Promise<Manifest> {
  const folder = resolve(options.folder);
  const manifest = readManifest(folder);
  for (const file of manifest.files) await checkFile(folder, file, 'take another backup');
  const dataDir = prepareFolder(options.dataDir);
  const lock = lockFolder(dataDir);
  try {
    await restoreInto(dataDir, folder, manifest, options);
  } finally {
    lock.release();
  }
  return manifest;
}

async function restoreInto(dataDir: string, folder: string, manifest: Manifest, options: RestoreOptions): Promise<void> {
  refuseUnlessEmpty(dataDir, options.keysFolder === null);
  await checkKeyFiles(options.keysFolder ?? join(dataDir, KEYS), manifest.keyFiles);
  try {
    await withStoppedVault(dataDir, (vaultUrl) => loadVault(vaultUrl, join(folder, VAULT_FOLDER)), options.tell);
    if (options.keysFolder !== null) copyKeyFiles(options.keysFolder, join(dataDir, KEYS), manifest.keyFiles);
    // Last: without its log the folder is an installation that nobody has set up, not one with half of its data.
    copyEvents(join(folder, EVENTS_FOLDER), join(dataDir, EVENTS_FOLDER));
  } catch (error) {
    for (const made of ['mongodb', 'logs', EVENTS_FOLDER, ...(options.keysFolder === null ? [] : [KEYS])])
      rmSync(join(dataDir, made), { recursive: true, force: true });
    throw error;
  }
}

function refuseUnlessEmpty(dataDir: string, keysAllowed: boolean): void {
  const found = readdirSync(dataDir).filter((name) => !name.startsWith('leadgen.lock') && !(keysAllowed && name === KEYS));
  if (found.length === 0) return;
  throw new StartFailure(
    `The data folder ${dataDir} is not empty (${found.slice(0, 3).join(', ')}); move its content away, or set LEADGEN_DATA_DIR to a new folder.`,
  );
}

function copyEvents(from: string, to: string): void {
  mkdirSync(to, { recursive: true, mode: 0o700 });
  const [draft, final] = [join(to, `${LOG_FILE}.restoring`), join(to, LOG_FILE)];
  if (existsSync(final)) throw new StartFailure(`There is an event log in ${to} already; restore into an empty data folder.`);
  copyFileSync(join(from, LOG_FILE), draft);
  sync(draft);
  renameSync(draft, final);
  sync(to);
}
