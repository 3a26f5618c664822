/** given(past events) when(command) then(events or reason): the one sentence in which the rules of a decider are written. */
import type { Decider, Recorded } from '../decider/decider';
import { countedId } from './counting-ids';
import { metadataForTests } from './metadata';

interface AnyEvent {
  readonly type: string;
}

export interface GivenEvents<C, NE> {
  when(command: C): ThenOutcome<NE>;
}

export interface ThenOutcome<NE> {
  /** Whole events, in order. */
  then(...events: readonly NE[]): void;
  thenRejected(reason: string): void;
  /** Already so. */
  thenNothing(): void;
}

export interface DeciderSpecification<S, C, RE, NE> {
  /** What has happened: new events of the decider, or events as read where the place or the metadata matter. */
  given(...events: readonly (RE | NE | Recorded<RE>)[]): GivenEvents<C, NE>;
  /** The state that the events fold to. */
  stateAfter(...events: readonly (RE | NE | Recorded<RE>)[]): S;
}

export function deciderSpecification<S, C, RE extends AnyEvent, NE extends AnyEvent, R extends string>(
  decider: Decider<S, C, RE, NE, R>,
): DeciderSpecification<S, C, RE, NE> {
  const fold = (events: readonly (RE | NE | Recorded<RE>)[]): S =>
    events.map((event, revision) => asRecorded<RE>(decider.category, event as RE, revision)).reduce(decider.evolve, decider.initial);
  const outcome = (state: S, command: C) => {
    const before = JSON.stringify(state);
    const decision = decider.decide(command, state);
    expect(JSON.stringify(state)).toBe(before);
    return decision;
  };
  return {
    given: (...events) => ({
      when: (command) => ({
        then: (...expected) => expect(outcome(fold(events), command)).toEqual({ kind: 'accepted', events: expected }),
        thenRejected: (reason) => expect(outcome(fold(events), command)).toEqual({ kind: 'rejected', reason }),
        thenNothing: () => expect(outcome(fold(events), command)).toEqual({ kind: 'accepted', events: [] }),
      }),
    }),
    stateAfter: (...events) => fold(events),
  };
}

/** An event with a place in a stream: id, stream, revision, position and metadata fixed unless the event brings its own. */
export function asRecorded<RE extends AnyEvent>(category: string, event: RE, revision: number): Recorded<RE> {
  return {
    id: countedId(0xe0000 + revision),
    stream: `${category}-${countedId(1)}`,
    revision,
    position: String(revision + 1).padStart(20, '0'),
    metadata: metadataForTests(),
    ...event,
  };
}
