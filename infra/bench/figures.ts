/** One shape for every measured figure, and the file it is committed in. */
import { execFileSync } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import path from 'node:path';

export interface Figure {
  readonly name: string;
  readonly unit: string;
  /** Median of the runs. */
  readonly value: number;
  readonly min: number;
  readonly max: number;
  /** The raw measure of the same run, in the same unit; null where there is none. */
  readonly baseline: number | null;
  /** value / baseline. */
  readonly ratio: number | null;
  /** Such as `>= 2000`. */
  readonly aim: string | null;
  readonly met: boolean | null;
}

/** Such as `>= 2000` or `< 60`, against the value, or `ratio >= 0.3`, against the ratio. */
export interface Aim {
  readonly of: 'value' | 'ratio';
  readonly sign: '>=' | '<=' | '<';
  readonly limit: number;
}

const rounded = (value: number): number => Number(value.toPrecision(4));

export const median = (values: readonly number[]): number => {
  const sorted = [...values].sort((a, b) => a - b);
  const upper = sorted[Math.floor(sorted.length / 2)];
  const lower = sorted[Math.floor((sorted.length - 1) / 2)];
  if (upper === undefined || lower === undefined) throw new Error('There is no median of nothing.');
  return (upper + lower) / 2;
};

/** The value below which the given share (0 to 1) of the samples lies. */
export function percentile(samples: readonly number[], share: number): number {
  const sorted = [...samples].sort((a, b) => a - b);
  const value = sorted[Math.min(sorted.length - 1, Math.ceil(share * sorted.length) - 1)];
  if (value === undefined) throw new Error('There is no percentile of nothing.');
  return value;
}

const holds = (aim: Aim, value: number, ratio: number | null): boolean | null => {
  const measured = aim.of === 'value' ? value : ratio;
  if (measured === null) return null;
  if (aim.sign === '>=') return measured >= aim.limit;
  return aim.sign === '<' ? measured < aim.limit : measured <= aim.limit;
};

export function figure(
  name: string,
  unit: string,
  runs: readonly number[],
  options: { readonly baselines?: readonly number[]; readonly aim?: Aim } = {},
): Figure {
  const value = median(runs);
  const baseline = options.baselines === undefined ? null : median(options.baselines);
  const ratio = baseline === null ? null : value / baseline;
  const { aim } = options;
  return {
    name,
    unit,
    value: rounded(value),
    min: rounded(Math.min(...runs)),
    max: rounded(Math.max(...runs)),
    baseline: baseline === null ? null : rounded(baseline),
    ratio: ratio === null ? null : rounded(ratio),
    aim: aim === undefined ? null : `${aim.of === 'ratio' ? 'ratio ' : ''}${aim.sign} ${String(aim.limit)}`,
    met: aim === undefined ? null : holds(aim, value, ratio),
  };
}

/** Prints the figures and writes `infra/bench/results/<name>.json`. */
export function recordFigures(name: string, runs: number, figures: readonly Figure[]): void {
  const commit = execFileSync('git', ['rev-parse', '--short', 'HEAD'], { cwd: __dirname, encoding: 'utf8' }).trim();
  const folder = path.join(__dirname, 'results');
  mkdirSync(folder, { recursive: true });
  writeFileSync(
    path.join(folder, `${name}.json`),
    `${JSON.stringify({ name, commit, cores: availableParallelism(), node: process.version, runs, figures }, null, 2)}\n`,
  );
  console.table(
    figures.map(({ name: figureName, unit, value, min, max, baseline, ratio, aim, met }) => ({
      figure: figureName,
      value,
      unit,
      min,
      max,
      baseline,
      ratio,
      aim,
      met,
    })),
  );
}
