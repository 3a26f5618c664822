// Who listens on a port, from /proc where it exists and may be read.
import { readdirSync, readFileSync, readlinkSync } from 'node:fs';
import { commandOf } from '../processes/live-process';
import { StartFailure } from '../start-failure';
import { isTaken } from './free-port';

const LISTEN = '0A';

/** Throws StartFailure naming the holder when somebody listens on the port already. */
export async function refuseTakenPort(port: number, host: string): Promise<void> {
  if (!(await isTaken(port, host))) return;
  const pid = listenerOf(port);
  const command = pid === null ? null : commandOf(pid);
  const holder = pid === null ? 'another program' : `process ${pid}${command === null ? '' : ` (${command})`}`;
  throw new StartFailure(`Port ${port} is taken by ${holder}; stop that one, or choose another port with PORT=${port + 1} npm start.`);
}

/** The process that listens on the port, or null when that cannot be seen. */
export function listenerOf(port: number): number | null {
  const inodes = new Set(['/proc/net/tcp', '/proc/net/tcp6'].flatMap((table) => listeningInodes(table, port)));
  if (inodes.size === 0) return null;
  const pids = namesIn('/proc').filter((name) => /^\d+$/.test(name));
  const pid = pids.find((name) => namesIn(`/proc/${name}/fd`).some((descriptor) => inodes.has(socketInode(`/proc/${name}/fd/${descriptor}`))));
  return pid === undefined ? null : Number(pid);
}

function listeningInodes(table: string, port: number): string[] {
  const wanted = port.toString(16).toUpperCase().padStart(4, '0');
  return readLines(table).flatMap((line) => {
    const fields = line.trim().split(/\s+/);
    const inode = fields[9];
    return fields[1]?.endsWith(`:${wanted}`) === true && fields[3] === LISTEN && inode !== undefined ? [inode] : [];
  });
}

function socketInode(link: string): string {
  try {
    return /^socket:\[(\d+)\]$/.exec(readlinkSync(link))?.[1] ?? '';
  } catch {
    return '';
  }
}

function readLines(file: string): string[] {
  try {
    return readFileSync(file, 'utf8').split('\n');
  } catch {
    return [];
  }
}

function namesIn(folder: string): string[] {
  try {
    return readdirSync(folder);
  } catch {
    return [];
  }
}
