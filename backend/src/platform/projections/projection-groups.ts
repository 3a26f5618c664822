/** Every group of views of a worker process, over one subscription to the log. */
import { BackOff } from '../event-store/back-off';
import { groupCheck, type GroupHealth } from './group-health';
import { GroupRunner } from './group-runner';
import { LogFeed } from './log-feed';
import type { Log } from '../observability/log';
import type { ReadinessCheck } from '../observability/readiness';
import type { ProjectionTools } from './tools';
import type { AnyView } from './view';

export interface ProjectionGroupsOptions extends ProjectionTools {
  readonly views: readonly AnyView[];
  readonly log: Log;
}

export class ProjectionGroups {
  /** The end of the log, also for other runners of this process. */
  readonly feed: LogFeed;
  private readonly runners: readonly GroupRunner[];
  private readonly stopping = new AbortController();
  private running: Promise<unknown> | null = null;

  constructor(private readonly options: ProjectionGroupsOptions) {
    this.feed = new LogFeed(options.store);
    const names = [...new Set(options.views.map(({ group }) => group))];
    this.runners = names.map((group) => new GroupRunner({ ...options, feed: this.feed, group, views: options.views.filter((view) => view.group === group) }));
  }

  start(): void {
    const { signal } = this.stopping;
    this.running ??= Promise.all([this.runFeed(signal), ...this.runners.map((runner) => runner.run(signal))]);
  }

  /** Ends between two batches, with the checkpoints saved and the leases given back. */
  async stop(): Promise<void> {
    this.stopping.abort();
    await this.running;
  }

  health(): readonly GroupHealth[] {
    return this.runners.map((runner) => runner.health());
  }

  readinessChecks(): readonly ReadinessCheck[] {
    return this.runners.map((runner) => groupCheck('views', () => runner.health()));
  }

  private async runFeed(signal: AbortSignal): Promise<void> {
    const backOff = new BackOff();
    while (!signal.aborted) {
      // While there is no feed, each group reads the log itself and reports what is wrong with it.
      await this.feed.run(signal).catch(() => undefined);
      await backOff.pause(signal);
    }
  }
}
