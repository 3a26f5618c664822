/** One process of a worker: takes in events, fires timers, carries out commands; goes on where it was after any kill. */
import { BackOff } from '../event-store/back-off';
import { faultFacts, type Log } from '../observability/log';
import { BatchOpener } from '../projections/batch-opener';
import { CheckpointSaver } from '../projections/checkpoint-saver';
import type { FoldedEvent } from '../projections/fold-batch';
import { foldLog } from '../projections/fold-log';
import { reasonOf, type GroupHealth, type GroupState } from '../projections/group-health';
import { GroupLease, LeaseLost, NOTHING_SEEN, type Checkpoint } from '../projections/group-lease';
import { elapsed, stopped, whileHolding } from '../projections/hold-lease';
import type { LogFeed } from '../projections/log-feed';
import { tailLog } from '../projections/tail-log';
import type { ProjectionTools } from '../projections/tools';
import type { Clock } from '../time-and-ids/clock';
import { Deliveries } from './deliveries';
import { dropFormerInstances } from './former-instances';
import { InstanceStore, instanceCollection, type InstanceChange } from './instance-store';
import type { AnyProcess } from './process';
import { onEvent, onTime, type InstanceDocument } from './process-state';

export interface ProcessRunnerOptions extends ProjectionTools {
  readonly process: AnyProcess;
  readonly feed: LogFeed;
  readonly clock: Clock;
  readonly log: Log;
  readonly execute: (command: object) => Promise<unknown>;
  /** How often timers are looked at. */
  readonly tickMs: number;
}

const WAIT_FOR_LEASE_MS = 250;

export class ProcessRunner {
  private state: GroupState = 'waiting';
  private reason: string | null = null;
  private seen: Checkpoint = NOTHING_SEEN;
  private readonly instances: InstanceStore;
  private lastTurn: Promise<unknown> = Promise.resolve();
  private wake: () => void = () => undefined;

  constructor(private readonly options: ProcessRunnerOptions) {
    this.instances = new InstanceStore(options.database, options.process);
  }

  health(): GroupHealth {
    return { group: this.options.process.name, state: this.state, position: this.seen.position, reason: this.reason };
  }

  /** Resolves when the signal aborts. */
  async run(signal: AbortSignal): Promise<void> {
    const { database, process, log } = this.options;
    const backOff = new BackOff();
    while (!signal.aborted) {
      try {
        const lease = new GroupLease(database, instanceCollection(database, process));
        const checkpoint = await lease.tryAcquire();
        if (checkpoint === null) {
          this.enter('waiting');
          await elapsed(WAIT_FOR_LEASE_MS, signal);
        } else {
          this.seen = checkpoint;
          await whileHolding(lease, signal, (held) => this.hold(lease, held, () => backOff.reset()));
        }
      } catch (error) {
        if (stopped(signal)) break;
        if (error instanceof LeaseLost) this.enter('waiting');
        else {
          this.state = 'faulted';
          this.reason = reasonOf(error);
          log.error({ process: process.name, position: this.seen.position, reason: this.reason, fault: faultFacts(error) }, 'process stopped');
        }
        await backOff.pause(signal);
      }
    }
  }

  private async hold(lease: GroupLease, signal: AbortSignal, progressed: () => void): Promise<void> {
    const { store, feed, opener, process, database } = this.options;
    await this.instances.prepare();
    await dropFormerInstances(database, process);
    const own = new AbortController();
    const failures: unknown[] = [];
    const failed = (error: unknown): void => {
      failures.push(error);
      own.abort();
      this.wake();
    };
    const saver = new CheckpointSaver(lease, failed);
    const both = AbortSignal.any([signal, own.signal]);
    const working = this.work(both).catch(failed);
    try {
      await foldLog({
        batches: (inner) => tailLog({ store, feed, after: this.seen.position, signal: inner, entered: (state) => this.enter(state), unhurried: true }),
        opener: new BatchOpener(opener, [{ types: process.types, reads: 'clear' }]),
        write: async (events, { position, length }) => {
          const commands = events.length > 0 && (await this.alone(() => this.takeIn(events)));
          const seen = { position, events: this.seen.events + length };
          if (events.length === 0) saver.later(seen);
          else await saver.now(seen);
          this.seen = seen;
          progressed();
          if (commands) this.wake();
        },
        signal: both,
      });
      await saver.flush();
    } catch (error) {
      failures.push(error);
    } finally {
      saver.stop();
      own.abort();
      this.wake();
      await working;
    }
    if (failures.length > 0) throw failures[0];
  }

  /** True when there are commands to carry out. */
  private async takeIn(events: readonly FoldedEvent[]): Promise<boolean> {
    const { process, clock } = this.options;
    const routed = events.flatMap((event) => {
      const id = process.route(event);
      return id === null ? [] : [{ id, event }];
    });
    const stored = await this.instances.find([...new Set(routed.map(({ id }) => id))]);
    const changed = new Map<string, InstanceDocument>();
    for (const { id, event } of routed) {
      const after = onEvent(process, id, changed.get(id) ?? stored.get(id) ?? null, event, clock.now());
      if (after !== null) changed.set(id, after);
    }
    await this.instances.write([...changed].map(([id, after]): InstanceChange => ({ before: stored.get(id) ?? null, after })));
    return [...changed.values()].some(({ next }) => next === 'waiting');
  }

  /** Timers fire only when the log has been read to its end: a later event may have stopped them. */
  private async work(signal: AbortSignal): Promise<void> {
    const deliveries = new Deliveries({ ...this.options, instances: this.instances });
    while (!signal.aborted) {
      if (this.state === 'live') await this.alone(() => this.fireTimers());
      const more = await deliveries.round((turn) => this.alone(turn), signal);
      if (!more) await this.untilWoken(signal);
    }
  }

  private async fireTimers(): Promise<void> {
    const { process, clock } = this.options;
    const now = clock.now();
    const due = await this.instances.due(now);
    await this.instances.write(
      due.flatMap((before): InstanceChange[] => {
        const after = onTime(process, before, now);
        return after === null ? [] : [{ before, after }];
      }),
    );
  }

  private async untilWoken(signal: AbortSignal): Promise<void> {
    const tick = new AbortController();
    this.wake = () => tick.abort();
    await elapsed(this.options.tickMs, AbortSignal.any([signal, tick.signal]));
  }

  /** Events, timers and outcomes change instances one after the other. */
  private alone<T>(work: () => Promise<T>): Promise<T> {
    const turn = this.lastTurn.then(work, work);
    this.lastTurn = turn.catch(() => undefined);
    return turn;
  }

  private enter(state: GroupState): void {
    this.state = state;
    this.reason = null;
  }
}
