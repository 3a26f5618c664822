/** A subscription is a cursor over the log: it has no buffer of its own, so a slow reader costs nothing and loses nothing. */
import type { EventLog } from '../storage/event-log';
import type { StreamReader } from '../streams/stream-reader';
import { encodeCheckpoint } from '../wire/read-replies';
import type { EventFilter } from './event-filter';

export interface Step {
  readonly frames: readonly Buffer[];
  /** Nothing more to read for now. */
  readonly atEnd: boolean;
}

export interface Cursor {
  /** Throws StreamGone once the stream is tombstoned. */
  next(): Step;
}

export class StreamGone extends Error {
  override readonly name = 'StreamGone';
}

const PAGE_BYTES = 64 * 1024;
const PAGE_RECORDS = 128;

export class AllCursor implements Cursor {
  private considered = 0;
  private checkpointed: number;

  constructor(
    private readonly log: EventLog,
    private readonly streams: StreamReader,
    /** Exclusive. */
    private after: number,
    private readonly filter: EventFilter | null,
    private readonly resolveLinks: boolean,
  ) {
    this.checkpointed = after;
  }

  next(): Step {
    const frames: Buffer[] = [];
    const records = this.log.forwards(this.after, PAGE_BYTES, PAGE_RECORDS);
    for (const { frame, position } of records) {
      this.after = position;
      if (frame === null) continue;
      if (this.filter?.matches(frame) ?? true) frames.push(this.streams.resolved(frame, this.resolveLinks, position));
      this.considered++;
      if (this.filter !== null && this.considered >= this.filter.checkpointEvery) frames.push(this.checkpoint());
    }
    return { frames, atEnd: this.after >= this.log.lastPosition };
  }

  /** The checkpoint that is due when catch-up ends; null when the last one says as much. */
  finalCheckpoint(): Buffer | null {
    return this.filter === null || this.checkpointed === this.after ? null : this.checkpoint();
  }

  private checkpoint(): Buffer {
    this.considered = 0;
    this.checkpointed = this.after;
    return encodeCheckpoint(this.after);
  }
}

export class StreamCursor implements Cursor {
  constructor(
    private readonly streams: StreamReader,
    private readonly stream: string,
    /** Inclusive. */
    private from: number,
    private readonly resolveLinks: boolean,
  ) {}

  next(): Step {
    if (this.streams.stateOf(this.stream) === 'deleted') throw new StreamGone(this.stream);
    const end = this.streams.lastRevision(this.stream);
    if (this.from > end) return { frames: [], atEnd: true };
    const page = this.streams.forwards(this.stream, this.from, 32, this.resolveLinks);
    this.from = page.next ?? end + 1;
    return { frames: page.frames, atEnd: this.from > end };
  }
}
