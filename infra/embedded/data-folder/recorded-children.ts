// Which processes a launcher started, so that the next start can end those a killed launcher left behind.
import { readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { isAlive, markOf, signalTo, type ProcessMark } from '../processes/live-process';

const GRACE_MS = 20_000;

const fileOf = (folder: string): string => join(folder, 'processes.json');

export interface RecordedChild extends ProcessMark {
  readonly name: string;
}

/** Replaces the record by these processes, name → pid. */
export function recordChildren(folder: string, pids: Readonly<Record<string, number>>): void {
  const children: RecordedChild[] = Object.entries(pids).map(([name, pid]) => ({ name, ...markOf(pid) }));
  const temporary = `${fileOf(folder)}.new`;
  writeFileSync(temporary, JSON.stringify(children), { mode: 0o600 });
  renameSync(temporary, fileOf(folder));
}

/** Ends what is left of the last run: SIGTERM to all, SIGKILL after the grace. Answers how many were still alive. */
export async function endLeftovers(folder: string, graceMs: number = GRACE_MS): Promise<number> {
  const left = recordedChildren(folder).filter(isAlive);
  for (const mark of left) signalTo(mark, 'SIGTERM');
  const deadline = Date.now() + graceMs;
  while (left.some(isAlive)) {
    if (Date.now() > deadline) for (const mark of left) signalTo(mark, 'SIGKILL');
    await pause(20);
  }
  return left.length;
}

/** What the last start recorded; nothing when there is no record or it is damaged. */
export function recordedChildren(folder: string): RecordedChild[] {
  try {
    const children: unknown = JSON.parse(readFileSync(fileOf(folder), 'utf8'));
    return Array.isArray(children) ? children.filter((child): child is RecordedChild => typeof child === 'object' && child !== null && 'pid' in child) : [];
  } catch {
    return [];
  }
}
