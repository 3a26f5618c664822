// `npm run restore -- <folder> [--keys <other folder>]`, into an empty data folder.
import { resolve } from 'node:path';
import { runCommand } from './command-line';
import { restore } from './restore';

runCommand('Say from where: npm run restore -- <backup folder> --keys <folder of the key files>.', async (given) => {
  const { events, lastPosition, takenAt } = await restore({ ...given, tell: (line) => void process.stderr.write(`${line}\n`) });
  return `Restored ${String(events)} events up to position ${String(lastPosition)}, backed up at ${takenAt}, into ${resolve(given.dataDir)}; the next start rebuilds the views.`;
});
