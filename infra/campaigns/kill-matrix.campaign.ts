/** The kill matrix in full: each process 20 times. `npm run test:campaign -- kill-matrix [rounds]`. */
import { outcome, recordOutcome } from './outcome';
import { freshChance } from './seeded';
import { killMatrixIn } from './kill-matrix-stack';

const rounds = Number(process.argv[2] ?? 20);
const chance = freshChance('kill-matrix');

killMatrixIn({ rounds, rowsPerImport: 250 }, chance).then(
  ({ done, faults }) => recordOutcome(outcome('kill-matrix', chance.seed, rounds, done, faults)),
  (error: unknown) => {
    console.error(error);
    process.exitCode = 1;
  },
);
