/**
 * The log: one table keyed by position. A position is an offset, the sum of the sizes before it, so a range of
 * positions is also a limit in bytes. Every record names the one before it; a missing record is therefore seen.
 */
import type Database from 'libsql';
import { DamagedRecord, codeOf, isOutOfSpace } from '../refusal';
import { decodeRecorded } from '../wire/recorded-event';
import { Checkpoints } from './checkpoints';
import { checksumOf, nameChecksum } from './checksum';
import { COLUMNS, gapless, recordFrom, recordsFrom, type LogRecord } from './log-record';
import { RecentRecords } from './recent-records';
import { RecordInserter } from './record-inserter';

const FIRST_POSITION = 64;
const RECORD_OVERHEAD = 32;
/** No record is larger: an append is at most 1 MiB, its names and numbers far below another. */
const LARGEST_RECORD = 4 * 1024 * 1024;

/** Names of new streams are written this many at a time: each record holds its name too, and a page less per commit is felt. */
const NAMES_PER_WRITE = 256;

const NOTHING = Buffer.alloc(0);

export class EventLog {
  private readonly statements;
  private readonly inserter: RecordInserter;
  readonly checkpoints: Checkpoints;
  /** Of the last record; 0 while the log is empty. */
  lastPosition = 0;
  private lastSize = 0;
  private unwrittenNames: { number: number; name: string }[] = [];
  private newNames = 0;
  private readonly recent = new RecentRecords(512, 2 * 1024 * 1024);

  constructor(private readonly database: Database.Database) {
    this.statements = prepare(database);
    this.inserter = new RecordInserter(database);
    this.checkpoints = new Checkpoints(database);
    this.findEnd();
  }

  /** Position that the next record will have. */
  get nextPosition(): number {
    return this.lastPosition === 0 ? FIRST_POSITION : this.lastPosition + this.lastSize;
  }

  begin(): void {
    this.statements.begin.run();
  }

  commit(): void {
    this.inserter.flush();
    if (this.unwrittenNames.length >= NAMES_PER_WRITE) this.writeNames();
    this.statements.commit.run();
    this.checkpoints.committed();
    if (this.unwrittenNames.length >= NAMES_PER_WRITE) this.unwrittenNames = [];
    this.newNames = 0;
  }

  /** Undoes everything since `begin`, here and in the file. */
  rollback(): void {
    this.inserter.drop();
    if (this.database.inTransaction) this.statements.rollback.run();
    this.recent.clear();
    this.unwrittenNames.length -= this.newNames;
    this.newNames = 0;
    this.findEnd();
  }

  /** `frame` must have been encoded for `nextPosition`. */
  append(stream: number, revision: number, frame: Buffer): void {
    const record = { position: this.nextPosition, previous: this.lastPosition, stream, revision, frame };
    this.inserter.add(record, checksumOf(record, frame));
    this.checkpoints.recordWritten(stream, revision, frame.length);
    this.recent.add(record);
    this.lastPosition = record.position;
    this.lastSize = frame.length + RECORD_OVERHEAD;
  }

  addStream(number: number, name: string): void {
    this.unwrittenNames.push({ number, name });
    this.newNames++;
  }

  /** Names in the order of their numbers; those that were not written yet come out of the first record of their stream. */
  *streamNames(): Iterable<string> {
    let number = 0;
    let whole = true;
    for (const row of this.statements.streams.iterate()) {
      // To the last row even so: an unfinished statement would hold on to the write-ahead log.
      if (!whole || !Array.isArray(row)) continue;
      const name = String(row[1]);
      // A name that has rotted is read from a record instead, and so is everything behind it.
      whole = row[0] === number && row[2] === nameChecksum(number, name);
      if (!whole) continue;
      number++;
      yield name;
    }
    for (;;) {
      const frame = this.rows(0, () => this.statements.firstOfStream.all(number))[0]?.frame;
      if (frame === undefined || frame === null) return;
      const name = decodeRecorded(frame).stream;
      this.unwrittenNames.push({ number, name });
      number++;
      yield name;
    }
  }

  /** First and last revision of every stream; the first is −1 for a tombstoned one. */
  *heads(): Iterable<{ stream: number; lowest: number; highest: number }> {
    for (const row of this.statements.heads.iterate()) {
      if (Array.isArray(row)) yield { stream: Number(row[0]), lowest: Number(row[1]), highest: Number(row[2]) };
    }
  }

  /** Records after the position, about `bytes` of them; empty only at the end. */
  forwards(after: number, bytes: number, limit: number): LogRecord[] {
    if (this.lastPosition === 0 || after >= this.lastPosition) return [];
    const recent = this.recent.after(after, bytes, limit);
    if (recent !== null) return recent;
    let page = this.rows(after, () => this.statements.forwards.all(after, after + bytes, limit));
    if (page.length === 0) page = this.rows(after, () => this.statements.forwards.all(after, after + LARGEST_RECORD, 1));
    if (page.length === 0) throw new DamagedRecord(after, 'the record that follows it is missing');
    let previous = after;
    for (const record of page) {
      if (record.previous !== previous && (previous !== after || this.isBoundary(after))) {
        throw new DamagedRecord(record.position, 'the record before it is missing');
      }
      previous = record.position;
    }
    return page;
  }

  /** Records strictly before the position, newest first. */
  backwards(before: number, bytes: number, limit: number): LogRecord[] {
    const from = Math.min(before, this.lastPosition + 1);
    if (from <= FIRST_POSITION) return [];
    let page = this.rows(from, () => this.statements.backwards.all(from, from - bytes, limit));
    if (page.length === 0) page = this.rows(from, () => this.statements.backwards.all(from, from - LARGEST_RECORD, 1));
    if (page.length === 0) throw new DamagedRecord(from, 'the record before it is missing');
    page.forEach((record, index) => {
      const older = page[index + 1];
      if (older !== undefined && record.previous !== older.position) throw new DamagedRecord(record.position, 'the record before it is missing');
    });
    return page;
  }

  streamForwards(stream: number, from: number, limit: number): LogRecord[] {
    return gapless(
      this.rows(this.lastPosition, () => this.statements.streamForwards.all(stream, from, limit)),
      1,
    );
  }

  streamBackwards(stream: number, from: number, limit: number): LogRecord[] {
    return gapless(
      this.rows(this.lastPosition, () => this.statements.streamBackwards.all(stream, from, limit)),
      -1,
    );
  }

  /** Whether a record starts at the position. 0, the beginning, counts. */
  isBoundary(position: number): boolean {
    return position === 0 || position === this.lastPosition || this.statements.at.get(position) !== undefined;
  }

  /** Records of a stream that still have their bytes, from one revision to another, both inclusive. */
  unscavenged(stream: number, from: number, to: number, limit: number): LogRecord[] {
    return this.rows(this.lastPosition, () => this.statements.unscavenged.all(stream, from, to, limit));
  }

  /** Takes the bytes out; the record stays, so that positions, revisions and the chain of records stay what they are. */
  takeOut(records: readonly LogRecord[]): void {
    this.database.transaction(() => {
      // A record without bytes does not tell the name of its stream any more.
      this.writeNames();
      for (const record of records) {
        this.statements.takeOut.run(checksumOf(record, NOTHING), record.position);
        this.checkpoints.recordWritten(record.stream, record.revision, record.frame?.length ?? 0);
      }
    })();
    this.checkpoints.committed();
    this.unwrittenNames = [];
    this.recent.clear();
  }

  /** Leaves one file behind. On a full disk it leaves two, and the next start reads both. */
  close(): void {
    try {
      this.database.transaction(() => this.writeNames())();
      this.checkpoints.truncate();
    } catch (error) {
      if (!isOutOfSpace(error)) throw error;
    } finally {
      this.database.close();
    }
  }

  private writeNames(): void {
    for (const { number, name } of this.unwrittenNames) this.statements.insertStream.run(number, name, nameChecksum(number, name));
  }

  private findEnd(): void {
    const last = recordFrom(this.statements.last.get());
    this.lastPosition = last?.position ?? 0;
    this.lastSize = (last?.frame?.length ?? 0) + RECORD_OVERHEAD;
  }

  private rows(near: number, query: () => unknown[]): LogRecord[] {
    // A request of a group may ask for what one before it is about to write.
    this.inserter.flush();
    try {
      return recordsFrom(query());
    } catch (error) {
      throw codeOf(error).startsWith('SQLITE_CORRUPT') ? new DamagedRecord(near, 'the file around it cannot be read') : error;
    }
  }
}

function prepare(database: Database.Database) {
  const rows = (sql: string) => database.prepare(sql).raw(true);
  const records = (rest: string) => rows(`SELECT ${COLUMNS} FROM log ${rest}`);
  return {
    begin: database.prepare('BEGIN IMMEDIATE'),
    commit: database.prepare('COMMIT'),
    rollback: database.prepare('ROLLBACK'),
    insertStream: database.prepare('INSERT OR REPLACE INTO streams (number, name, checksum) VALUES (?, ?, ?)'),
    at: rows('SELECT position FROM log WHERE position = ?'),
    forwards: records('WHERE position > ? AND position <= ? ORDER BY position LIMIT ?'),
    backwards: records('WHERE position < ? AND position >= ? ORDER BY position DESC LIMIT ?'),
    streamForwards: records('WHERE stream = ? AND revision >= ? ORDER BY revision LIMIT ?'),
    streamBackwards: records('WHERE stream = ? AND revision <= ? AND revision >= 0 ORDER BY revision DESC LIMIT ?'),
    firstOfStream: records('WHERE stream = ? AND frame IS NOT NULL ORDER BY revision LIMIT 1'),
    unscavenged: records('WHERE stream = ? AND revision BETWEEN ? AND ? AND frame IS NOT NULL ORDER BY revision LIMIT ?'),
    takeOut: database.prepare('UPDATE log SET frame = NULL, checksum = ? WHERE position = ?'),
    last: records('ORDER BY position DESC LIMIT 1'),
    heads: rows('SELECT stream, MIN(revision), MAX(revision) FROM log GROUP BY stream ORDER BY stream'),
    streams: rows('SELECT number, name, checksum FROM streams ORDER BY number'),
  };
}
