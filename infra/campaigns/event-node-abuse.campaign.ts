/** A hostile client, then ten minutes of mixed load. */
import { sendHostility } from '../embedded/event-node/testing/hostile-client';
import { temporaryFolder } from '../embedded/event-node/testing/node-process';
import { soak } from '../embedded/event-node/testing/soak';
import { outcome, recordOutcome } from './outcome';
import { freshChance } from './seeded';

const SECONDS = Number(process.env['CAMPAIGN_SECONDS'] ?? 600);

async function main(): Promise<void> {
  const chance = freshChance('event-node-abuse');
  const [abused, soaked] = [temporaryFolder(), temporaryFolder()];
  try {
    const hostile = await sendHostility(abused.path, { subscribers: 200, cycles: 10_000 });
    const mixed = await soak(soaked.path, SECONDS, chance.next);
    recordOutcome(outcome('event-node-abuse', chance.seed, 1, { ...hostile.done, ...mixed.done }, { ...hostile.faults, ...mixed.faults }));
  } finally {
    abused.remove();
    soaked.remove();
  }
}

main().catch((error: unknown) => {
  console.error(error);
  process.exitCode = 1;
});
