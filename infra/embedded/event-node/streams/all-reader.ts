/** Reads the whole log in order. */
import type { EventLog } from '../storage/event-log';
import type { EventFilter } from '../subscriptions/event-filter';
import type { StreamReader } from './stream-reader';

const PAGE_BYTES = 128 * 1024;
const PAGE_RECORDS = 256;

export class AllReader {
  constructor(
    private readonly log: EventLog,
    private readonly streams: StreamReader,
  ) {}

  get lastPosition(): number {
    return this.log.lastPosition;
  }

  /** Whether a read may start there: at a record, or behind the last one. */
  isPosition(position: number): boolean {
    return position > this.log.lastPosition || this.log.isBoundary(position);
  }

  /** Forwards from the position inclusive, backwards strictly before it. */
  *pages(from: number, backwards: boolean, count: number, resolveLinks: boolean, filter: EventFilter | null): Iterable<Buffer[]> {
    let left = count;
    let cursor = backwards ? from : from - 1;
    while (left > 0) {
      const limit = filter === null ? Math.min(left, PAGE_RECORDS) : PAGE_RECORDS;
      const records = backwards ? this.log.backwards(cursor, PAGE_BYTES, limit) : this.log.forwards(cursor, PAGE_BYTES, limit);
      const last = records.at(-1);
      if (last === undefined) return;
      const frames: Buffer[] = [];
      for (const { frame, position } of records) {
        if (frame === null || frames.length >= left || !(filter?.matches(frame) ?? true)) continue;
        frames.push(this.streams.resolved(frame, resolveLinks, position));
      }
      yield frames;
      left -= frames.length;
      cursor = last.position;
    }
  }
}
