/** While this file stands in the folder nothing is written: a damaged log must not grow before somebody has looked at it. */
import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

export class DamageMark {
  private readonly path: string;
  private marked: boolean;

  constructor(folder: string) {
    this.path = join(folder, 'read-only');
    this.marked = existsSync(this.path);
  }

  set(sentence: string): void {
    if (this.marked) return;
    this.marked = true;
    writeFileSync(this.path, `${sentence}\n`, { mode: 0o600 });
  }

  /** Taken away by a verification that finds nothing, also while the node runs. */
  clear(): void {
    rmSync(this.path, { force: true });
    this.marked = false;
  }

  /** Why nothing may be written, or null. Costs a look at the disk only once there was damage. */
  reason(): string | null {
    if (!this.marked) return null;
    try {
      return `the event node is read-only until its log has been verified (npm run events -- verify): ${readFileSync(this.path, 'utf8').trim()}`;
    } catch {
      this.marked = false;
      return null;
    }
  }
}
