/** The disk of the event node: what is acknowledged has been synced, and a full disk loses nothing. */
import { fillDisk } from '../embedded/event-node/testing/full-disk';
import { temporaryFolder } from '../embedded/event-node/testing/node-process';
import { proveSync } from '../embedded/event-node/testing/sync-proof';
import { outcome, recordOutcome } from './outcome';

const APPENDS = 500;

async function main(): Promise<void> {
  const [traced, small] = [temporaryFolder(), temporaryFolder()];
  try {
    const sync = await proveSync(traced.path, APPENDS);
    const full = await fillDisk(small.path);
    recordOutcome(outcome('event-node-disk', 0, 1, { ...sync.done, ...full.done }, { ...sync.faults, ...full.faults }));
  } finally {
    traced.remove();
    small.remove();
  }
}

main().catch((error: unknown) => {
  console.error(error);
  process.exitCode = 1;
});
