// Key files change places: whole before anything relies on them, and gone only when nothing does.
import { randomBytes } from 'node:crypto';
import { renameSync, rmSync } from 'node:fs';
import { basename, join } from 'node:path';
import { keyNumbers, keyPath } from '../../../backend/src/platform/sealing/key-series';
import { secretFile } from '../../../backend/src/platform/sealing/secret-file';

export interface NextKey {
  /** Name of the file. */
  readonly made: string;
  /** Numbers of the files before it, newest first. */
  readonly before: readonly number[];
}

export function addNext(folder: string, name: string): NextKey {
  const before = keyNumbers(folder, name);
  const path = keyPath(folder, name, (before[0] ?? 0) + 1);
  secretFile(path);
  return { made: basename(path), before };
}

export function drop(folder: string, name: string, numbers: readonly number[]): void {
  for (const number of numbers) rmSync(keyPath(folder, name, number));
}

/** Of a key that has one file only. */
export function replace(folder: string, file: string): void {
  const draft = join(folder, `.rotated-${randomBytes(6).toString('hex')}`);
  secretFile(draft);
  renameSync(draft, join(folder, file));
}
