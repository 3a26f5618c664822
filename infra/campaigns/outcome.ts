/** What a campaign found, and the file it is committed in. */
import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';

export interface Outcome {
  readonly name: string;
  readonly seed: number;
  readonly rounds: number;
  /** What was done, so that a pass means something: kills, pages, leads. */
  readonly done: Readonly<Record<string, number>>;
  /** Each of these has to be zero. */
  readonly faults: Readonly<Record<string, number>>;
  readonly passed: boolean;
}

export const outcome = (
  name: string,
  seed: number,
  rounds: number,
  done: Readonly<Record<string, number>>,
  faults: Readonly<Record<string, number>>,
): Outcome => ({
  name,
  seed,
  rounds,
  done,
  faults,
  passed: Object.values(faults).every((count) => count === 0),
});

/** Prints the outcome and writes `infra/campaigns/results/<name>.json`; the exit code tells whether it passed. */
export function recordOutcome(result: Outcome): void {
  const folder = path.join(__dirname, 'results');
  mkdirSync(folder, { recursive: true });
  writeFileSync(path.join(folder, `${result.name}.json`), `${JSON.stringify(result, null, 2)}\n`);
  console.log(JSON.stringify(result, null, 2));
  process.exitCode = result.passed ? 0 : 1;
}
