/** 200 cuts of the write-ahead log and 200 flipped bytes: what the node serves is what was written, or it refuses and says where. */
import { temporaryFolder } from '../embedded/event-node/testing/node-process';
import { runRotRounds, writeSample } from '../embedded/event-node/testing/rot-rounds';
import { outcome, recordOutcome } from './outcome';
import { freshChance } from './seeded';

const ROUNDS = Number(process.env['CAMPAIGN_ROUNDS'] ?? 200);

async function main(): Promise<void> {
  const chance = freshChance('event-node-rot');
  const folder = temporaryFolder();
  try {
    const killed = `${folder.path}/killed`;
    const cut = await runRotRounds(killed, await writeSample(killed, 'kill'), ROUNDS, 'cut', chance.next);
    const stopped = `${folder.path}/stopped`;
    const flip = await runRotRounds(stopped, await writeSample(stopped, 'stop'), ROUNDS, 'flip', chance.next);
    const named = (prefix: string, counts: Readonly<Record<string, number>>) =>
      Object.fromEntries(Object.entries(counts).map(([key, count]) => [`${prefix}.${key}`, count]));
    const done = { ...named('cut', cut.done), ...named('flip', flip.done) };
    recordOutcome(outcome('event-node-rot', chance.seed, 2 * ROUNDS, done, { ...named('cut', cut.faults), ...named('flip', flip.faults) }));
  } finally {
    folder.remove();
  }
}

main().catch((error: unknown) => {
  console.error(error);
  process.exitCode = 1;
});
