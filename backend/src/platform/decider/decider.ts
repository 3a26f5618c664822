/** The shape of every aggregate: pure functions, no clock, no ids of their own, no I/O. */
import type { Recorded, RecordedFacts } from '../../../../event-schemas/src/envelope/metadata';

export interface Accepted<E> {
  readonly kind: 'accepted';
  /** Empty: already so. */
  readonly events: readonly E[];
}

/** A business "no". `reason` is a state, such as `ImportAlreadyFinished`. */
export interface Rejected<R extends string> {
  readonly kind: 'rejected';
  readonly reason: R;
}

export type Decision<E, R extends string> = Accepted<E> | Rejected<R>;

export const accept = <E>(...events: readonly E[]): Accepted<E> => ({ kind: 'accepted', events });
export const reject = <R extends string>(reason: R): Rejected<R> => ({ kind: 'rejected', reason });

export interface Decider<State, Command, ReadEvent extends { readonly type: string }, NewEvent extends { readonly type: string }, Reason extends string> {
  readonly category: string;
  readonly initial: State;
  /** Total: an event that does not apply leaves the state as it is. */
  readonly evolve: (state: State, event: Recorded<ReadEvent>) => State;
  readonly decide: (command: Command, state: State) => Decision<NewEvent, Reason>;
  /** `clear`: boxes stay shut while folding, so no key is read. `opened`: the fold needs personal values. */
  readonly reads: 'clear' | 'opened';
}

export type { Recorded, RecordedFacts };
