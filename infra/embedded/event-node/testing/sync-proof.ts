/** What the kernel was asked to do: no answer leaves the node between a write to the write-ahead log and the sync that follows it. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { EventStoreDBClient, jsonEvent } from '@eventstore/db-client';
import { startNodeProcess } from './node-process';

export interface SyncFindings {
  readonly done: { readonly appends: number; readonly logWrites: number; readonly syncs: number; readonly answers: number };
  readonly faults: { readonly answersBeforeSync: number; readonly appendsWithoutSync: number };
}

/** Needs strace; -D leaves the node itself as our child. */
export async function proveSync(folder: string, appends: number): Promise<SyncFindings> {
  const trace = join(folder, 'trace.txt');
  const under = ['strace', '-D', '-f', '-yy', '-e', 'trace=pwrite64,pwritev,fsync,fdatasync,write,writev,sendmsg', '-o', trace];
  const node = await startNodeProcess(join(folder, 'data'), { under });
  const client = EventStoreDBClient.connectionString(node.url);
  for (let index = 0; index < appends; index++) await client.appendToStream(`sync-${String(index % 7)}`, jsonEvent({ type: 'Sync.v1', data: { index } }));
  await client.dispose();
  await node.stop();
  return judge(readFileSync(trace, 'utf8').split('\n'), appends);
}

const LOG_WRITE = /pwrite(64|v)\(\d+<[^>]*events\.db-wal>/;
const LOG_SYNC = /f(data)?sync\(\d+<[^>]*events\.db-wal>(?!.*unfinished)[^=]*= 0/;
const ANSWER = /(write|writev|sendmsg)\(\d+<(TCP|socket)/;

function judge(lines: readonly string[], appends: number): SyncFindings {
  const done = { appends, logWrites: 0, syncs: 0, answers: 0 };
  let answersBeforeSync = 0;
  let unsynced = false;
  for (const line of lines) {
    if (LOG_WRITE.test(line)) {
      done.logWrites++;
      unsynced = true;
    } else if (LOG_SYNC.test(line)) {
      done.syncs++;
      unsynced = false;
    } else if (ANSWER.test(line)) {
      done.answers++;
      if (unsynced) answersBeforeSync++;
    }
  }
  return { done, faults: { answersBeforeSync, appendsWithoutSync: Math.max(0, appends - done.syncs) } };
}
