import type { EventLog } from '../storage/event-log';
import type { AllReader } from '../streams/all-reader';
import type { CommitSignal } from '../streams/commit-signal';
import type { EventWriter } from '../streams/event-writer';
import type { StreamReader } from '../streams/stream-reader';

/** What the calls of the protocol work with. */
export interface NodeParts {
  readonly log: EventLog;
  readonly writer: EventWriter;
  readonly streams: StreamReader;
  readonly all: AllReader;
  readonly signal: CommitSignal;
  readonly secret: string | null;
  readonly now: () => number;
  readonly newId: () => string;
  /** A read met a record that is not what was written. */
  readonly onDamage: (error: Error) => void;
}

/** Sum of data, metadata and twice the type of every event of one append. */
export const LARGEST_APPEND = 1024 * 1024;

/** How long a write may be incomplete or wait, whatever the client's own deadline says. */
export const WRITE_TIMEOUT_MS = 2000;
