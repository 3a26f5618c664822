// What a backup consists of: files, and a manifest that is written last, so that a folder without one is no backup.
import { createHash } from 'node:crypto';
import {
  closeSync,
  createReadStream,
  existsSync,
  fsyncSync,
  mkdirSync,
  openSync,
  readFileSync,
  readdirSync,
  renameSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { codeOf, reasonOf, StartFailure } from '../start-failure';

export const FORMAT = 1;
export const EVENTS_FOLDER = 'events';
export const VAULT_FOLDER = 'vault';
const MANIFEST_FILE = 'manifest.json';

export interface FileRecord {
  /** Relative to the folder it is kept in, with forward slashes. */
  readonly name: string;
  readonly bytes: number;
  /** Hexadecimal. */
  readonly sha256: string;
}

export interface Manifest {
  readonly format: number;
  /** ISO 8601. */
  readonly takenAt: string;
  readonly events: number;
  /** Of the last event in it; whatever was written later is not. */
  readonly lastPosition: number;
  /** Documents by collection. */
  readonly vault: Readonly<Record<string, number>>;
  readonly files: readonly FileRecord[];
  /** The key files without which nothing in the backup can be opened. They are not part of it. */
  readonly keyFiles: readonly FileRecord[];
}

/** Makes the folder, or takes an empty one. Throws StartFailure. */
export function claimEmptyFolder(folder: string, purpose: string): void {
  try {
    mkdirSync(folder, { recursive: true, mode: 0o700 });
    if (readdirSync(folder).length === 0) return;
  } catch (error) {
    throw new StartFailure(`The folder ${folder} for ${purpose} cannot be used (${codeOf(error) ?? reasonOf(error)}); name one that this user may write.`);
  }
  throw new StartFailure(`The folder ${folder} for ${purpose} is not empty; name a new one.`);
}

/** Syncs the file, then reads it back. */
export async function recordOf(folder: string, name: string): Promise<FileRecord> {
  const path = join(folder, name);
  sync(path);
  return { name, bytes: statSync(path).size, sha256: await sha256Of(path) };
}

/** Throws StartFailure when a file is not what its record says. */
export async function checkFile(folder: string, record: FileRecord, wayOut: string): Promise<void> {
  const path = join(folder, record.name);
  if (!existsSync(path)) throw new StartFailure(`The file ${path} is missing; ${wayOut}.`);
  if (statSync(path).size !== record.bytes || (await sha256Of(path)) !== record.sha256)
    throw new StartFailure(`The file ${path} is not the one the backup was made with; ${wayOut}.`);
}

export function writeManifest(folder: string, manifest: Manifest): void {
  const draft = join(folder, `${MANIFEST_FILE}.new`);
  writeFileSync(draft, `${JSON.stringify(manifest, null, 2)}\n`, { mode: 0o600 });
  sync(draft);
  renameSync(draft, join(folder, MANIFEST_FILE));
  sync(folder);
}

/** Throws StartFailure when the folder holds no backup that this release understands. */
export function readManifest(folder: string): Manifest {
  const manifest = parsed(join(folder, MANIFEST_FILE));
  if (manifest === null) throw new StartFailure(`The folder ${folder} holds no complete backup; name one that npm run backup has finished.`);
  if (manifest.format !== FORMAT)
    throw new StartFailure(
      `The backup in ${folder} has format ${String(manifest.format)} and this release reads ${String(FORMAT)}; use the release that made it.`,
    );
  return manifest;
}

function parsed(path: string): Manifest | null {
  try {
    const value = JSON.parse(readFileSync(path, 'utf8')) as Partial<Manifest> | null;
    const whole = Array.isArray(value?.files) && Array.isArray(value.keyFiles) && typeof value.vault === 'object';
    return typeof value?.format === 'number' && (whole || value.format !== FORMAT) ? (value as Manifest) : null;
  } catch {
    return null;
  }
}

async function sha256Of(path: string): Promise<string> {
  const hash = createHash('sha256');
  await pipeline(createReadStream(path), hash);
  return hash.digest('hex');
}

export function sync(path: string): void {
  const descriptor = openSync(path, 'r');
  try {
    fsyncSync(descriptor);
  } finally {
    closeSync(descriptor);
  }
}
