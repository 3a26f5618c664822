/** Reads streams as a client may see them: truncated, too old and scavenged events are left out, links followed when asked. */
import type { EventLog } from '../storage/event-log';
import type { LogRecord } from '../storage/log-record';
import { decodeRecorded, encodeLinked } from '../wire/recorded-event';
import type { StreamDirectory } from './stream-directory';
import { describedStream, isSoftDeleted } from './stream-metadata';

export interface ReaderParts {
  readonly log: EventLog;
  readonly directory: StreamDirectory;
  readonly now: () => number;
}

export interface StreamPage {
  readonly frames: Buffer[];
  /** Where the next page starts; null at the end. */
  readonly next: number | null;
}

export type StreamState = 'present' | 'absent' | 'deleted';

const LINK_TYPE = '$>';
const FIRST_PAGE = 16;
const LARGEST_PAGE = 256;
const PAGE_BYTES = 128 * 1024;

export class StreamReader {
  constructor(private readonly parts: ReaderParts) {}

  stateOf(stream: string): StreamState {
    const { directory } = this.parts;
    if (directory.isTombstoned(stream)) return 'deleted';
    return directory.head(stream).lastRevision < 0 || isSoftDeleted(directory.metadataOf(stream)) ? 'absent' : 'present';
  }

  lastRevision(stream: string): number {
    return this.parts.directory.head(stream).lastRevision;
  }

  /** Pages of a stream from a revision on (inclusive), at most `count` events in all. */
  *pages(stream: string, from: number, backwards: boolean, count: number, resolveLinks: boolean): Iterable<Buffer[]> {
    let left = count;
    let next: number | null = from;
    let limit = Math.min(FIRST_PAGE, left);
    while (next !== null && left > 0) {
      const page: StreamPage = backwards ? this.backwards(stream, next, limit, resolveLinks) : this.forwards(stream, next, limit, resolveLinks);
      const frames = page.frames.length > left ? page.frames.slice(0, left) : page.frames;
      if (frames.length > 0) yield frames;
      left -= frames.length;
      next = page.next;
      limit = Math.min(adapted(limit, frames), left);
    }
  }

  forwards(stream: string, from: number, limit: number, resolveLinks: boolean): StreamPage {
    const number = this.parts.directory.numberOf(stream);
    if (number === null) return { frames: [], next: null };
    const start = Math.max(from, this.firstReadable(stream, number));
    const records = this.parts.log.streamForwards(number, start, limit);
    const last = records.at(-1);
    const next = last === undefined || records.length < limit ? null : last.revision + 1;
    return { frames: this.visible(stream, records, resolveLinks), next };
  }

  backwards(stream: string, from: number, limit: number, resolveLinks: boolean): StreamPage {
    const number = this.parts.directory.numberOf(stream);
    if (number === null) return { frames: [], next: null };
    const lowest = this.firstReadable(stream, number);
    const start = Math.min(from, this.parts.directory.lastRevision(number));
    const records = start < lowest ? [] : this.parts.log.streamBackwards(number, start, Math.min(limit, start - lowest + 1));
    const last = records.at(-1);
    const next = last === undefined || last.revision <= lowest ? null : last.revision - 1;
    return { frames: this.visible(stream, records, resolveLinks), next };
  }

  /** The frame as the reader gets it: itself, or what it points at. */
  resolved(frame: Buffer, resolveLinks: boolean, position: number): Buffer {
    if (!resolveLinks) return frame;
    const event = decodeRecorded(frame);
    return event.type === LINK_TYPE ? encodeLinked(this.targetOf(Buffer.from(event.data).toString('utf8')), frame, position) : frame;
  }

  /** Everything below is hidden by truncation or the limit on the number of events. */
  firstReadable(stream: string, number: number): number {
    const { directory } = this.parts;
    const metadata = directory.metadataOf(stream);
    const maxCount = describedStream(stream) === null ? metadata.maxCount : 1;
    const byCount = maxCount === null ? 0 : directory.lastRevision(number) - maxCount + 1;
    return Math.max(metadata.truncateBefore, byCount, 0);
  }

  private visible(stream: string, records: readonly LogRecord[], resolveLinks: boolean): Buffer[] {
    const { maxAge } = this.parts.directory.metadataOf(stream);
    const oldest = maxAge === null ? null : this.parts.now() - maxAge * 1000;
    const frames: Buffer[] = [];
    for (const { frame, position } of records) {
      if (frame === null || (oldest !== null && decodeRecorded(frame).recordedAt < oldest)) continue;
      frames.push(this.resolved(frame, resolveLinks, position));
    }
    return frames;
  }

  private targetOf(pointer: string): Buffer | null {
    const at = pointer.indexOf('@');
    const revision = Number(pointer.slice(0, at));
    const stream = pointer.slice(at + 1);
    if (at < 1 || !Number.isSafeInteger(revision) || this.stateOf(stream) !== 'present') return null;
    const found = this.forwards(stream, revision, 1, false).frames[0];
    return found !== undefined && decodeRecorded(found).revision === revision ? found : null;
  }
}

/** Small events come in large pages, large events in small ones. */
function adapted(limit: number, frames: readonly Buffer[]): number {
  let bytes = 0;
  for (const frame of frames) bytes += frame.length;
  if (bytes > PAGE_BYTES) return Math.max(1, limit >> 2);
  return bytes < PAGE_BYTES / 4 ? Math.min(LARGEST_PAGE, limit * 4) : limit;
}
