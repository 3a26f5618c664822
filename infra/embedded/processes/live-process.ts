// Tells whether a recorded process still lives. A pid alone lies after a reboot or a long uptime, so the start time goes with it.
import { readFileSync, readlinkSync } from 'node:fs';
import { codeOf } from '../start-failure';

export interface ProcessMark {
  readonly pid: number;
  /** Start time in clock ticks since boot together with the boot's id; null where there is no /proc. */
  readonly startedAt: string | null;
}

/** The mark of a process of this machine, as kept in lock files. */
export function markOf(pid: number): ProcessMark {
  return { pid, startedAt: startTimeOf(pid) };
}

/** True when the very process of the mark still runs. */
export function isAlive(mark: ProcessMark): boolean {
  try {
    process.kill(mark.pid, 0);
  } catch (error) {
    // EPERM: it lives and belongs to someone else.
    if (codeOf(error) !== 'EPERM') return false;
  }
  if (isZombie(mark.pid)) return false;
  return mark.startedAt === null || mark.startedAt === startTimeOf(mark.pid);
}

/** Signals the process of the mark if it still runs. */
export function signalTo(mark: ProcessMark, signal: NodeJS.Signals): void {
  if (!isAlive(mark)) return;
  try {
    process.kill(mark.pid, signal);
  } catch {
    // It ended between the look and the signal, which is what we wanted.
  }
}

/** The command line of a process, shortened for a sentence; null when it cannot be read. */
export function commandOf(pid: number): string | null {
  try {
    const words = readFileSync(`/proc/${pid}/cmdline`, 'utf8').split('\0').join(' ').trim();
    return words === '' ? readlinkSync(`/proc/${pid}/exe`) : words.slice(0, 80);
  } catch {
    return null;
  }
}

function startTimeOf(pid: number): string | null {
  const ticks = statOf(pid)?.[19];
  if (ticks === undefined) return null;
  return `${readFileSync('/proc/sys/kernel/random/boot_id', 'utf8').trim()}/${ticks}`;
}

function isZombie(pid: number): boolean {
  return statOf(pid)?.[0] === 'Z';
}

/** The fields of /proc/<pid>/stat after the command name, which itself may hold spaces and brackets. */
function statOf(pid: number): string[] | null {
  try {
    const text = readFileSync(`/proc/${pid}/stat`, 'utf8');
    return text.slice(text.lastIndexOf(')') + 2).split(' ');
  } catch {
    return null;
  }
}
