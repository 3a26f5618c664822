// `npm run backup -- <folder> [--keys <other folder>]`, of an installation that runs or is stopped.
import { join, resolve } from 'node:path';
import { backUp } from './back-up';
import { runCommand } from './command-line';

runCommand('Say where to: npm run backup -- <new folder>, with --keys <other new folder> to copy the key files as well.', async (given) => {
  const { folder, keysFolder, dataDir } = given;
  const { events, lastPosition, vault, keyFiles } = await backUp({ folder, keysFolder, dataDir, now: () => new Date().toISOString() });
  const documents = Object.values(vault).reduce((sum, count) => sum + count, 0);
  const names = keyFiles.map(({ name }) => name).join(', ');
  return [
    `Backed up ${String(events)} events up to position ${String(lastPosition)} and ${String(documents)} documents of the vault to ${resolve(folder)}.`,
    keysFolder === null
      ? `The key files are not in it, and without them nothing in it can be opened: keep ${names} of ${join(resolve(dataDir), 'keys')} in another place.`
      : `The key files (${names}) are in ${resolve(keysFolder)}; keep them apart from the backup.`,
  ].join('\n');
});
