/** given(past events) when(event or timer) then(reaction): the one sentence in which a process is written. */
import type { Recorded } from '../../../../event-schemas/src/envelope/metadata';
import type { Process, ProcessInput, ProcessTimer, Reaction } from '../processes/process';
import { asRecorded } from './decider-specification';

export interface ProcessSpecification<S, E, C> {
  /** Events of one instance. */
  given(...events: readonly (E | Recorded<E>)[]): {
    when(event: E | Recorded<E>): { then(reaction: Reaction<S, C>): void };
    whenTimer(timer: ProcessTimer): { then(reaction: Reaction<S, C>): void };
  };
}

export function processSpecification<S, E extends { readonly type: string }, C>(process: Process<S, E, C>, category: string): ProcessSpecification<S, E, C> {
  const react = (before: { state: S | null; timers: readonly ProcessTimer[] }, input: ProcessInput<E>, instance: string): Reaction<S, C> => {
    const reaction = process.react(before.state, input, instance, before.timers);
    expect(process.react(before.state, input, instance, before.timers)).toEqual(reaction);
    return reaction;
  };
  return {
    given: (...past) => {
      const inputs = past.map((event, index): ProcessInput<E> => ({ kind: 'event', event: asRecorded(category, event, index) }));
      const instance = (input: ProcessInput<E>): string => (input.kind === 'event' ? (process.route(input.event) ?? '') : '');
      let before: { state: S | null; timers: readonly ProcessTimer[] } = { state: null, timers: [] };
      for (const input of inputs) {
        const { state, timers } = react(before, input, instance(input));
        before = { state, timers: state === null ? [] : timers };
      }
      const known = inputs[0] === undefined ? '' : instance(inputs[0]);
      return {
        when: (event) => {
          const input: ProcessInput<E> = { kind: 'event', event: asRecorded(category, event, past.length) };
          return { then: (expected) => expect(react(before, input, instance(input))).toEqual(expected) };
        },
        whenTimer: (timer) => ({ then: (expected) => expect(react(before, { kind: 'timer', ...timer }, known)).toEqual(expected) }),
      };
    },
  };
}
