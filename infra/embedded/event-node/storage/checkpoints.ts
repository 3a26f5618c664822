/**
 * Moves what is in the write-ahead log into the file. SQLite would do it inside the commit that makes the log too long;
 * here it is done when the answers are on their way, and nobody waits for it.
 */
import type Database from 'libsql';
import { isOutOfSpace } from '../refusal';

const PAGE = 4096;
/** Pages of the write-ahead log before it is written over from its start. */
export const PAGES_BEFORE_CHECKPOINT = 2000;

export class Checkpoints {
  private readonly passive: Database.Statement;
  /** An estimate, rather too high. Where it is too low, SQLite itself steps in at twice the length. */
  private pages = 0;
  private lastStream = -1;

  constructor(private readonly database: Database.Database) {
    this.passive = database.prepare('PRAGMA wal_checkpoint(PASSIVE)').raw(true);
  }

  /** A record was written. Another stream than before stands on another page of the index. */
  count(stream: number, bytes: number): void {
    this.pages += bytes / PAGE + (stream === this.lastStream ? 0 : 2);
    this.lastStream = stream;
  }

  /** On a full disk everything stays where it is, which is as safe. */
  moveWhenDue(): void {
    if (this.pages < PAGES_BEFORE_CHECKPOINT || !this.database.open) return;
    this.pages = 0;
    try {
      this.passive.get();
    } catch (error) {
      if (!isOutOfSpace(error)) throw error;
    }
  }

  /** Moves everything and empties the write-ahead log. False while another reader of the file needs it. */
  truncate(): boolean {
    const row: unknown = this.database.prepare('PRAGMA wal_checkpoint(TRUNCATE)').raw(true).get();
    return Array.isArray(row) && row[0] === 0;
  }
}
