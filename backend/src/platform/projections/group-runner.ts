/** Keeps the views of one group up to date while it holds the group's lease; for ever, through faults, never past an event. */
import { BackOff } from '../event-store/back-off';
import { LOWEST_POSITION } from '../event-store/event-store';
import { faultFacts, type Log } from '../observability/log';
import { BatchOpener } from './batch-opener';
import { CheckpointSaver } from './checkpoint-saver';
import { foldLog } from './fold-log';
import { GroupLease, LeaseLost, NOTHING_SEEN, type Checkpoint } from './group-lease';
import type { GroupHealth, GroupState } from './group-health';
import { reasonOf } from './group-health';
import { elapsed, stopped, whileHolding } from './hold-lease';
import type { LogFeed } from './log-feed';
import { dropFormer, goLive, rebuildBeside } from './rebuild';
import { tailLog } from './tail-log';
import { CACHE_BYTES, type ProjectionTools } from './tools';
import type { AnyView } from './view';
import { ViewWriter } from './view-writer';
import { catalogueOf, collectionName, viewCollection } from './views-database';

export interface GroupRunnerOptions extends ProjectionTools {
  readonly group: string;
  readonly views: readonly AnyView[];
  readonly feed: LogFeed;
  readonly log: Log;
}

const WAIT_FOR_LEASE_MS = 250;
/** Readers believe the catalogue for a second. */
const FORMER_STAYS_MS = 5_000;

export class GroupRunner {
  private state: GroupState = 'waiting';
  private reason: string | null = null;
  private seen: Checkpoint = NOTHING_SEEN;

  constructor(private readonly options: GroupRunnerOptions) {}

  health(): GroupHealth {
    return { group: this.options.group, state: this.state, position: this.seen.position, reason: this.reason };
  }

  /** Resolves when the signal aborts. */
  async run(signal: AbortSignal): Promise<void> {
    const backOff = new BackOff();
    while (!signal.aborted) {
      try {
        const lease = new GroupLease(this.options.database, this.options.group);
        const checkpoint = await lease.tryAcquire();
        if (checkpoint === null) {
          this.enter('waiting');
          await elapsed(WAIT_FOR_LEASE_MS, signal);
        } else {
          await whileHolding(lease, signal, (held) => this.hold(lease, checkpoint, held, () => backOff.reset()));
        }
      } catch (error) {
        if (stopped(signal)) break;
        if (error instanceof LeaseLost) this.enter('waiting');
        else this.fail(error);
        await backOff.pause(signal);
      }
    }
  }

  private async hold(lease: GroupLease, checkpoint: Checkpoint, signal: AbortSignal, progressed: () => void): Promise<void> {
    this.seen = await this.prepare(lease, checkpoint, signal);
    const { database, store, feed, views, opener } = this.options;
    const writers = views.map((view) => new ViewWriter(view, viewCollection(database, collectionName(view)), CACHE_BYTES));
    const own = new AbortController();
    const failures: unknown[] = [];
    const saver = new CheckpointSaver(lease, (error) => {
      failures.push(error);
      own.abort();
    });
    try {
      await foldLog({
        batches: (inner) => tailLog({ store, feed, after: this.seen.position, signal: inner, entered: (state) => this.enter(state) }),
        opener: new BatchOpener(opener, views),
        write: async (events, { position, length }) => {
          await Promise.all(writers.map((writer) => writer.write(events)));
          const seen = { position, events: this.seen.events + length };
          if (events.length === 0) saver.later(seen);
          else await saver.now(seen);
          this.seen = seen;
          progressed();
        },
        signal: AbortSignal.any([signal, own.signal]),
      });
      if (failures.length > 0) throw failures[0];
      await saver.flush();
    } finally {
      saver.stop();
    }
  }

  /** Makes sure that every view is live in its present version. Returns the position from which the group goes on. */
  private async prepare(lease: GroupLease, checkpoint: Checkpoint, signal: AbortSignal): Promise<Checkpoint> {
    const { database, views, store } = this.options;
    const end = await store.lastPosition();
    if (checkpoint.position > end) throw new CheckpointBeyondLog(this.options.group);
    const catalogue = await catalogueOf(database).find().toArray();
    const versions = new Map(catalogue.map(({ _id, version }) => [_id, version]));
    const lost = checkpoint.position === LOWEST_POSITION;
    const changed = views.filter((view) => lost || versions.get(view.name) !== view.version);
    for (const view of views) if (!changed.includes(view)) await dropFormer(database, view);
    if (changed.length === 0) return checkpoint;
    this.enter('rebuilding');
    const upTo = lost ? end : checkpoint.position;
    const events = await rebuildBeside(this.options, { views: changed, upTo, suffix: 'building', signal });
    for (const view of changed) await goLive(database, view, 'building');
    const rebuilt = lost ? { position: upTo, events } : checkpoint;
    if (lost) await lease.save(rebuilt, true);
    const dropping = setTimeout(() => void Promise.all(changed.map((view) => dropFormer(database, view))).catch(() => undefined), FORMER_STAYS_MS);
    signal.addEventListener('abort', () => clearTimeout(dropping));
    return rebuilt;
  }

  private enter(state: GroupState): void {
    this.state = state;
    this.reason = null;
  }

  private fail(error: unknown): void {
    this.state = 'faulted';
    this.reason = reasonOf(error);
    this.options.log.error({ group: this.options.group, position: this.seen.position, reason: this.reason, fault: faultFacts(error) }, 'views stopped');
  }
}

/** The log is shorter than what the views have seen: it was restored from an older copy. */
export class CheckpointBeyondLog extends Error {
  override readonly name = 'CheckpointBeyondLog';

  constructor(group: string) {
    super(`The views of ${group} have seen more than the log holds: rebuild them with npm run views -- rebuild.`);
  }
}
