import { accessSync, constants, mkdirSync, rmSync, statfsSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { codeOf, reasonOf, StartFailure } from '../start-failure';

const LEAST_FREE_BYTES = 500 * 1024 * 1024;

/** Makes the data folder and checks that it can be written and has room. Answers its absolute path; throws StartFailure. */
export function prepareFolder(folder: string, leastFreeBytes: number = LEAST_FREE_BYTES): string {
  const path = resolve(folder);
  const probe = join(path, `.write-check-${process.pid}`);
  try {
    mkdirSync(path, { recursive: true, mode: 0o700 });
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

function notWritable(path: string, error: unknown): string {
  if (codeOf(error) === 'ENOSPC') return `The disk of the data folder ${path} is full; free some space or set LEADGEN_DATA_DIR to a folder on another disk.`;
  return `The data folder ${path} cannot be written (${codeOf(error) ?? reasonOf(error)}); make it writable for this user, or set LEADGEN_DATA_DIR to another folder.`;
}

function fullDisk(path: string, free: number, least: number): string {
  const mebibytes = (bytes: number): string => `${Math.floor(bytes / 1024 / 1024)} MB`;
  return `The disk of the data folder ${path} has ${mebibytes(free)} left, but LeadGen needs ${mebibytes(least)}; free some space or set LEADGEN_DATA_DIR to a folder on another disk.`;
}
