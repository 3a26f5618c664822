/** An append as it goes on the wire: one BatchAppendReq with its options and all its events. */
import type { EventToAppend, ExpectedRevision } from './event-store';
import { fieldSize, ProtobufWriter, varintSize } from './protobuf';

/** Real servers refuse more than 1 MiB by default; a margin is left for names and types. */
const MAX_APPEND_BYTES = 1_000_000;
/** Text of 36 characters inside its message. */
const UUID_SIZE = fieldSize(36);
const IS_FINAL = 2;

/** The events of an append, the same for each attempt. Throws when they are too large for one append. */
export function proposedEvents(stream: string, events: readonly EventToAppend[]): Buffer {
  let bytes = 0;
  let size = IS_FINAL;
  const proposed = events.map(({ id, storedType, data, metadata }) => {
    const [dataText, metadataText] = [JSON.stringify(data), JSON.stringify(metadata)];
    const [dataSize, metadataSize] = [Buffer.byteLength(dataText), Buffer.byteLength(metadataText)];
    const entries = entriesOf(storedType);
    const length = fieldSize(UUID_SIZE) + entries.length + fieldSize(metadataSize) + fieldSize(dataSize);
    bytes += dataSize + metadataSize;
    size += fieldSize(length);
    return { id, entries, dataText, dataSize, metadataText, metadataSize, length };
  });
  if (bytes > MAX_APPEND_BYTES) throw new Error(`An append of ${String(bytes)} bytes to ${stream} is too large: split it below ${String(MAX_APPEND_BYTES)}.`);
  const writer = new ProtobufWriter(Buffer.allocUnsafe(size));
  for (const { id, entries, dataText, dataSize, metadataText, metadataSize, length } of proposed) {
    writer.open(3, length).open(1, UUID_SIZE).text(2, id, 36).raw(entries);
    writer.text(3, metadataText, metadataSize).text(4, dataText, dataSize);
  }
  return writer.number(4, 1).buffer;
}

/** `events` as `proposedEvents` made them; `deadline` in milliseconds since 1970. */
export function appendRequest(correlationId: string, stream: string, expected: ExpectedRevision, events: Buffer, deadline: number): Buffer {
  const nameSize = Buffer.byteLength(stream);
  const seconds = Math.floor(deadline / 1_000);
  const nanos = (deadline % 1_000) * 1_000_000;
  const timeSize = 2 + varintSize(seconds) + varintSize(nanos);
  const expectedSize = typeof expected === 'number' ? 1 + varintSize(expected) : 2;
  const optionsSize = fieldSize(fieldSize(nameSize)) + expectedSize + fieldSize(timeSize);
  const writer = new ProtobufWriter(Buffer.allocUnsafe(fieldSize(UUID_SIZE) + fieldSize(optionsSize) + events.length));
  writer.open(1, UUID_SIZE).text(2, correlationId, 36);
  writer.open(2, optionsSize).open(1, fieldSize(nameSize)).text(3, stream, nameSize);
  if (typeof expected === 'number') writer.number(2, expected);
  else writer.open(expected === 'no-stream' ? 3 : 4, 0);
  return writer.open(6, timeSize).number(1, seconds).number(2, nanos).raw(events).buffer;
}

const known = new Map<string, Buffer>();

/** The entries of the protocol's own metadata: type and content type. */
function entriesOf(storedType: string): Buffer {
  const found = known.get(storedType);
  if (found !== undefined) return found;
  const entries = [
    ['type', storedType],
    ['content-type', 'application/json'],
  ].map(([key = '', value = '']) => {
    const [name, content] = [Buffer.from(key), Buffer.from(value)];
    const length = fieldSize(name.length) + fieldSize(content.length);
    return new ProtobufWriter(Buffer.alloc(fieldSize(length))).open(2, length).bytes(1, name).bytes(2, content).buffer;
  });
  const made = Buffer.concat(entries);
  known.set(storedType, made);
  return made;
}
