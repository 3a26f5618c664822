import { Clock } from '../time-and-ids/clock';

/** Stands still until it is told to move. */
export class FixedClock extends Clock {
  private instant: number;

  constructor(now = '2026-01-05T09:00:00.000Z') {
    super();
    this.instant = Date.parse(now);
  }

  override now(): string {
    return new Date(this.instant).toISOString();
  }

  set(now: string): void {
    this.instant = Date.parse(now);
  }

  advance(milliseconds: number): void {
    this.instant += milliseconds;
  }
}
