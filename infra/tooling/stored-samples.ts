/**
 * Samples of events as exact bytes. Beside each opened sample `<name>.json` stands `<name>.stored`: data and metadata as the
 * store holds them, sealed once under a key that anybody can work out, and never written again.
 */
import { createHash } from 'node:crypto';
import type { EventDefinition } from '../../event-schemas/src/envelope/definition';
import type { Metadata } from '../../event-schemas/src/envelope/metadata';
import { currentDefinition } from '../../event-schemas/src/registry';
import { boxesOf, eventToAppend, openedParts, recordedEvent } from '../../backend/src/platform/sealing/sealed-event-codec';
import type { StoredEvent } from '../../backend/src/platform/event-store/event-store';
import { checkValueOf, subjectOfName, type SubjectKey } from '../../backend/src/platform/sealing/subject';
import { derivedId } from '../../backend/src/platform/time-and-ids/ids';

/** An opened sample as it is committed. */
export interface OpenedSample {
  readonly type: string;
  readonly clear: object;
  readonly personal: object;
  readonly metadata: Metadata;
}

/** Where every sample stands: the stream of its category with this id, at its beginning. */
const SAMPLE_ID = '0000002a-0000-4000-8000-000000000000';
const REVISION = 0;
const POSITION = '00000000000000000000';
const FIRST_LINE = 'leadgen stored sample 1';

/** The key of a subject in samples: derived from its name, so that a sample opens without any other file. */
function sampleKey(name: string): SubjectKey {
  const key = createHash('sha256').update(`leadgen sample key of ${name}`).digest();
  return { ...subjectOfName(name), keyId: derivedId(SAMPLE_ID, name), key, checkValue: checkValueOf(key) };
}

/** The content of a `.stored` file: one `name: value` line each; what follows `data` and `metadata` are the stored bytes. */
export function sealedSample(definition: EventDefinition, sample: OpenedSample): string {
  const stream = `${definition.category}-${SAMPLE_ID}`;
  const { ordinal, retention, ...context } = sample.metadata;
  if (currentDefinition(definition.name) !== definition)
    throw new Error(`${definition.storedType} is no longer written, so no stored sample of it can be made: take one from a log that has it.`);
  if (retention !== definition.retention)
    throw new Error(`The sample of ${definition.storedType} says retention ${retention}: its definition says ${definition.retention}.`);
  const { type, clear, personal } = { ...sample, type: definition.name };
  const event = eventToAppend({ type, clear, personal }, { stream, revision: REVISION, ordinal }, context, (_scope, name) => sampleKey(name));
  const lines = [
    FIRST_LINE,
    `stream: ${stream}`,
    `revision: ${String(REVISION)}`,
    `id: ${event.id}`,
    `type: ${event.storedType}`,
    `data: ${JSON.stringify(event.data)}`,
    `metadata: ${JSON.stringify(event.metadata)}`,
  ];
  return `${lines.join('\n')}\n`;
}

/** The stored event of a `.stored` file. Throws when the file is not one. */
export function storedEventOf(content: string): StoredEvent {
  const [first, ...lines] = content.split('\n');
  const values = new Map(lines.map((line) => [line.slice(0, line.indexOf(': ')), line.slice(line.indexOf(': ') + 2)]));
  const value = (name: string): string => {
    const found = values.get(name);
    if (first !== FIRST_LINE || found === undefined) throw new Error(`This is no stored sample: it begins with "${first ?? ''}" and says ${name} nowhere.`);
    return found;
  };
  const metadata = JSON.parse(value('metadata')) as Metadata;
  return {
    id: value('id'),
    storedType: value('type'),
    data: JSON.parse(value('data')) as Record<string, unknown>,
    metadata: { ...metadata },
    stream: value('stream'),
    revision: Number(value('revision')),
    position: POSITION,
    recordedAt: metadata.occurredAt,
  };
}

/** What the code of today reads from the bytes, in the shape of the opened sample. */
export function openedSampleOf(content: string): OpenedSample {
  const stored = storedEventOf(content);
  const { clear, personal, metadata } = recordedEvent<OpenedSample>(
    stored,
    openedParts(boxesOf(stored), (_scope, name) => sampleKey(name)),
  );
  return { type: stored.storedType, clear, personal, metadata };
}
