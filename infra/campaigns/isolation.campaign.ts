/** Isolation in full: five hundred sequences. `npm run test:campaign -- isolation [sequences]`. */
import { isolation } from './isolation';
import { outcome, recordOutcome } from './outcome';
import { freshChance } from './seeded';

const count = Number(process.argv[2] ?? 500);
const chance = freshChance('isolation');

isolation(count, chance).then(
  ({ done, faults }) => recordOutcome(outcome('isolation', chance.seed, count, done, faults)),
  (error: unknown) => {
    console.error(error);
    process.exitCode = 1;
  },
);
