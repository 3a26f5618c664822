/** Opens the database file of the log: settings, format version, and one sentence for everything that can be wrong with it. */
import { accessSync, constants, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import Database from 'libsql';
import { NodeRefusal, codeOf, messageOf } from '../refusal';
import { PAGES_BEFORE_CHECKPOINT } from './checkpoints';

export const FORMAT_VERSION = 1;
export const LOG_FILE = 'events.db';

/** Creates what is missing. Throws NodeRefusal. */
export function openLogFile(folder: string): Database.Database {
  const path = join(folder, LOG_FILE);
  try {
    const database = new Database(path);
    // Secure delete: a scavenge overwrites what it takes out.
    database.exec('PRAGMA page_size = 4096; PRAGMA secure_delete = ON; PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL;');
    // The cache is in KiB and counts for the whole node. The write-ahead log is written over from its start and keeps its
    // size: a file that does not grow is synced in half the time. SQLite's own checkpoint is for what ours did not see coming.
    database.exec(`PRAGMA cache_size = -32768; PRAGMA wal_autocheckpoint = ${String(2 * PAGES_BEFORE_CHECKPOINT)};`);
    if (isEmpty(database)) createTables(database);
    checkFormat(database, path);
    return database;
  } catch (error) {
    throw error instanceof NodeRefusal ? error : new NodeRefusal(sentenceFor(error, path));
  }
}

export function makeFolder(folder: string): void {
  try {
    mkdirSync(folder, { recursive: true, mode: 0o700 });
    accessSync(folder, constants.W_OK | constants.R_OK);
  } catch (error) {
    const why = codeOf(error) === 'ENOSPC' ? 'the disk is full; free some space' : 'it cannot be written; give this user the right to write there';
    throw new NodeRefusal(`The data folder ${folder} cannot be used: ${why}, or choose another folder.`);
  }
}

/** Also after a kill between making the file and making its tables. */
function isEmpty(database: Database.Database): boolean {
  return database.prepare('SELECT name FROM sqlite_master LIMIT 1').raw(true).get() === undefined;
}

function createTables(database: Database.Database): void {
  database.exec(`
    BEGIN;
    CREATE TABLE log (
      position INTEGER PRIMARY KEY,
      previous INTEGER NOT NULL,
      stream INTEGER NOT NULL,
      revision INTEGER NOT NULL,
      checksum INTEGER NOT NULL,
      frame BLOB
    );
    CREATE UNIQUE INDEX log_by_stream ON log (stream, revision);
    CREATE TABLE streams (number INTEGER PRIMARY KEY, name TEXT NOT NULL, checksum INTEGER NOT NULL);
    PRAGMA user_version = ${String(FORMAT_VERSION)};
    COMMIT;
  `);
}

export function checkFormat(database: Database.Database, path: string): void {
  const row: unknown = database.prepare('PRAGMA user_version').raw(true).get();
  const version = Array.isArray(row) ? Number(row[0]) : 0;
  if (version > FORMAT_VERSION) {
    throw new NodeRefusal(
      `The event log ${path} has format ${String(version)}, written by a newer release than this one (format ${String(FORMAT_VERSION)}); start the newer release.`,
    );
  }
  if (version < FORMAT_VERSION) throw new NodeRefusal(`The file ${path} is not an event log; move it away or choose another folder.`);
}

export function sentenceFor(error: unknown, path: string): string {
  const code = codeOf(error);
  const text = messageOf(error);
  if (code === 'SQLITE_FULL' || code === 'ENOSPC' || /disk is full/i.test(text)) return `The disk that holds ${path} is full; free some space and start again.`;
  if (code === 'SQLITE_NOTADB' || code.startsWith('SQLITE_CORRUPT') || /malformed|not a database/i.test(text)) {
    return `The event log ${path} is damaged and cannot be opened; restore it from a backup.`;
  }
  if (code.startsWith('SQLITE_CANTOPEN') || code.startsWith('SQLITE_READONLY') || code === 'EACCES') {
    return `The event log ${path} cannot be written; give this user the right to write it or choose another folder.`;
  }
  return `The event log ${path} cannot be opened: ${text}.`;
}
