/** What the machinery of the read side shares within a process. */
import type { Db } from 'mongodb';
import type { EventStore } from '../event-store/event-store';
import type { EventOpener } from '../sealing/event-opener';
import type { LaneThreads } from './lane-threads';

export interface ProjectionTools {
  /** The view database. */
  readonly database: Db;
  readonly store: EventStore;
  readonly opener: EventOpener;
  /** For rebuilds; without them a rebuild has the thread of its caller. */
  readonly threads?: LaneThreads;
}

/** Events folded together when the log is read from far behind, and at its end. */
export const CATCH_UP_BATCH = 1_000;
export const LIVE_BATCH = 500;

/** Documents kept in memory per view. */
export const CACHE_BYTES = 6 * 1024 * 1024;
