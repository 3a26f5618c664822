import type { Log } from './log';

/** Of each level, in a minute and a process. */
const MOST_A_MINUTE = 300;
const MINUTE_MS = 60_000;

/** What was refused, one line each, but never so many that whoever is refused fills the disk; what is left out is counted. */
export class RefusalLog {
  private readonly counts = { warn: { until: 0, lines: 0, leftOut: 0 }, info: { until: 0, lines: 0, leftOut: 0 } };

  /** `now` in milliseconds, never going back. */
  constructor(
    private readonly log: Log,
    private readonly now: () => number = () => performance.now(),
  ) {}

  /** `warn` for what may be an attack: somebody who is not let in, or too much at once. `facts` hold ids and codes only. */
  tell(level: 'warn' | 'info', facts: Readonly<Record<string, string | number>>): void {
    const count = this.counts[level];
    const now = this.now();
    if (now >= count.until) {
      if (count.leftOut > 0) this.log[level]({ leftOut: count.leftOut }, 'more requests refused');
      Object.assign(count, { until: now + MINUTE_MS, lines: 0, leftOut: 0 });
    }
    if (count.lines >= MOST_A_MINUTE) {
      count.leftOut += 1;
      return;
    }
    count.lines += 1;
    this.log[level](facts, 'request refused');
  }
}
