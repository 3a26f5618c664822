import { decodeRecorded } from '../wire/recorded-event';

/** A server-side filter on stream name or event type. Several prefixes: any of them. */
export class EventFilter {
  private readonly regex: RegExp | null;

  /** Throws SyntaxError when the regular expression is not one. */
  constructor(
    private readonly on: 'stream' | 'type',
    regex: string,
    private readonly prefixes: readonly string[],
    /** Events looked at between two checkpoints. */
    readonly checkpointEvery: number,
  ) {
    this.regex = prefixes.length > 0 ? null : new RegExp(regex);
  }

  matches(frame: Buffer): boolean {
    const event = decodeRecorded(frame);
    const text = this.on === 'stream' ? event.stream : event.type;
    return this.regex === null ? this.prefixes.some((prefix) => text.startsWith(prefix)) : this.regex.test(text);
  }
}
