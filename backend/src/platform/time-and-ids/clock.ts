/** The only source of the present. Deciders, views and processes never ask it: they are told. */
export abstract class Clock {
  /** ISO 8601, UTC, milliseconds. */
  abstract now(): string;
}

export class SystemClock extends Clock {
  override now(): string {
    return new Date().toISOString();
  }
}
