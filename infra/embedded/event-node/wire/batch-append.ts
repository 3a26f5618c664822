/** The two messages of the batch append call, read and written by hand: this is the path of nearly every write. */
import type { Expected } from '../streams/expected-revision';
import { ProtobufReader } from './protobuf-reader';
import { ProtobufWriter, fieldSize, varintSize } from './protobuf-writer';
import { readEntry, readStreamName, type ProposedEvent } from './recorded-event';
import { readUuid } from './uuid';

export interface BatchOptions {
  readonly stream: string;
  readonly expected: Expected;
  /** Milliseconds since 1970; null when the client names none. */
  readonly deadline: number | null;
  /** Milliseconds from the arrival on, as newer clients say it; null when the client names none. */
  readonly timeout: number | null;
}

export interface BatchChunk {
  readonly correlationId: string;
  /** On the first chunk only. */
  readonly options: BatchOptions | null;
  readonly events: readonly (ProposedEvent & { readonly incomplete: readonly string[] })[];
  readonly isFinal: boolean;
}

const NOTHING = Buffer.alloc(0);

export function decodeBatchChunk(bytes: Buffer): BatchChunk {
  const reader = new ProtobufReader(bytes);
  const events: BatchChunk['events'][number][] = [];
  let correlationId = '';
  let options: BatchOptions | null = null;
  let isFinal = false;
  while (reader.next()) {
    if (reader.field === 1) correlationId = readUuid(reader.message());
    else if (reader.field === 2) options = readOptions(reader.message());
    else if (reader.field === 3) events.push(readProposed(reader.message()));
    else if (reader.field === 4) isFinal = reader.varint() !== 0;
    else reader.skip();
  }
  return { correlationId, options, events, isFinal };
}

function readOptions(message: ProtobufReader): BatchOptions {
  let stream = '';
  let expected: Expected = 'any';
  let deadline: number | null = null;
  let timeout: number | null = null;
  while (message.next()) {
    if (message.field === 1) stream = readStreamName(message.message());
    else if (message.field === 2) expected = BigInt.asUintN(64, message.int64());
    else if (message.field === 3) expected = skipped(message, 'no-stream');
    else if (message.field === 4) expected = skipped(message, 'any');
    else if (message.field === 5) expected = skipped(message, 'stream-exists');
    else if (message.field === 6) deadline = readMilliseconds(message.message());
    else if (message.field === 7) timeout = readMilliseconds(message.message());
    else message.skip();
  }
  return { stream, expected, deadline, timeout };
}

function skipped(message: ProtobufReader, expected: Expected): Expected {
  message.skip();
  return expected;
}

/** Of a Timestamp or a Duration. */
function readMilliseconds(message: ProtobufReader): number {
  let milliseconds = 0;
  while (message.next()) {
    if (message.field === 1) milliseconds += Number(message.int64()) * 1000;
    else if (message.field === 2) milliseconds += Math.floor(Number(message.int64()) / 1_000_000);
    else message.skip();
  }
  return milliseconds;
}

/** `incomplete` names the mandatory metadata properties that are missing. */
export function readProposed(message: ProtobufReader): ProposedEvent & { readonly incomplete: readonly string[] } {
  let id = '';
  let type = '';
  let contentType = '';
  let data: Uint8Array = NOTHING;
  let metadata: Uint8Array = NOTHING;
  while (message.next()) {
    if (message.field === 1) id = readUuid(message.message());
    else if (message.field === 2) {
      const [key, value] = readEntry(message.message());
      if (key === 'type') type = value;
      else if (key === 'content-type') contentType = value;
    } else if (message.field === 3) metadata = message.bytes();
    else if (message.field === 4) data = message.bytes();
    else message.skip();
  }
  const incomplete = type !== '' && contentType !== '' ? NONE : [...(type === '' ? ['type'] : []), ...(contentType === '' ? ['content-type'] : [])];
  return { id, type, contentType, data, metadata, incomplete };
}

const NONE: readonly string[] = [];

export interface BatchSuccess {
  /** Last revision of the stream; null when it has none. */
  readonly revision: number | null;
  /** null when nothing was ever written. */
  readonly position: number | null;
}

export function encodeBatchSuccess(correlationId: string, stream: string, success: BatchSuccess): Buffer {
  const name = Buffer.from(stream, 'utf8');
  const { revision, position } = success;
  const positionPart = position === null ? 0 : 2 * (1 + varintSize(position));
  const successPart = (revision === null ? 2 : 1 + varintSize(revision)) + fieldSize(positionPart);
  const reply = Buffer.allocUnsafe(fieldSize(fieldSize(36)) + fieldSize(successPart) + fieldSize(fieldSize(name.length)));
  const writer = new ProtobufWriter(reply);
  writer.open(1, fieldSize(36)).asciiField(2, correlationId);
  writer.open(3, successPart);
  if (revision === null) writer.open(2, 0);
  else writer.numberField(1, revision);
  if (position === null) writer.open(4, 0);
  else writer.open(3, positionPart).numberField(1, position).numberField(2, position);
  writer.open(4, fieldSize(name.length)).bytesField(3, name);
  return reply;
}
