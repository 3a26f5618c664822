import type Database from 'libsql';
import { COLUMNS, type LogRecord } from './log-record';

const COLUMN_COUNT = 6;

/** Rows per statement, largest first. A row costs a third in company of what it costs alone: most of it is crossing into native code. */
const SIZES = [50, 10, 1];

/** Inserts the records of one transaction many at a time. A record is in the file only after `flush`. */
export class RecordInserter {
  private readonly statements: readonly { readonly values: number; readonly statement: Database.Statement }[];
  private waiting: (number | Buffer | null)[] = [];

  constructor(database: Database.Database) {
    this.statements = SIZES.map((rows) => ({
      values: rows * COLUMN_COUNT,
      statement: database.prepare(`INSERT INTO log (${COLUMNS}) VALUES ${Array(rows).fill('(?, ?, ?, ?, ?, ?)').join(', ')}`),
    }));
  }

  add({ position, previous, stream, revision, frame }: LogRecord, checksum: number): void {
    this.waiting.push(position, previous, stream, revision, checksum, frame);
    if (this.waiting.length === this.statements[0]?.values) this.flush();
  }

  flush(): void {
    let from = 0;
    for (const { values, statement } of this.statements) {
      for (; this.waiting.length - from >= values; from += values) statement.run(this.waiting.slice(from, from + values));
    }
    this.waiting = [];
  }

  /** What waits is not inserted. */
  drop(): void {
    this.waiting = [];
  }
}
