/** Two nodes must never share a folder: the lock file names the process that holds it, and a dead holder does not count. */
import { closeSync, existsSync, openSync, readFileSync, rmSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { NodeRefusal, codeOf } from '../refusal';

export interface FolderLock {
  release(): void;
}

const LOCK_FILE = 'node.lock';

export function lockFolder(folder: string): FolderLock {
  const path = join(folder, LOCK_FILE);
  for (let attempt = 0; attempt < 3; attempt++) {
    try {
      const file = openSync(path, 'wx', 0o600);
      writeSync(file, JSON.stringify(identity(process.pid)));
      closeSync(file);
      return { release: () => rmSync(path, { force: true }) };
    } catch (error) {
      if (codeOf(error) !== 'EEXIST') throw error;
      refuseIfHeld(path, folder);
      rmSync(path, { force: true });
    }
  }
  throw new NodeRefusal(`The folder ${folder} is being opened by another event node at this moment; wait until that one has stopped.`);
}

interface Holder {
  readonly pid: number;
  /** Start time of the process where the system tells it: a process number is used again after a restart of the machine. */
  readonly started: string;
}

function refuseIfHeld(path: string, folder: string): void {
  const holder = readHolder(path);
  if (holder === null || holder.pid === process.pid || !isAlive(holder)) return;
  throw new NodeRefusal(`The folder ${folder} is in use by another event node (process ${String(holder.pid)}); stop that one or choose another folder.`);
}

function readHolder(path: string): Holder | null {
  try {
    const text: unknown = JSON.parse(readFileSync(path, 'utf8'));
    if (typeof text !== 'object' || text === null || !('pid' in text) || typeof text.pid !== 'number') return null;
    return { pid: text.pid, started: 'started' in text ? String(text.started) : '' };
  } catch {
    return null;
  }
}

function isAlive(holder: Holder): boolean {
  try {
    process.kill(holder.pid, 0);
  } catch (error) {
    return codeOf(error) === 'EPERM';
  }
  return identity(holder.pid).started === holder.started;
}

function identity(pid: number): Holder {
  const stat = `/proc/${String(pid)}/stat`;
  if (!existsSync(stat)) return { pid, started: '' };
  const afterName = readFileSync(stat, 'utf8').split(') ').at(-1) ?? '';
  return { pid, started: afterName.split(' ')[19] ?? '' };
}
