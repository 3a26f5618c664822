/** Verification of a folder, running node or not: nothing is changed but the mark of damage, which goes when nothing is wrong. */
import { existsSync, readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import Database from 'libsql';
import { NodeRefusal } from '../refusal';
import { DamageMark } from './damage-mark';
import { asRefusal } from './open-storage';
import { LOG_FILE, checkFormat } from './log-file';
import { verifyLog, type Verification } from './verify-log';

/** Throws NodeRefusal when there is no log or it cannot be opened at all. */
export function verifyFolder(folder: string): Verification {
  const verification = withLog(folder, verifyLog);
  const mark = new DamageMark(folder);
  const [first] = verification.damages;
  if (first === undefined) mark.clear();
  else mark.set(`${first.what} (position ${String(first.position)})`);
  return verification;
}

export interface FolderStats {
  readonly events: number;
  readonly scavenged: number;
  readonly streams: number;
  readonly lastPosition: number;
  readonly bytesOnDisk: number;
}

export function statsOf(folder: string): FolderStats {
  const counts = withLog(folder, (database) => {
    const row: unknown = database.prepare('SELECT COUNT(*), COUNT(frame), (SELECT COUNT(*) FROM streams), COALESCE(MAX(position), 0) FROM log').raw(true).get();
    const [records = 0, events = 0, streams = 0, lastPosition = 0] = Array.isArray(row) ? row.map(Number) : [];
    return { events, scavenged: records - events, streams, lastPosition };
  });
  const files = readdirSync(folder).filter((name) => name.startsWith(LOG_FILE));
  return { ...counts, bytesOnDisk: files.reduce((sum, name) => sum + statSync(join(folder, name)).size, 0) };
}

/** Throws NodeRefusal. */
export function withLog<T>(folder: string, work: (database: Database.Database) => T): T {
  const path = join(folder, LOG_FILE);
  if (!existsSync(path)) throw new NodeRefusal(`There is no event log in ${folder}; name the folder of an event node with --data.`);
  let database: Database.Database | null = null;
  try {
    database = new Database(path);
    checkFormat(database, path);
    return work(database);
  } catch (error) {
    throw asRefusal(error, path);
  } finally {
    database?.close();
  }
}
