/**
 * Moves what is in the write-ahead log into the file. SQLite would do it inside the commit that makes the log too long;
 * here it is done when the answers are on their way, and nobody waits for it.
 */
import type Database from 'libsql';
import { isOutOfSpace } from '../refusal';

const PAGE = 4096;
/** Pages of the write-ahead log before it is written over from its start. */
export const PAGES_BEFORE_CHECKPOINT = 2000;
/** The ends of the log and of its index, and a page above them. */
const PAGES_OF_EVERY_COMMIT = 3;

export class Checkpoints {
  private readonly passive: Database.Statement;
  /** An estimate. Where it is too low, SQLite itself steps in at twice the length. What a kill has left goes with the first write. */
  private pages = PAGES_BEFORE_CHECKPOINT;
  private lastStream = -1;

  constructor(private readonly database: Database.Database) {
    this.passive = database.prepare('PRAGMA wal_checkpoint(PASSIVE)').raw(true);
  }

  /** A new stream goes to the end of the index, with its neighbours; one that grows has a page of its own there. */
  recordWritten(stream: number, revision: number, bytes: number): void {
    this.pages += bytes / PAGE + (revision === 0 || stream === this.lastStream ? 0 : 1);
    this.lastStream = stream;
  }

  committed(): void {
    this.pages += PAGES_OF_EVERY_COMMIT;
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
