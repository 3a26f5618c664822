/** Two nodes must never share a folder: the lock file names the process that holds it, and a dead holder does not count. */
import { linkSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { isAlive, markOf, type ProcessMark } from '../../processes/live-process';
import { NodeRefusal, codeOf } from '../refusal';

export interface FolderLock {
  release(): void;
}

const LOCK_FILE = 'node.lock';
const ATTEMPTS = 5;

/** Throws NodeRefusal while a live process holds the folder. */
export function lockFolder(folder: string): FolderLock {
  const path = join(folder, LOCK_FILE);
  const own = `${path}.${String(process.pid)}`;
  writeFileSync(own, JSON.stringify(markOf(process.pid)), { mode: 0o600 });
  try {
    for (let attempt = 0; attempt < ATTEMPTS; attempt++) {
      if (appears(own, path)) return { release: () => rmSync(path, { force: true }) };
      refuseWhileHeld(path, folder);
      rmSync(path, { force: true });
    }
  } finally {
    rmSync(own, { force: true });
  }
  throw new NodeRefusal(`The folder ${folder} is being opened by another event node at this moment; wait until that one has stopped.`);
}

/** A hard link appears whole or not at all, so nobody reads half a lock. */
function appears(own: string, path: string): boolean {
  try {
    linkSync(own, path);
    return true;
  } catch (error) {
    if (codeOf(error) === 'EEXIST') return false;
    throw error;
  }
}

function refuseWhileHeld(path: string, folder: string): void {
  const holder = readHolder(path);
  if (holder === null || !isAlive(holder)) return;
  throw new NodeRefusal(`The folder ${folder} is in use by another event node (process ${String(holder.pid)}); stop that one or choose another folder.`);
}

function readHolder(path: string): ProcessMark | null {
  try {
    const mark: unknown = JSON.parse(readFileSync(path, 'utf8'));
    if (typeof mark !== 'object' || mark === null || !('pid' in mark) || typeof mark.pid !== 'number') return null;
    return { pid: mark.pid, startedAt: 'startedAt' in mark && typeof mark.startedAt === 'string' ? mark.startedAt : null };
  } catch {
    return null;
  }
}
