import { isolation } from './isolation';
import { freshChance } from './seeded';

const SEQUENCES = 25;

describe('two workspaces with the same people, small', () => {
  it('keep from each other what is theirs, whatever one of them does', async () => {
    const { done, faults } = await isolation(SEQUENCES, freshChance('isolation'));
    expect(faults).toEqual({ answersChanged: 0, newsHeard: 0, idsTold: 0 });
    expect(done['sequences']).toBe(SEQUENCES);
    expect(done['accepted']).toBeGreaterThan(2 * SEQUENCES);
    expect(done['readings']).toBeGreaterThan(50 * SEQUENCES);
  }, 720_000);
});
