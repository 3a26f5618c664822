// Key files travel apart from the backup: together they would be the data in the clear.
import { constants, copyFileSync, existsSync, mkdirSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { checkFile, recordOf, sync, type FileRecord } from './backup-folder';

/** Drafts of a file that is being made begin with a dot. */
export async function keyFilesIn(folder: string): Promise<FileRecord[]> {
  const names = existsSync(folder) ? readdirSync(folder).filter((name) => !name.startsWith('.')) : [];
  return await Promise.all(names.sort().map((name) => recordOf(folder, name)));
}

export function copyKeyFiles(from: string, to: string, files: readonly FileRecord[]): void {
  mkdirSync(to, { recursive: true, mode: 0o700 });
  for (const { name } of files) {
    copyFileSync(join(from, name), join(to, name), constants.COPYFILE_EXCL);
    sync(join(to, name));
  }
  sync(to);
}

/** Throws StartFailure unless the folder holds the key files of the backup. */
export async function checkKeyFiles(folder: string, files: readonly FileRecord[]): Promise<void> {
  const names = files.map(({ name }) => name).join(', ');
  for (const file of files) await checkFile(folder, file, `the backup opens only with its key files (${names}): name their folder with --keys`);
}
