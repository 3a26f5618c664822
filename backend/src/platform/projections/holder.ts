/** Names the holder of a lease so that another process on the same machine can tell at once that the holder is dead. */
import { randomUUID } from 'node:crypto';
import { readlinkSync } from 'node:fs';
import { hostname } from 'node:os';

const life = randomUUID();

/** Process ids mean something within one host and one process namespace only. */
function machine(): string {
  try {
    return `${hostname()}/${readlinkSync('/proc/self/ns/pid')}`;
  } catch {
    return hostname();
  }
}

export const newHolder = (): string => [machine(), process.pid, life, randomUUID()].join('|');

/** True only when it is certain: same machine, and no process of that id, or the id is ours from an earlier life. */
export function isDead(holder: string): boolean {
  const [where, pid, itsLife] = holder.split('|');
  if (where !== machine() || pid === undefined) return false;
  if (Number(pid) === process.pid) return itsLife !== life;
  try {
    process.kill(Number(pid), 0);
    return false;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'ESRCH';
  }
}
