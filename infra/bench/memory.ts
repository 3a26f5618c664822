import { readFileSync } from 'node:fs';

/** Resident megabytes of a process, as the kernel counts them. */
export function residentMegabytes(pid: number): number {
  const kilobytes = /^VmRSS:\s+(\d+) kB$/m.exec(readFileSync(`/proc/${String(pid)}/status`, 'utf8'))?.[1];
  if (kilobytes === undefined) throw new Error(`The memory of process ${String(pid)} cannot be read.`);
  return Number(kilobytes) / 1024;
}
