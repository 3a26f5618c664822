/** The typed port of the event store. It never shows whose server stands behind it. */

/** Revision of the last event of the stream, or that the stream must not exist. `any` is for clear events only: a box is bound to its revision. */
export type ExpectedRevision = number | 'no-stream' | 'any';

/** An event as it goes on the wire: already sealed. */
export interface EventToAppend {
  /** UUIDv5 of command id, stream and ordinal; the server recognises a repetition by it. */
  readonly id: string;
  readonly storedType: string;
  /** JSON `{ v, c, b, z }`. */
  readonly data: Readonly<Record<string, unknown>>;
  readonly metadata: Readonly<Record<string, unknown>>;
}

export interface StoredEvent extends EventToAppend {
  readonly stream: string;
  readonly revision: number;
  /** Commit position, 20 digits. */
  readonly position: string;
  /** When the store recorded it, ISO 8601. */
  readonly recordedAt: string;
}

export type AppendResult =
  | { readonly kind: 'appended'; readonly revision: number; readonly position: string }
  /** The stream is not where the caller thought; `actual` is its last revision, null when it does not exist. */
  | { readonly kind: 'conflict'; readonly actual: number | null };

export interface EventStore {
  /**
   * All events or none. Resolves only when the outcome is known: an append whose answer was lost is repeated with the
   * same ids at the same revision. Throws EventStoreUnavailable when the store cannot be reached for longer than the time-out.
   */
  append(stream: string, expected: ExpectedRevision, events: readonly EventToAppend[]): Promise<AppendResult>;
  /** Events of a stream from a revision on, drained, all of them or at most so many; empty when the stream does not exist. */
  readStream(stream: string, from?: number, most?: number | null): Promise<readonly StoredEvent[]>;
  /** The last event of a stream, or null. */
  readLast(stream: string): Promise<StoredEvent | null>;
  /**
   * Every non-system event after the position, in log order, for ever; resubscribes by itself with back-off and jitter.
   * `batch` gets at most `maxBatch` events that are ready together and is awaited before the next one. `caughtUp` is
   * called whenever the end of the log was reached. Stops when the signal aborts; rejects when `batch` rejects, and with
   * EventStoreUnavailable when the store stays away for longer than the time-out: then the caller follows again from its own position.
   */
  follow(options: FollowOptions): Promise<void>;
  /**
   * The log from its beginning, as bytes for whoever works on much of it at once; the page after the one that was given out is
   * fetched meanwhile. Ends at the position, at the end of the log, or when the signal aborts. Throws EventStoreUnavailable.
   */
  pages(options: PagesOptions): AsyncIterable<LogPage>;
  /** Position of the last event of the log, or the lowest position when it is empty. */
  lastPosition(): Promise<string>;
  close(): Promise<void>;
}

export interface FollowOptions {
  /** Exclusive; null for the beginning. */
  readonly after: string | null;
  readonly maxBatch: number;
  /**
   * A batch that is not full waits until this many milliseconds have passed since the batch before it was taken, so that a
   * busy log comes in large batches while the first event after a quiet time comes at once. Default 10.
   */
  readonly gapMs?: number;
  readonly batch: (events: readonly StoredEvent[]) => Promise<void>;
  readonly caughtUp?: () => void;
  readonly signal: AbortSignal;
}

/** Part of the log as the store sent it. It costs little to fetch and nothing to hand to another thread; `storedEventsOf` reads it. */
export interface LogPage {
  readonly bytes: Uint8Array<ArrayBuffer>;
  /** Position of the last event, 20 digits. */
  readonly last: string;
}

export interface PagesOptions {
  /** The page that holds it is the last one; it may hold later events. */
  readonly upTo: string;
  /** Events of a page at most; default 500. */
  readonly pageSize?: number;
  readonly signal: AbortSignal;
}

export class EventStoreUnavailable extends Error {
  override readonly name = 'EventStoreUnavailable';
}

export const LOWEST_POSITION = '0'.repeat(20);

/** Injects the EventStore of the process. */
export const EVENT_STORE = Symbol('EventStore');
