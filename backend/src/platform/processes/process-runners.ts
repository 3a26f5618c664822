/** Every process of a worker, on the same subscription to the log as its views. */
import { RunnerSet } from '../projections/runner-set';
import type { AnyProcess } from './process';
import { ProcessRunner, type ProcessRunnerOptions } from './process-runner';

export interface ProcessRunnersOptions extends Omit<ProcessRunnerOptions, 'process' | 'tickMs'> {
  readonly processes: readonly AnyProcess[];
  readonly tickMs?: number;
}

const TICK_MS = 1_000;

export class ProcessRunners extends RunnerSet {
  constructor(options: ProcessRunnersOptions) {
    super(
      'process',
      options.processes.map((process) => new ProcessRunner({ ...options, process, tickMs: options.tickMs ?? TICK_MS })),
    );
  }
}
