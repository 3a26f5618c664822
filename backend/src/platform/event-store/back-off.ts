/** Growing pauses with jitter between attempts, so that many clients do not return to a restarted server at the same instant. */
import { setTimeout as wait } from 'node:timers/promises';

const FIRST_MS = 50;
const LONGEST_MS = 2000;

export class BackOff {
  private failures = 0;

  reset(): void {
    this.failures = 0;
  }

  /** Resolves after the next pause, or at once when the signal aborts. */
  async pause(signal?: AbortSignal): Promise<void> {
    const longest = Math.min(LONGEST_MS, FIRST_MS * 2 ** this.failures);
    this.failures = Math.min(this.failures + 1, 10);
    const milliseconds = longest * (0.5 + Math.random() / 2);
    await wait(milliseconds, undefined, signal === undefined ? {} : { signal }).catch(() => undefined);
  }
}
