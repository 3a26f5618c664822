// One LeadGen per data folder. The lock names a live process, so a killed one does not lock anybody out.
import { linkSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { codeOf, StartFailure } from '../start-failure';
import { isAlive, markOf, type ProcessMark } from '../processes/live-process';

export interface FolderLock {
  release(): void;
}

/** Takes the lock of the folder for this process. Throws StartFailure while another live process holds it. */
export function lockFolder(folder: string): FolderLock {
  const file = join(folder, 'leadgen.lock');
  const mine = JSON.stringify(markOf(process.pid));
  const own = `${file}.${process.pid}`;
  writeFileSync(own, mine, { mode: 0o600 });
  try {
    while (!tryLink(own, file)) clearAway(file, folder);
  } finally {
    rmSync(own, { force: true });
  }
  return {
    release: () => {
      if (readText(file) === mine) rmSync(file, { force: true });
    },
  };
}

/** A hard link either appears whole or not at all. */
function tryLink(own: string, file: string): boolean {
  try {
    linkSync(own, file);
    return true;
  } catch (error) {
    if (codeOf(error) === 'EEXIST') return false;
    throw error;
  }
}

function clearAway(file: string, folder: string): void {
  const seen = readText(file);
  const holder = seen === null ? null : parseMark(seen);
  if (holder !== null && isAlive(holder)) {
    throw new StartFailure(
      `The data folder ${folder} is in use by the running LeadGen with process id ${holder.pid}; stop that one (kill ${holder.pid}), or set LEADGEN_DATA_DIR to another folder.`,
    );
  }
  const aside = `${file}.old-${process.pid}`;
  try {
    renameSync(file, aside);
  } catch (error) {
    if (codeOf(error) === 'ENOENT') return;
    throw error;
  }
  // Another starter may have replaced the dead lock between our look and our rename: then it goes back.
  if (readText(aside) !== seen) tryLink(aside, file);
  rmSync(aside, { force: true });
}

function parseMark(text: string): ProcessMark | null {
  try {
    const { pid, startedAt } = JSON.parse(text) as Record<keyof ProcessMark, unknown>;
    return typeof pid === 'number' ? { pid, startedAt: typeof startedAt === 'string' ? startedAt : null } : null;
  } catch {
    return null;
  }
}

function readText(file: string): string | null {
  try {
    return readFileSync(file, 'utf8');
  } catch (error) {
    if (codeOf(error) === 'ENOENT') return null;
    throw error;
  }
}
