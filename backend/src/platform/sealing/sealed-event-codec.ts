/** Between an event as the code knows it and an event as it is stored: clear part, boxes and salt. */
import { brokenRules } from '../../../../event-schemas/src/envelope/kind';
import { metadataShape, type Metadata } from '../../../../event-schemas/src/envelope/metadata';
import { definitionOfStoredType } from '../../../../event-schemas/src/registry';
import type { CommandContext } from '../decider/command-context';
import type { Recorded } from '../decider/decider';
import type { EventToAppend, StoredEvent } from '../event-store/event-store';
import { derivedId } from '../time-and-ids/ids';
import { openBox, sealBox, type Box, type BoxPlace } from './box';
import { checkAgainstSchema, EventBreaksSchema, isOfCategory, planOf, subjectsOf, type AnyNewEvent } from './event-plan';
import { freshBytes } from './random-bytes';
import { scopeOf, subjectName, subjectOfName, type Scope, type SubjectKey } from './subject';

const ENVELOPE_VERSION = 1;
const SALT_BYTES = 16;

/** Storage format of the data of every event. */
interface StoredBody {
  readonly v: number;
  readonly c: object;
  readonly b: readonly Box[];
  readonly z: string;
}

/** Where an event will stand. `revision` is null for an event without boxes that is appended wherever the stream ends. */
export interface PlaceToAppend {
  readonly stream: string;
  readonly revision: number | null;
  /** Place in the answer of its command to this stream, from 0. */
  readonly ordinal: number;
}

/** Finds the key of a subject that `subjectsOf` named. */
export type KeyOfSubject = (scope: Scope, name: string) => SubjectKey | undefined;

/** Checks, seals and shapes one event. Throws EventBreaksSchema; never stores a clear value of the wrong kind. */
export function eventToAppend(event: AnyNewEvent, place: PlaceToAppend, context: CommandContext, keyOf: KeyOfSubject, id?: string): EventToAppend {
  const plan = planOf(event.type);
  const { category, storedType } = plan.definition;
  if (!isOfCategory(place.stream, category)) throw new Error(`${storedType} belongs to streams of category ${category}, not to ${place.stream}.`);
  checkAgainstSchema(plan, event);
  const eventId = id ?? derivedId(context.commandId, `${place.stream}/${String(place.ordinal)}`);
  const personal = event.personal as Readonly<Record<string, unknown>>;
  const b = subjectsOf(plan, event, place.stream, context.workspaceId).map((subject) => {
    if (place.revision === null) throw new Error(`${storedType} has sealed fields: append it at an exact revision.`);
    const key = keyOf(subject.scope, subjectName(subject));
    if (key === undefined) throw new Error(`The key of ${subjectName(subject)} was not issued before sealing ${storedType}.`);
    return sealBox({ scope: subject.scope, stream: place.stream, revision: place.revision, eventId, storedType }, key, personal[subject.role]);
  });
  const body: StoredBody = { v: ENVELOPE_VERSION, c: event.clear, b, z: freshBytes(SALT_BYTES).toString('base64url') };
  return { id: eventId, storedType, data: { ...body }, metadata: metadataOfContext(storedType, context, place.ordinal, plan.definition.retention) };
}

const checkedContexts = new WeakSet<CommandContext>();

/** The context of a command is checked once, not once per event. */
function metadataOfContext(storedType: string, context: CommandContext, ordinal: number, retention: Metadata['retention']): Metadata {
  const { commandId, correlationId, causationId, workspaceId, actor, surface, purpose, basis, source, occurredAt } = context;
  const metadata: Metadata = { correlationId, causationId, commandId, ordinal, workspaceId, actor, surface, purpose, basis, source, retention, occurredAt };
  if (checkedContexts.has(context) && metadataShape.ordinal.check(ordinal) === null) return metadata;
  const broken = brokenRules(metadataShape, metadata);
  if (broken.length > 0) throw new EventBreaksSchema(`The metadata of ${storedType}`, broken);
  checkedContexts.add(context);
  return metadata;
}

/** A box to open, and all that is needed to open it. */
export interface BoxToOpen {
  readonly place: BoxPlace;
  readonly box: Box;
}

/** The boxes of a stored event; none for an event that is not ours. */
export function boxesOf(event: StoredEvent): readonly BoxToOpen[] {
  const { b } = event.data as Partial<StoredBody>;
  if (b === undefined || b.length === 0 || definitionOfStoredType(event.storedType) === undefined) return [];
  const workspaceId = metadataOf(event).workspaceId;
  const { stream, revision, id: eventId, storedType } = event;
  return b.map((box) => ({ box, place: { scope: scopeOf(subjectOfName(box.s).role, workspaceId), stream, revision, eventId, storedType } }));
}

/** The event as readers get it; `personal` holds the parts whose boxes were opened. Types that were never ours keep their stored name. */
export function recordedEvent<E>(event: StoredEvent, personal: Readonly<Record<string, unknown>>): Recorded<E> {
  const { c } = event.data as Partial<StoredBody>;
  const recorded = {
    type: definitionOfStoredType(event.storedType)?.name ?? event.storedType,
    clear: c ?? {},
    personal,
    id: event.id,
    stream: event.stream,
    revision: event.revision,
    position: event.position,
    metadata: metadataOf(event),
  };
  return recorded as unknown as Recorded<E>;
}

/** Opens the boxes whose keys are given; a box without a key stays shut and its part absent. */
export function openedParts(boxes: readonly BoxToOpen[], keyOf: KeyOfSubject): Readonly<Record<string, unknown>> {
  const parts: Record<string, unknown> = {};
  for (const { box, place } of boxes) {
    const key = keyOf(place.scope, box.s);
    if (key !== undefined) parts[key.role] = openBox(place, key, box);
  }
  return parts;
}

export const metadataOf = (event: StoredEvent): Metadata => event.metadata as unknown as Metadata;
