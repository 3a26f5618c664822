/** Folded states of hot streams, so that a command reads only what is new. Clear states only: they hold nothing personal. */

/** What one command left in a stream. */
export interface Trace {
  readonly first: number;
  readonly last: number;
  /** Of its last event. */
  readonly position: string;
}

export interface Folded<S> {
  readonly state: S;
  /** -1 when the stream does not exist. */
  readonly revision: number;
  readonly position: string;
  /** By command id. Shared along the life of the entry and only added to. */
  readonly traces: Map<string, Trace>;
}

const MOST_TRACES = 200_000;
const MOST_PER_STREAM = 20_000;
/** A state may be far larger than its traces: an import of 2,500 leads keeps them all. */
const MOST_STREAMS = 1_000;

export class FoldedStreams {
  private readonly byDecider = new WeakMap<object, Map<string, Folded<unknown>>>();
  private readonly ages = new Map<string, { readonly folds: Map<string, Folded<unknown>>; readonly size: number }>();
  private total = 0;

  get<S>(decider: object, stream: string): Folded<S> | undefined {
    return this.byDecider.get(decider)?.get(stream) as Folded<S> | undefined;
  }

  set<S>(decider: object, stream: string, folded: Folded<S>): void {
    const folds = this.byDecider.get(decider) ?? new Map<string, Folded<unknown>>();
    this.byDecider.set(decider, folds);
    this.forget(stream);
    const size = 1 + folded.traces.size;
    if (size > MOST_PER_STREAM) return;
    folds.set(stream, folded);
    this.ages.set(stream, { folds, size });
    this.total += size;
    for (const oldest of this.ages.keys()) {
      if (this.total <= MOST_TRACES && this.ages.size <= MOST_STREAMS) return;
      this.forget(oldest);
    }
  }

  private forget(stream: string): void {
    const age = this.ages.get(stream);
    if (age === undefined) return;
    age.folds.delete(stream);
    this.ages.delete(stream);
    this.total -= age.size;
  }
}
