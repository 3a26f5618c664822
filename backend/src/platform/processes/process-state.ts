/** The pure half of the process runner: what an input does to the stored instance. */
import { derivedId } from '../time-and-ids/ids';
import type { FoldedEvent } from '../projections/fold-batch';
import type { AnyProcess, ProcessInput, ProcessTimer } from './process';

/** A command that was decided and is not yet carried out. */
export interface OutboxEntry {
  readonly commandId: string;
  readonly correlationId: string;
  readonly causationId: string | null;
  readonly occurredAt: string;
  readonly command: unknown;
  readonly attempts: number;
  /** Set when a person has to look at it; later commands of the instance wait. */
  readonly parked: { readonly reason: string; readonly at: string } | null;
}

/** One instance as stored: state, timers and commands change in one write. */
export interface InstanceDocument {
  readonly _id: string;
  readonly workspaceId: string | null;
  readonly correlationId: string;
  readonly position: string;
  /** Raised with every write, so that two writers never overwrite each other. */
  readonly revision: number;
  readonly state: unknown;
  readonly timers: readonly ProcessTimer[];
  /** The earliest of the timers. */
  readonly nextDueAt: string | null;
  readonly outbox: readonly OutboxEntry[];
  /** How the first command of the outbox is; queries cannot ask an array element for null. */
  readonly next: 'nothing' | 'waiting' | 'parked';
}

const PROCESS_NAMESPACE = '3f0a5c1e-5d3f-4a86-9d53-2f0d6c7f4b11';

/** Null when the event changes nothing: it is older than the instance, or the instance does not exist and is not begun. */
export function onEvent(process: AnyProcess, id: string, stored: InstanceDocument | null, event: FoldedEvent, now: string): InstanceDocument | null {
  if (stored !== null && stored.position >= event.position) return null;
  const { correlationId, workspaceId } = event.metadata;
  const before: InstanceDocument = stored ?? {
    _id: id,
    workspaceId,
    correlationId,
    position: '',
    revision: 0,
    state: null,
    timers: [],
    nextDueAt: null,
    outbox: [],
    next: 'nothing',
  };
  return react(process, { ...before, correlationId, position: event.position }, { kind: 'event', event }, { key: event.id, causationId: event.id, now });
}

/** The timers that are due, in their order; null when none is. */
export function onTime(process: AnyProcess, stored: InstanceDocument, now: string): InstanceDocument | null {
  let instance = stored;
  for (;;) {
    const due = [...instance.timers].sort((one, other) => (one.dueAt < other.dueAt ? -1 : 1)).find(({ dueAt }) => dueAt <= now);
    if (due === undefined) return instance === stored ? null : instance;
    const rest = instance.timers.filter((timer) => timer !== due);
    const key = `timer/${due.name}/${due.dueAt}`;
    instance = react(process, { ...instance, timers: rest }, { kind: 'timer', ...due }, { key, causationId: null, now });
  }
}

interface Cause {
  readonly key: string;
  readonly causationId: string | null;
  readonly now: string;
}

function react(process: AnyProcess, before: InstanceDocument, input: ProcessInput<FoldedEvent>, cause: Cause): InstanceDocument {
  const { state, commands, timers } = process.react(before.state, input, before._id, before.timers);
  const running = state === null ? [] : timers;
  const entries = commands.map((command, ordinal): OutboxEntry => ({
    commandId: derivedId(PROCESS_NAMESPACE, `${process.name}/${before._id}/${cause.key}/${String(ordinal)}`),
    correlationId: before.correlationId,
    causationId: cause.causationId,
    occurredAt: cause.now,
    command,
    attempts: 0,
    parked: null,
  }));
  const nextDueAt = running.map(({ dueAt }) => dueAt).sort()[0] ?? null;
  return withOutbox({ ...before, state, timers: running, nextDueAt }, [...before.outbox, ...entries]);
}

/** The instance after one more write. */
export function withOutbox(instance: InstanceDocument, outbox: readonly OutboxEntry[]): InstanceDocument {
  const [first] = outbox;
  const next = first === undefined ? 'nothing' : first.parked === null ? 'waiting' : 'parked';
  return { ...instance, revision: instance.revision + 1, outbox, next };
}

/** Nothing is left to remember. */
export const isOver = (instance: InstanceDocument): boolean => instance.state === null && instance.outbox.length === 0;
