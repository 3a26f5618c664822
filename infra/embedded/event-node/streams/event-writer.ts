/**
 * Every write of the node. Requests that arrive in one turn of the event loop share one transaction and one sync;
 * each is judged against what the ones before it will have written. Nothing is answered or shown before the commit.
 */
import { DamagedRecord, isOutOfSpace, messageOf } from '../refusal';
import type { EventLog } from '../storage/event-log';
import { TOMBSTONE_REVISION } from '../storage/log-record';
import { decodeRecorded, encodeRecorded, type ProposedEvent } from '../wire/recorded-event';
import type { CommitSignal } from './commit-signal';
import { judge, type EarlierEvents, type Expected } from './expected-revision';
import type { RecentIds } from './recent-ids';
import type { StreamDirectory } from './stream-directory';
import { describedStream, isSoftDeleted, metadataStreamOf, parseMetadata, softDeletion, withTruncateBefore } from './stream-metadata';

export type WriteOutcome =
  | { readonly kind: 'written'; readonly revision: number | null; readonly position: number | null }
  /** `actual` is the last revision of the stream, null when it has none. */
  | { readonly kind: 'wrong'; readonly actual: number | null }
  | { readonly kind: 'deleted' }
  | { readonly kind: 'late' }
  | { readonly kind: 'failed'; readonly sentence: string };

export interface WriteRequest {
  readonly action: 'append' | 'delete' | 'tombstone';
  readonly stream: string;
  readonly expected: Expected;
  readonly events: readonly ProposedEvent[];
  /** Milliseconds since 1970. */
  readonly deadline: number;
  readonly settle: (outcome: WriteOutcome) => void;
}

export interface WriterParts {
  readonly log: EventLog;
  readonly directory: StreamDirectory;
  readonly recentIds: RecentIds;
  readonly signal: CommitSignal;
  readonly now: () => number;
  readonly newId: () => string;
  /** The disk answered with something that cannot be handled while running. */
  readonly onFatal: (error: unknown) => void;
  /** A record that had to be read was not what was written. */
  readonly onDamage: (error: Error) => void;
  /** Why nothing may be written, or null. */
  readonly readOnly: () => string | null;
}

const NOTHING = Buffer.alloc(0);

export class EventWriter {
  private queue: WriteRequest[] = [];
  private writtenIds: string[] = [];
  private inTransaction = false;

  constructor(private readonly parts: WriterParts) {}

  submit(request: WriteRequest): void {
    this.queue.push(request);
    if (this.queue.length === 1) setImmediate(() => this.flush());
  }

  private flush(): void {
    const requests = this.queue;
    this.queue = [];
    const { wrote, outcomes } = this.writeGroup(requests);
    if (wrote) this.parts.signal.fire();
    requests.forEach((request, index) => request.settle(outcomes[index] ?? { kind: 'late' }));
    if (wrote) setImmediate(() => this.tidyUp());
  }

  /** What can wait until the answers have left: they do so at the end of the turn. */
  private tidyUp(): void {
    this.parts.recentIds.sort();
    try {
      this.parts.log.checkpoints.moveWhenDue();
    } catch (error) {
      this.parts.onFatal(error);
    }
  }

  private writeGroup(requests: readonly WriteRequest[]): { wrote: boolean; outcomes: WriteOutcome[] } {
    try {
      const outcomes = requests.map((request) => this.decide(request));
      const wrote = this.inTransaction;
      if (wrote) this.parts.log.commit();
      this.parts.directory.keep();
      return { wrote, outcomes };
    } catch (error) {
      this.abandon(error);
      return { wrote: false, outcomes: requests.map(() => ({ kind: 'failed', sentence: whyNot(error) })) };
    } finally {
      this.inTransaction = false;
      this.writtenIds = [];
    }
  }

  private abandon(error: unknown): void {
    for (const id of this.writtenIds) this.parts.recentIds.forget(id);
    this.parts.directory.takeBack();
    try {
      this.parts.log.rollback();
    } catch (second) {
      this.parts.onFatal(second);
      return;
    }
    if (error instanceof DamagedRecord) this.parts.onDamage(error);
    else if (!isOutOfSpace(error)) this.parts.onFatal(error);
  }

  private decide(request: WriteRequest): WriteOutcome {
    const readOnly = this.parts.readOnly();
    if (readOnly !== null) return { kind: 'failed', sentence: readOnly };
    if (request.deadline <= this.parts.now()) return { kind: 'late' };
    const { directory } = this.parts;
    const head = directory.head(request.stream);
    const ids = request.events.map((event) => event.id);
    const verdict = judge(request.expected, head, ids, this.earlierEvents(request.stream));
    if (verdict.kind === 'deleted') return verdict;
    const actual = head.lastRevision < 0 ? null : head.lastRevision;
    if (verdict.kind === 'wrong') return { kind: 'wrong', actual };
    if (verdict.kind === 'repeated') return { kind: 'written', revision: verdict.last.revision, position: verdict.last.position };
    if (request.action === 'delete') {
      if (actual === null && !head.hasMetadata) return { kind: 'wrong', actual };
      return this.writeMetadata(request.stream, softDeletion());
    }
    if (request.action === 'tombstone') return this.writeTombstone(request.stream);
    return this.append(request, head.softDeleted);
  }

  private append(request: WriteRequest, wasSoftDeleted: boolean): WriteOutcome {
    const { directory } = this.parts;
    if (request.events.length === 0) {
      const revision = directory.head(request.stream).lastRevision;
      return { kind: 'written', revision: revision < 0 ? null : revision, position: this.parts.log.lastPosition || null };
    }
    const describes = describedStream(request.stream);
    const undeletes = describes !== null && isSoftDeleted(directory.metadataOf(describes));
    const firstNew = directory.head(request.stream).lastRevision + 1;
    const last = this.write(request.stream, request.events);
    if (wasSoftDeleted) this.undelete(request.stream, firstNew);
    if (undeletes) this.undelete(describes, directory.head(describes).lastRevision + 1);
    return last;
  }

  /** A write to a soft-deleted stream brings it back from there on; what else its metadata says is kept. */
  private undelete(stream: string, firstReadable: number): void {
    this.writeMetadata(stream, withTruncateBefore(this.rawMetadata(stream), firstReadable));
  }

  private writeMetadata(stream: string, json: string): WriteOutcome {
    const event = { id: this.parts.newId(), type: '$metadata', contentType: 'application/json', data: Buffer.from(json), metadata: NOTHING };
    return this.write(metadataStreamOf(stream), [event]);
  }

  private rawMetadata(stream: string): string {
    const { directory, log } = this.parts;
    const number = directory.numberOf(metadataStreamOf(stream));
    if (number === null) return '{}';
    const frame = log.streamBackwards(number, directory.lastRevision(number), 1)[0]?.frame;
    return frame === undefined || frame === null ? '{}' : Buffer.from(decodeRecorded(frame).data).toString('utf8');
  }

  private writeTombstone(stream: string): WriteOutcome {
    const event = { id: this.parts.newId(), type: '$streamDeleted', contentType: 'application/octet-stream', data: NOTHING, metadata: NOTHING };
    const outcome = this.write(stream, [event], true);
    const number = this.parts.directory.numberOf(stream);
    if (number !== null) this.parts.directory.tombstone(number);
    return outcome;
  }

  /** `events` are at least one. */
  private write(stream: string, events: readonly ProposedEvent[], asTombstone = false): WriteOutcome {
    const { log, directory, recentIds } = this.parts;
    if (!this.inTransaction) {
      log.begin();
      this.inTransaction = true;
    }
    const number = directory.numberOf(stream) ?? this.addStream(stream);
    const describes = describedStream(stream);
    const name = Buffer.from(stream, 'utf8');
    const recordedAt = this.parts.now();
    let revision = directory.lastRevision(number);
    let position = log.lastPosition;
    for (const event of events) {
      revision++;
      position = log.nextPosition;
      const frame = encodeRecorded(event, { stream: name, revision: asTombstone ? null : revision, position, recordedAt });
      log.append(number, asTombstone ? TOMBSTONE_REVISION : revision, frame);
      recentIds.add(number, event.id, { revision, position });
      this.writtenIds.push(event.id);
      if (describes !== null) directory.describe(describes, parseMetadata(Buffer.from(event.data).toString('utf8')));
    }
    if (!asTombstone) directory.advance(number, revision);
    return { kind: 'written', revision: asTombstone ? null : revision, position };
  }

  private addStream(stream: string): number {
    const number = this.parts.directory.add(stream);
    this.parts.log.addStream(number, stream);
    return number;
  }

  private earlierEvents(stream: string): EarlierEvents {
    const { directory, recentIds, log } = this.parts;
    const number = directory.numberOf(stream);
    return {
      byId: (id) => (number === null ? null : recentIds.find(number, id)),
      atRevision: (revision) => {
        const record = number === null ? undefined : log.streamForwards(number, revision, 1)[0];
        if (record?.revision !== revision || record.frame === null) return null;
        return { revision, position: record.position, id: decodeRecorded(record.frame).id };
      },
    };
  }
}

function whyNot(error: unknown): string {
  if (isOutOfSpace(error)) return 'the disk of the event node is full; free some space and repeat the append';
  return error instanceof DamagedRecord ? error.message : `the event node could not write: ${messageOf(error)}`;
}
