// Engines for one test run, as a process: prints their addresses in one line of JSON and stops when its stdin closes, so
// that nothing outlives the run, however it ends. All data live in a temporary folder that is removed.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { keepLogs } from '../data-folder/kept-logs';
import { reasonOf } from '../start-failure';
import { startEngines } from './engines';

async function main(): Promise<void> {
  const dataDir = mkdtempSync(join(tmpdir(), 'leadgen-engines-'));
  try {
    const engines = await startEngines({ dataDir, forTests: true, tell: (sentence) => process.stderr.write(`${sentence}\n`) });
    const { eventstoreUrl, eventstoreAdminUrl, mongodbUrl, vaultMongodbUrl, testMongodbUrl } = engines;
    process.stdout.write(
      `${JSON.stringify({ eventstoreUrl, eventstoreAdminUrl, mongodbUrl, vaultMongodbUrl, testMongodbUrl, dataDir, pids: engines.pids() })}\n`,
    );
    await askedToStop();
    await engines.stop();
    keepLogs(dataDir);
  } finally {
    rmSync(dataDir, { recursive: true, force: true });
  }
}

function askedToStop(): Promise<void> {
  return new Promise((resolve) => {
    process.stdin.on('end', resolve).on('close', resolve).resume();
    for (const signal of ['SIGTERM', 'SIGINT'] as const) process.once(signal, () => resolve());
  });
}

main().then(
  () => process.exit(0),
  (error: unknown) => {
    process.stderr.write(`${reasonOf(error)}\n`);
    process.exit(1);
  },
);
