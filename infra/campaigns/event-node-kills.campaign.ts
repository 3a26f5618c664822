/** 200 times kill -9 while sixteen writers run. */
import { runKillRounds } from '../embedded/event-node/testing/kill-rounds';
import { temporaryFolder } from '../embedded/event-node/testing/node-process';
import { outcome, recordOutcome } from './outcome';
import { freshChance } from './seeded';

const ROUNDS = Number(process.env['CAMPAIGN_ROUNDS'] ?? 200);

async function main(): Promise<void> {
  const chance = freshChance('event-node-kills');
  const folder = temporaryFolder();
  try {
    const { done, faults } = await runKillRounds(folder.path, { rounds: ROUNDS, writers: 16, chance: chance.next, built: true });
    recordOutcome(outcome('event-node-kills', chance.seed, ROUNDS, done, faults));
  } finally {
    folder.remove();
  }
}

main().catch((error: unknown) => {
  console.error(error);
  process.exitCode = 1;
});
