import { chanceFrom } from '../../campaigns/seeded';
import { runKillRounds } from './testing/kill-rounds';
import { temporaryFolder } from './testing/node-process';

it('keeps every acknowledged event once, in place and in order, however often it is killed', async () => {
  const folder = temporaryFolder();
  try {
    const { done, faults } = await runKillRounds(folder.path, { rounds: 4, writers: 16, chance: chanceFrom(20_261_123).next });
    expect(faults).toEqual({ lost: 0, doubled: 0, misplaced: 0, half: 0, positionsWentBack: 0 });
    expect(done.acknowledged).toBeGreaterThan(100);
    expect(done.unacknowledged).toBeGreaterThan(0);
  } finally {
    folder.remove();
  }
}, 240_000);
