/** The small replies of the read call, as bytes. Field numbers are those of `ReadResp`. */
import { ProtobufWriter, fieldSize, varintSize } from './protobuf-writer';

const CONFIRMATION = 2;
const CHECKPOINT = 3;
const STREAM_NOT_FOUND = 4;
const CAUGHT_UP = 8;

export function encodeConfirmation(subscriptionId: string): Buffer {
  const reply = Buffer.allocUnsafe(fieldSize(fieldSize(subscriptionId.length)));
  new ProtobufWriter(reply).open(CONFIRMATION, fieldSize(subscriptionId.length)).asciiField(1, subscriptionId);
  return reply;
}

export function encodeCheckpoint(position: number): Buffer {
  const size = 2 * (1 + varintSize(position));
  const reply = Buffer.allocUnsafe(fieldSize(size));
  new ProtobufWriter(reply).open(CHECKPOINT, size).numberField(1, position).numberField(2, position);
  return reply;
}

export function encodeStreamNotFound(stream: string): Buffer {
  const name = Buffer.from(stream, 'utf8');
  const identifier = fieldSize(name.length);
  const reply = Buffer.allocUnsafe(fieldSize(fieldSize(identifier)));
  new ProtobufWriter(reply).open(STREAM_NOT_FOUND, fieldSize(identifier)).open(1, identifier).bytesField(3, name);
  return reply;
}

export function encodeCaughtUp(): Buffer {
  const reply = Buffer.allocUnsafe(2);
  new ProtobufWriter(reply).open(CAUGHT_UP, 0);
  return reply;
}
