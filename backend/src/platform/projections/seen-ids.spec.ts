import { SeenIds } from './seen-ids';

const idOf = (number: number): string => `00000000-0000-4000-8000-${number.toString(16).padStart(12, '0')}`;

describe('SeenIds', () => {
  it('never denies an id that was added, and rarely claims one that was not', () => {
    const seen = new SeenIds();
    for (let number = 0; number < 50_000; number += 1) seen.add(idOf(number));
    let denied = 0;
    for (let number = 0; number < 50_000; number += 1) if (!seen.maybeHas(idOf(number))) denied += 1;
    let claimed = 0;
    for (let number = 50_000; number < 80_000; number += 1) if (seen.maybeHas(idOf(number))) claimed += 1;
    expect(denied).toBe(0);
    expect(claimed).toBeLessThan(300);
  });
});
