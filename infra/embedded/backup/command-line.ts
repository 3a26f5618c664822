// What `npm run backup` and `npm run restore` have in common: one folder, --keys, one sentence when something is wrong.
import { parseArgs } from 'node:util';
import { MongoError } from 'mongodb';
import { codeOf, reasonOf } from '../start-failure';

export interface BackupArguments {
  readonly folder: string;
  readonly keysFolder: string | null;
  readonly dataDir: string;
}

/** Exits with 1 after a failure and 2 after wrong use. */
export function runCommand(usage: string, work: (given: BackupArguments) => Promise<string>): void {
  const given = argumentsOf(process.argv.slice(2));
  if (given === null) {
    fail(usage, 2);
    return;
  }
  work(given).then(
    (said) => void process.stdout.write(`${said}\n`),
    (error: unknown) => fail(sentenceFor(error), 1),
  );
}

function argumentsOf(args: string[]): BackupArguments | null {
  try {
    const { values, positionals } = parseArgs({ args, options: { keys: { type: 'string' } }, allowPositionals: true });
    const [folder, ...rest] = positionals;
    if (folder === undefined || folder === '' || rest.length > 0) return null;
    const dataDir = process.env['LEADGEN_DATA_DIR'];
    return { folder, keysFolder: values.keys ?? null, dataDir: dataDir === undefined || dataDir === '' ? '.leadgen' : dataDir };
  } catch {
    return null;
  }
}

function sentenceFor(error: unknown): string {
  // Messages of the driver may hold values.
  if (error instanceof MongoError) return 'The vault cannot be used; check that the installation runs and has room on its disk, then start again.';
  if (codeOf(error) === 'ENOSPC') return 'The disk is full; free some space, or name a folder on another disk.';
  return reasonOf(error);
}

function fail(sentence: string, code: number): void {
  process.stderr.write(`${sentence}\n`);
  process.exitCode = code;
}
