/** Every process of a worker, on the same subscription to the log as its views. */
import { groupCheck, type GroupHealth } from '../projections/group-health';
import type { ReadinessCheck } from '../observability/readiness';
import type { AnyProcess } from './process';
import { ProcessRunner, type ProcessRunnerOptions } from './process-runner';

export interface ProcessRunnersOptions extends Omit<ProcessRunnerOptions, 'process' | 'tickMs'> {
  readonly processes: readonly AnyProcess[];
  readonly tickMs?: number;
}

const TICK_MS = 1_000;

export class ProcessRunners {
  private readonly runners: readonly ProcessRunner[];
  private readonly stopping = new AbortController();
  private running: Promise<unknown> | null = null;

  constructor(options: ProcessRunnersOptions) {
    this.runners = options.processes.map((process) => new ProcessRunner({ ...options, process, tickMs: options.tickMs ?? TICK_MS }));
  }

  start(): void {
    this.running ??= Promise.all(this.runners.map((runner) => runner.run(this.stopping.signal)));
  }

  /** A command under way is finished first. */
  async stop(): Promise<void> {
    this.stopping.abort();
    await this.running;
  }

  health(): readonly GroupHealth[] {
    return this.runners.map((runner) => runner.health());
  }

  readinessChecks(): readonly ReadinessCheck[] {
    return this.runners.map((runner) => groupCheck('process', () => runner.health()));
  }
}
