/** Every group of views of a worker process, over one subscription to the log. */
import { BackOff } from '../event-store/back-off';
import type { Log } from '../observability/log';
import { GroupRunner } from './group-runner';
import { LogFeed } from './log-feed';
import { RunnerSet } from './runner-set';
import type { ProjectionTools } from './tools';
import type { AnyView } from './view';

export interface ProjectionGroupsOptions extends ProjectionTools {
  readonly views: readonly AnyView[];
  readonly log: Log;
}

export class ProjectionGroups extends RunnerSet {
  /** The end of the log, also for other runners of this process. */
  readonly feed: LogFeed;

  constructor(options: ProjectionGroupsOptions) {
    const feed = new LogFeed(options.store);
    const names = [...new Set(options.views.map(({ group }) => group))];
    super(
      'views',
      names.map((group) => new GroupRunner({ ...options, feed, group, views: options.views.filter((view) => view.group === group) })),
      (signal) => runFeed(feed, signal),
    );
    this.feed = feed;
  }
}

async function runFeed(feed: LogFeed, signal: AbortSignal): Promise<void> {
  const backOff = new BackOff();
  while (!signal.aborted) {
    // While there is no feed, each group reads the log itself and reports what is wrong with it.
    await feed.run(signal).catch(() => undefined);
    await backOff.pause(signal);
  }
}
