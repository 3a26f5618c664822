/**
 * Key files of one use: `<name>-<number>.key`. The highest number is the current one; those before are kept while something needs them.
 * `<name>.key`, from before a use could have several, is number 0.
 */
import { existsSync, readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { secretFile } from './secret-file';

export interface NumberedKey {
  readonly number: number;
  /** 32 bytes. */
  readonly key: Buffer;
  readonly madeAt: Date;
}

/** Of the files in the folder, newest first. */
export function keyNumbers(folder: string, name: string): readonly number[] {
  const file = new RegExp(`^${name}(?:-(\\d{1,9}))?\\.key$`);
  const names = existsSync(folder) ? readdirSync(folder) : [];
  return names
    .map((each) => file.exec(each))
    .flatMap((found) => (found === null ? [] : [Number(found[1] ?? 0)]))
    .sort((one, other) => other - one);
}

export const keyPath = (folder: string, name: string, number: number): string => join(folder, `${name}${number === 0 ? '' : `-${String(number)}`}.key`);

/** Newest first; number 1 is made when there is none. */
export function keySeries(folder: string, name: string): readonly [NumberedKey, ...NumberedKey[]] {
  const [newest = 1, ...older] = keyNumbers(folder, name);
  return [numbered(folder, name, newest), ...older.map((number) => numbered(folder, name, number))];
}

/** Newest first, for those who need no more. */
export function keysOf(folder: string, name: string): readonly [Buffer, ...Buffer[]] {
  const [newest, ...older] = keySeries(folder, name);
  return [newest.key, ...older.map(({ key }) => key)];
}

/** Those before the newest one that were the newest within the time. */
export function olderWithin([newest, ...older]: readonly [NumberedKey, ...NumberedKey[]], milliseconds: number, now: Date): readonly NumberedKey[] {
  return older.filter((_key, index) => now.getTime() - (older[index - 1] ?? newest).madeAt.getTime() < milliseconds);
}

function numbered(folder: string, name: string, number: number): NumberedKey {
  const path = keyPath(folder, name, number);
  return { number, key: secretFile(path), madeAt: statSync(path).mtime };
}
