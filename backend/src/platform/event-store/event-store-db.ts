/** The port over EventStoreDB. One of it per process: every append goes through its one connection. */
import { setMaxListeners } from 'node:events';
import { AppendLanes } from './append-lanes';
import { proposedEvents } from './append-request';
import { BackOff } from './back-off';
import {
  EventStoreUnavailable,
  LOWEST_POSITION,
  type AppendResult,
  type EventStore,
  type EventToAppend,
  type ExpectedRevision,
  type FollowOptions,
  type LogPage,
  type PagesOptions,
  type StoredEvent,
} from './event-store';
import { isPassing } from './faults';
import { follow } from './follow';
import { Limit } from './limit';
import { fetchPage, inPages } from './read-pages';
import { readLast, readLastOfAll, readStream } from './reads';
import { ServerConnection } from './server-connection';

export interface EventStoreDbOptions {
  /** `esdb://host:port?tls=false&connectionName=...` */
  readonly url: string;
  /** How long one attempt waits for an answer. */
  readonly attemptMs?: number;
  /** How long an append or a read is tried before EventStoreUnavailable. */
  readonly giveUpMs?: number;
}

/** Servers allow 100 streams per connection and let the next one hang without an error. */
const CONCURRENT_READS = 64;
const PAGE_EVENTS = 500;

export class EventStoreDb implements EventStore {
  private readonly main: ServerConnection;
  private readonly followers: ServerConnection;
  private readonly lanes: AppendLanes;
  private readonly reads = new Limit(CONCURRENT_READS);
  private readonly attemptMs: number;
  private readonly giveUpMs: number;
  private readonly closed = new AbortController();

  constructor(options: EventStoreDbOptions) {
    this.main = new ServerConnection(options.url);
    // Apart, because a subscription that catches up would fill the window that answers to appends come through.
    this.followers = new ServerConnection(options.url);
    // Every append that waits out a lost connection listens to it.
    setMaxListeners(0, this.closed.signal);
    this.attemptMs = options.attemptMs ?? 5000;
    this.lanes = new AppendLanes(this.main, this.attemptMs);
    this.giveUpMs = options.giveUpMs ?? 15_000;
  }

  async append(stream: string, expected: ExpectedRevision, events: readonly EventToAppend[]): Promise<AppendResult> {
    const proposed = proposedEvents(stream, events);
    return this.untilKnown(async () => (await this.lanes.take()).append(stream, expected, proposed));
  }

  readStream(stream: string, from = 0, most: number | null = null): Promise<readonly StoredEvent[]> {
    return this.read(() => readStream(this.main.client, stream, from, most, this.attemptMs));
  }

  readLast(stream: string): Promise<StoredEvent | null> {
    return this.read(() => readLast(this.main.client, stream, this.attemptMs));
  }

  async follow(options: FollowOptions): Promise<void> {
    const signal = AbortSignal.any([options.signal, this.closed.signal]);
    await follow(this.followers.client, { ...options, signal }, () => this.lastPosition());
  }

  pages(options: PagesOptions): AsyncIterable<LogPage> {
    const { pageSize = PAGE_EVENTS } = options;
    return inPages(options, (after) => this.read(() => fetchPage((request) => this.followers.openRawRead(request), after, pageSize, this.attemptMs)));
  }

  async lastPosition(): Promise<string> {
    const last = await this.read(() => readLastOfAll(this.main.client, this.attemptMs));
    return last?.position ?? LOWEST_POSITION;
  }

  async close(): Promise<void> {
    this.closed.abort();
    await Promise.all([this.main.close(), this.followers.close()]);
  }

  private read<T>(work: () => Promise<T>): Promise<T> {
    return this.reads.run(() => this.untilKnown(work));
  }

  /** The same request again until its outcome is known; the server recognises the ids of an append it has already stored. */
  private async untilKnown<T>(work: () => Promise<T>): Promise<T> {
    const giveUpAt = Date.now() + this.giveUpMs;
    const backOff = new BackOff();
    for (;;) {
      try {
        return await work();
      } catch (error) {
        if (!isPassing(error)) throw error;
        if (Date.now() >= giveUpAt || this.closed.signal.aborted) {
          throw new EventStoreUnavailable('The event store does not answer: check that it runs and that EVENTSTORE_URL names it.', { cause: error });
        }
        await backOff.pause(this.closed.signal);
      }
    }
  }
}
