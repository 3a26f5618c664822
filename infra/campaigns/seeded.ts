/** Chance that can be had again: the same seed gives the same numbers (mulberry32). */
export interface Chance {
  readonly seed: number;
  /** 0 <= n < 1 */
  readonly next: () => number;
  /** A whole number from `min` to `max`. */
  readonly between: (min: number, max: number) => number;
}

export function chanceFrom(seed: number): Chance {
  let state = seed >>> 0;
  const next = (): number => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
  };
  return { seed, next, between: (min, max) => min + Math.floor(next() * (max - min + 1)) };
}

/** The seed of CAMPAIGN_SEED, to have a run again, or a fresh one; printed either way. */
export function freshChance(campaign: string): Chance {
  const given = Number(process.env['CAMPAIGN_SEED'] ?? '');
  const seed = Number.isInteger(given) && given > 0 ? given : Math.floor(Math.random() * 2 ** 31) + 1;
  process.stdout.write(`${campaign}: CAMPAIGN_SEED=${String(seed)}\n`);
  return chanceFrom(seed);
}
