/** Runs a command against one stream: read, recognise a repetition, decide, issue keys, seal, append; again when somebody was faster. */
import type { AppendResult, EventStore, EventToAppend, StoredEvent } from '../event-store/event-store';
import { LOWEST_POSITION } from '../event-store/event-store';
import { planOf, subjectsOf, type AnyNewEvent, type ScopedSubject } from '../sealing/event-plan';
import type { EventOpener } from '../sealing/event-opener';
import type { Keyring } from '../sealing/keyring';
import { eventToAppend, metadataOf, recordedEvent, type KeyOfSubject } from '../sealing/sealed-event-codec';
import { subjectName, type Scope, type Subject, type SubjectKey } from '../sealing/subject';
import type { CommandContext } from './command-context';
import type { Decider } from './decider';
import { FoldedStreams, type Folded } from './folded-streams';
import { StreamLocks } from './stream-locks';

export type RunResult<NE, R> =
  | {
      readonly kind: 'accepted';
      /** Empty: already so. Of a repetition: what the command recorded the first time; a destroyed subject's part is absent. */
      readonly events: readonly NE[];
      /** Of the last event of the command, or of the stream when there are none; -1 when the stream does not exist. */
      readonly revision: number;
      /** Of the last event of the command, or of the stream when there are none. */
      readonly position: string;
      /** The stream already held events of this command id. */
      readonly repeated: boolean;
    }
  | { readonly kind: 'rejected'; readonly reason: R; readonly revision: number };

export interface RunOptions {
  /** The stream id was just made up: decide without reading, and read only when the stream turns out to exist. */
  readonly expectNew?: boolean;
}

/** Somebody else wrote to the stream each time; the command changed nothing. */
export class StreamContended extends Error {
  override readonly name = 'StreamContended';
}

/** Two processes on one stream take turns only on average: the same one may well lose a few times in a row. */
const MOST_READS_AGAIN = 10;

interface Event {
  readonly type: string;
}

export class DeciderRunner {
  private readonly folded = new FoldedStreams();
  private readonly locks = new StreamLocks();

  constructor(
    private readonly events: EventStore,
    private readonly keyring: Keyring,
    private readonly opener: EventOpener,
  ) {}

  /** Throws StreamContended, EventStoreUnavailable, SubjectKeyClosed, EventBreaksSchema. */
  run<S, C, RE extends Event, NE extends Event, R extends string>(
    decider: Decider<S, C, RE, NE, R>,
    stream: string,
    command: C,
    context: CommandContext,
    options: RunOptions = {},
  ): Promise<RunResult<NE, R>> {
    return this.locks.run(stream, () => this.runAlone(decider, stream, command, context, options.expectNew === true));
  }

  /** The folded state of a stream, without deciding anything. Revision -1 and the lowest position when it does not exist. */
  async load<S, C, RE extends Event, NE extends Event, R extends string>(
    decider: Decider<S, C, RE, NE, R>,
    stream: string,
  ): Promise<{ readonly state: S; readonly revision: number; readonly position: string }> {
    return this.locks.run(stream, async () => {
      const { state, revision, position } = await this.readOn(decider, stream, this.folded.get<S>(decider, stream) ?? nothing(decider));
      return { state, revision, position };
    });
  }

  /** The state as this process remembers it, read only when it does not: perhaps behind what other processes wrote, never ahead. */
  async recall<S, C, RE extends Event, NE extends Event, R extends string>(decider: Decider<S, C, RE, NE, R>, stream: string): Promise<S> {
    const known = this.folded.get<S>(decider, stream) ?? (await this.load(decider, stream));
    return known.state;
  }

  private async runAlone<S, C, RE extends Event, NE extends Event, R extends string>(
    decider: Decider<S, C, RE, NE, R>,
    stream: string,
    command: C,
    context: CommandContext,
    expectNew: boolean,
  ): Promise<RunResult<NE, R>> {
    const cached = this.folded.get<S>(decider, stream);
    // A remembered state may be old. That is safe while the exact revision of an append proves it right, and only then.
    let proven = cached === undefined && !expectNew;
    let known = proven ? await this.readOn(decider, stream, nothing(decider)) : (cached ?? nothing(decider));
    for (let conflicts = 0; conflicts <= MOST_READS_AGAIN;) {
      const repeated = await this.repetition<NE, R>(stream, known, context.commandId);
      if (repeated !== null) return repeated;
      const decision = decider.decide(command, known.state);
      const writes = decision.kind === 'accepted' && decision.events.length > 0;
      if (!writes && !proven) {
        known = await this.readOn(decider, stream, known);
        proven = true;
        continue;
      }
      if (decision.kind === 'rejected') return { ...decision, revision: known.revision };
      if (!writes) return { kind: 'accepted', events: [], revision: known.revision, position: known.position, repeated: false };
      const sealed = await this.seal(stream, known.revision, decision.events, context);
      const result = await this.events.append(stream, known.revision === -1 ? 'no-stream' : known.revision, sealed);
      if (result.kind === 'appended') {
        this.remember(decider, stream, known, sealed, result);
        return { kind: 'accepted', events: decision.events, revision: result.revision, position: result.position, repeated: false };
      }
      known = await this.readOn(decider, stream, known);
      proven = true;
      conflicts += 1;
    }
    throw new StreamContended(`Others wrote to ${stream} ${String(MOST_READS_AGAIN + 1)} times in a row: repeat the request.`);
  }

  /** Reads what came after the known revision and folds it on. */
  private async readOn<S, C, RE extends Event, NE extends Event, R extends string>(
    decider: Decider<S, C, RE, NE, R>,
    stream: string,
    known: Folded<S>,
  ): Promise<Folded<S>> {
    const stored = await this.events.readStream(stream, known.revision + 1);
    const last = stored.at(-1);
    if (last === undefined) return known;
    const recorded = await this.opener.open<RE>(stored, decider.reads);
    for (const event of stored) trace(known, event);
    const folded: Folded<S> = {
      state: recorded.reduce(decider.evolve, known.state),
      revision: last.revision,
      position: last.position,
      traces: known.traces,
    };
    if (decider.reads === 'clear') this.folded.set(decider, stream, folded);
    return folded;
  }

  private async repetition<NE, R>(stream: string, known: Folded<unknown>, commandId: string): Promise<RunResult<NE, R> | null> {
    const found = known.traces.get(commandId);
    if (found === undefined) return null;
    const stored = await this.events.readStream(stream, found.first);
    const own = stored.filter((event) => metadataOf(event).commandId === commandId);
    const events = (await this.opener.open<AnyNewEvent>(own, 'opened')).map(({ type, clear, personal }) => ({ type, clear, personal }) as NE);
    return { kind: 'accepted', events, revision: found.last, position: found.position, repeated: true };
  }

  private async seal(stream: string, revision: number, events: readonly Event[], context: CommandContext): Promise<readonly EventToAppend[]> {
    const whole = events as readonly (Event & AnyNewEvent)[];
    const subjects = whole.flatMap((event) => subjectsOf(planOf(event.type), event, stream, context.workspaceId));
    const keyOf = this.keysInMemory(subjects) ?? (await this.keysOf(subjects, context));
    return whole.map((event, ordinal) => eventToAppend(event, { stream, revision: revision + 1 + ordinal, ordinal }, context, keyOf));
  }

  /** Null unless all are there: a page's keys were issued together a moment ago, so this is the usual way. */
  private keysInMemory(subjects: readonly ScopedSubject[]): KeyOfSubject | null {
    const keys = new Map<string, SubjectKey>();
    for (const subject of subjects) {
      const name = subjectName(subject);
      const key = this.keyring.ready(subject.scope, name);
      if (key === undefined) return null;
      keys.set(`${subject.scope}/${name}`, key);
    }
    return (scope, name) => keys.get(`${scope}/${name}`);
  }

  private async keysOf(subjects: readonly ScopedSubject[], context: CommandContext): Promise<KeyOfSubject> {
    const scopes = new Map<Scope, Subject[]>();
    for (const { scope, role, subjectId } of subjects) scopes.set(scope, [...(scopes.get(scope) ?? []), { role, subjectId }]);
    const keys = new Map<Scope, ReadonlyMap<string, SubjectKey>>();
    for (const [scope, wanted] of scopes) keys.set(scope, await this.keyring.ensure(scope, wanted, context));
    return (scope, name) => keys.get(scope)?.get(name);
  }

  private remember<S, C, RE extends Event, NE extends Event, R extends string>(
    decider: Decider<S, C, RE, NE, R>,
    stream: string,
    known: Folded<S>,
    sealed: readonly EventToAppend[],
    result: AppendResult & { readonly kind: 'appended' },
  ): void {
    const revision = known.revision + sealed.length;
    // The store may answer for a repetition whose bytes are older than ours; then only a read tells what stands there.
    if (decider.reads !== 'clear' || result.revision !== revision) return;
    const stored = sealed.map((event, ordinal): StoredEvent => ({
      ...event,
      stream,
      revision: known.revision + 1 + ordinal,
      position: result.position,
      recordedAt: '',
    }));
    for (const event of stored) trace(known, event);
    const state = stored.map((event) => recordedEvent<RE>(event, {})).reduce(decider.evolve, known.state);
    this.folded.set(decider, stream, { state, revision, position: result.position, traces: known.traces });
  }
}

const nothing = <S>(decider: { readonly initial: S }): Folded<S> => ({ state: decider.initial, revision: -1, position: LOWEST_POSITION, traces: new Map() });

function trace(known: Folded<unknown>, event: StoredEvent): void {
  const { commandId } = metadataOf(event);
  const first = known.traces.get(commandId)?.first ?? event.revision;
  known.traces.set(commandId, { first, last: event.revision, position: event.position });
}
