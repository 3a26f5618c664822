/** Runners of one kind in a worker: started, stopped and looked after together. */
import type { ReadinessCheck } from '../observability/readiness';
import { groupCheck, type GroupHealth } from './group-health';

export interface Runner {
  /** Resolves when the signal aborts. */
  readonly run: (signal: AbortSignal) => Promise<void>;
  readonly health: () => GroupHealth;
}

export class RunnerSet {
  private readonly stopping = new AbortController();
  private running: Promise<unknown> | null = null;

  constructor(
    readonly kind: 'views' | 'process',
    private readonly runners: readonly Runner[],
    /** Runs beside them, for as long. */
    private readonly beside: (signal: AbortSignal) => Promise<void> = () => Promise.resolve(),
  ) {}

  start(): void {
    const { signal } = this.stopping;
    this.running ??= Promise.all([this.beside(signal), ...this.runners.map((runner) => runner.run(signal))]);
  }

  /** What is under way is finished first: a batch with its checkpoint, a command. The leases are given back. */
  async stop(): Promise<void> {
    this.stopping.abort();
    await this.running;
  }

  health(): readonly GroupHealth[] {
    return this.runners.map((runner) => runner.health());
  }

  readinessChecks(): readonly ReadinessCheck[] {
    return this.runners.map((runner) => groupCheck(this.kind, () => runner.health()));
  }
}
