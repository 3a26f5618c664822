/** Everything between a folder and a log that can be trusted. */
import { join } from 'node:path';
import { DamagedRecord, NodeRefusal, codeOf } from '../refusal';
import { DamageMark } from './damage-mark';
import { EventLog } from './event-log';
import { lockFolder, type FolderLock } from './folder-lock';
import { LOG_FILE, makeFolder, openLogFile, sentenceFor } from './log-file';
import { inspectTail, type WalTail } from './write-ahead-log';

export interface Storage {
  readonly log: EventLog;
  readonly damageMark: DamageMark;
  close(): void;
}

/** Throws NodeRefusal, one sentence. */
export function openStorage(folder: string, report: (line: string) => void): Storage {
  makeFolder(folder);
  const path = join(folder, LOG_FILE);
  const lock = lockOrRefuse(folder, path);
  try {
    const tail = inspectTail(`${path}-wal`);
    const database = openLogFile(folder);
    try {
      const log = new EventLog(database);
      judgeTail(tail, log, report);
      return { log, damageMark: new DamageMark(folder), close: () => closeAll(log, lock) };
    } catch (error) {
      database.close();
      throw error;
    }
  } catch (error) {
    lock.release();
    throw asRefusal(error, path);
  }
}

function lockOrRefuse(folder: string, path: string): FolderLock {
  try {
    return lockFolder(folder);
  } catch (error) {
    throw asRefusal(error, path);
  }
}

export function asRefusal(error: unknown, path: string): NodeRefusal {
  if (error instanceof NodeRefusal) return error;
  if (error instanceof DamagedRecord) return new NodeRefusal(error.message);
  return new NodeRefusal(codeOf(error) === 'SQLITE_CORRUPT' ? `The event log ${path} is damaged; restore it from a backup.` : sentenceFor(error, path));
}

function closeAll(log: EventLog, lock: FolderLock): void {
  try {
    log.close();
  } finally {
    lock.release();
  }
}

/** A kill leaves at most one unfinished transaction behind. More than that was complete, and acknowledged, once. */
function judgeTail(tail: WalTail, log: EventLog, report: (line: string) => void): void {
  if (tail.lostCommits > 1) {
    throw new DamagedRecord(log.lastPosition, `${String(tail.lostCommits)} writes that follow it in the write-ahead log cannot be read`);
  }
  if (tail.lostBytes > 0) report(`Cut ${String(tail.lostBytes)} bytes of an unfinished write behind position ${String(log.lastPosition)}.`);
}
