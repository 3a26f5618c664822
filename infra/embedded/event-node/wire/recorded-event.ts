/**
 * An event is kept exactly as it goes on the wire: a whole `ReadResp` message holding one `ReadEvent` with one
 * `RecordedEvent`. Reading it back is then passing bytes through; only filters, links and checks look inside.
 */
import { ProtobufReader } from './protobuf-reader';
import { ProtobufWriter, fieldSize, varintSize } from './protobuf-writer';
import { readUuid } from './uuid';

export interface ProposedEvent {
  readonly id: string;
  readonly type: string;
  readonly contentType: string;
  readonly data: Uint8Array;
  readonly metadata: Uint8Array;
}

/** Where an event stands. Revision null is a tombstone: 2^63 − 1 on the wire. */
export interface EventPlace {
  readonly stream: Buffer;
  readonly revision: number | null;
  readonly position: number;
  /** Milliseconds since 1970. */
  readonly recordedAt: number;
}

/** RecordedEvent of the protocol, decoded. */
export interface RecordedEvent extends ProposedEvent {
  readonly stream: string;
  readonly revision: number;
  readonly position: number;
  readonly recordedAt: number;
}

const UUID_LENGTH = 36;
const TICKS_PER_MILLISECOND = 10_000;

const entrySize = (key: string, length: number): number => fieldSize(key.length) + fieldSize(length);

/** The three entries of the system metadata. The events of one append mostly share them, so the last ones are kept. */
interface Entries {
  readonly type: string;
  readonly contentType: string;
  readonly recordedAt: number;
  readonly bytes: Buffer;
}

let lastEntries: Entries | null = null;

function entriesOf({ type, contentType }: ProposedEvent, recordedAt: number): Buffer {
  if (lastEntries?.type === type && lastEntries.contentType === contentType && lastEntries.recordedAt === recordedAt) return lastEntries.bytes;
  const created = Buffer.from(String(recordedAt * TICKS_PER_MILLISECOND));
  const entries = [
    { key: 'type', value: Buffer.from(type, 'utf8') },
    { key: 'content-type', value: Buffer.from(contentType, 'utf8') },
    { key: 'created', value: created },
  ];
  const bytes = Buffer.allocUnsafeSlow(entries.reduce((sum, { key, value }) => sum + fieldSize(entrySize(key, value.length)), 0));
  const writer = new ProtobufWriter(bytes);
  for (const { key, value } of entries) writer.open(6, entrySize(key, value.length)).asciiField(1, key).bytesField(2, value);
  lastEntries = { type, contentType, recordedAt, bytes };
  return bytes;
}

export function encodeRecorded(event: ProposedEvent, place: EventPlace): Buffer {
  const revisionSize = place.revision === null ? 9 : varintSize(place.revision);
  const positionSize = varintSize(place.position);
  const streamSize = fieldSize(place.stream.length);
  const entries = entriesOf(event, place.recordedAt);
  const recorded =
    fieldSize(fieldSize(UUID_LENGTH)) +
    fieldSize(streamSize) +
    (1 + revisionSize) +
    2 * (1 + positionSize) +
    entries.length +
    fieldSize(event.metadata.length) +
    fieldSize(event.data.length);
  const readEvent = fieldSize(recorded) + 1 + positionSize;
  const frame = Buffer.allocUnsafe(fieldSize(readEvent));
  const writer = new ProtobufWriter(frame);
  writer.open(1, readEvent).open(1, recorded);
  writer.open(1, fieldSize(UUID_LENGTH)).asciiField(2, event.id);
  writer.open(2, streamSize).bytesField(3, place.stream);
  if (place.revision === null) writer.byte(3 << 3).largestInt64();
  else writer.numberField(3, place.revision);
  writer.numberField(4, place.position).numberField(5, place.position).bytes(entries);
  writer.bytesField(7, event.metadata).bytesField(8, event.data);
  writer.numberField(3, place.position);
  return frame;
}

/** The bytes of the RecordedEvent inside a frame. */
export function recordedPart(frame: Buffer): Buffer {
  const response = new ProtobufReader(frame);
  while (response.next()) {
    if (response.field !== 1) {
      response.skip();
      continue;
    }
    const readEvent = response.message();
    while (readEvent.next()) {
      if (readEvent.field === 1) return readEvent.bytes();
      readEvent.skip();
    }
  }
  return Buffer.alloc(0);
}

/** A frame for a followed link: `event` is the target (null when it is gone), `link` the event that pointed at it. */
export function encodeLinked(target: Buffer | null, link: Buffer, position: number): Buffer {
  const event = target === null ? null : recordedPart(target);
  const linkPart = recordedPart(link);
  const readEvent = (event === null ? 0 : fieldSize(event.length)) + fieldSize(linkPart.length) + 1 + varintSize(position);
  const frame = Buffer.allocUnsafeSlow(fieldSize(readEvent));
  const writer = new ProtobufWriter(frame).open(1, readEvent);
  if (event !== null) writer.bytesField(1, event);
  writer.bytesField(2, linkPart).numberField(3, position);
  return frame;
}

export function decodeRecorded(frame: Buffer): RecordedEvent {
  const reader = new ProtobufReader(recordedPart(frame));
  const found = { id: '', stream: '', revision: 0, position: 0, type: '', contentType: '', recordedAt: 0, data: Buffer.alloc(0), metadata: Buffer.alloc(0) };
  while (reader.next()) {
    if (reader.field === 1) found.id = readUuid(reader.message());
    else if (reader.field === 2) found.stream = readStreamName(reader.message());
    else if (reader.field === 3) found.revision = reader.varint();
    else if (reader.field === 5) found.position = reader.varint();
    else if (reader.field === 6) {
      const [key, value] = readEntry(reader.message());
      if (key === 'type') found.type = value;
      else if (key === 'content-type') found.contentType = value;
      else if (key === 'created') found.recordedAt = Math.floor(Number(value) / TICKS_PER_MILLISECOND);
    } else if (reader.field === 7) found.metadata = Buffer.from(reader.bytes());
    else if (reader.field === 8) found.data = Buffer.from(reader.bytes());
    else reader.skip();
  }
  return found;
}

export function readStreamName(message: ProtobufReader): string {
  let name = '';
  while (message.next()) {
    if (message.field === 3) name = message.text();
    else message.skip();
  }
  return name;
}

export function readEntry(message: ProtobufReader): [key: string, value: string] {
  let key = '';
  let value = '';
  while (message.next()) {
    if (message.field === 1) key = message.text();
    else if (message.field === 2) value = message.text();
    else message.skip();
  }
  return [key, value];
}
