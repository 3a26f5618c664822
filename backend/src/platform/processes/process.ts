/** A process manager: pure reactions to recorded events and to timers. Like a view it has no clock, no ids and no I/O. */
import type { Recorded } from '../../../../event-schemas/src/envelope/metadata';
import type { CommandContext } from '../decider/command-context';

export interface ProcessTimer {
  readonly name: string;
  /** ISO 8601, UTC, milliseconds. */
  readonly dueAt: string;
}

export type ProcessInput<E> = { readonly kind: 'event'; readonly event: Recorded<E> } | ({ readonly kind: 'timer' } & ProcessTimer);

export interface Reaction<S, C> {
  /** Null: the instance is over, and its timers with it; commands already given are still carried out. */
  readonly state: S | null;
  /** Plain data without personal values, carried out in order. */
  readonly commands: readonly C[];
  /** Every timer that runs from now on; those that are not listed stop. */
  readonly timers: readonly ProcessTimer[];
}

/** Boxes stay shut: a state holds ids, codes and instants only. */
export interface Process<S, E extends { readonly type: string }, C> {
  /** Effect when cause, such as `close-import-page-when-stale`. */
  readonly name: string;
  /** Raised whenever route or react change; the states are then derived again from the log. */
  readonly version: number;
  readonly types: readonly E['type'][];
  /** The instance that the event belongs to, or null for none. */
  readonly route: (event: Recorded<E>) => string | null;
  /** Null in: a new instance. An event that does not apply gives the state back with its timers. */
  readonly react: (state: S | null, input: ProcessInput<E>, instance: string, timers: readonly ProcessTimer[]) => Reaction<S, C>;
  /**
   * The command for Nest's bus. The context carries a command id derived from the process and its input, so that a
   * repetition is harmless. The command's handler throws CannotProceed to have it parked.
   */
  readonly command: (command: C, context: CommandContext) => object;
}

interface AnyEvent {
  readonly type: string;
}

/** Any process, as the runner holds it. Methods instead of properties, so that a process of any event and state fits. */
export interface AnyProcess extends Omit<Process<unknown, AnyEvent, unknown>, 'route' | 'react' | 'command'> {
  route(event: Recorded<AnyEvent>): string | null;
  react(state: unknown, input: ProcessInput<AnyEvent>, instance: string, timers: readonly ProcessTimer[]): Reaction<unknown, unknown>;
  command(command: unknown, context: CommandContext): object;
}

/** Thrown by a command's handler: trying again will not help before a person has looked. `reason` is a code. */
export class CannotProceed extends Error {
  override readonly name = 'CannotProceed';

  constructor(readonly reason: string) {
    super(`The command cannot proceed: ${reason}.`);
  }
}
