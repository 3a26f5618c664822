import { accessSync, constants, existsSync, mkdirSync, rmSync, statfsSync, writeFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { codeOf, reasonOf, StartFailure } from '../start-failure';

const LEAST_FREE_BYTES = 500 * 1024 * 1024;

/** Makes the data folder and checks that it can be written and has room. Answers its absolute path; throws StartFailure. */
export function prepareFolder(folder: string, leastFreeBytes: number = LEAST_FREE_BYTES): string {
  const path = resolve(folder);
  const probe = join(path, `.write-check-${process.pid}`);
  try {
    makeFolder(path);
    accessSync(path, constants.R_OK | constants.W_OK | constants.X_OK);
    writeFileSync(probe, 'x');
    rmSync(probe);
  } catch (error) {
    throw new StartFailure(notWritable(path, error));
  }
  const { bavail, bsize } = statfsSync(path);
  const free = bavail * bsize;
  if (free < leastFreeBytes) throw new StartFailure(fullDisk(path, free, leastFreeBytes));
  return path;
}

/** Step by step: Node's own way never ends where a file system takes no folders, such as /proc. */
function makeFolder(path: string): void {
  if (existsSync(path)) return;
  makeFolder(dirname(path));
  mkdirSync(path, { mode: 0o700 });
}

function notWritable(path: string, error: unknown): string {
  if (codeOf(error) === 'ENOSPC') return `The disk of the data folder ${path} is full; free some space or set LEADGEN_DATA_DIR to a folder on another disk.`;
  return `The data folder ${path} cannot be written (${codeOf(error) ?? reasonOf(error)}); make it writable for this user, or set LEADGEN_DATA_DIR to another folder.`;
}

function fullDisk(path: string, free: number, least: number): string {
  const mebibytes = (bytes: number): string => `${Math.floor(bytes / 1024 / 1024)} MB`;
  return `The disk of the data folder ${path} has ${mebibytes(free)} left, but LeadGen needs ${mebibytes(least)}; free some space or set LEADGEN_DATA_DIR to a folder on another disk.`;
}
