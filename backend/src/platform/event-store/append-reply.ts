/** The answer to an append, BatchAppendResp: nearly every one is a success, and read here; the generated classes read the others. */
import { ProtobufReader } from './protobuf';

export interface AppendSuccess {
  readonly correlationId: string;
  readonly revision: number;
  /** Commit position. */
  readonly position: number;
}

// Field number and wire type in one byte, as protobuf writes them.
const CORRELATION_ID = 0x0a;
const UUID_TEXT = 0x12;
const SUCCESS = 0x1a;
const REVISION = 0x08;
const POSITION = 0x1a;
const COMMIT_POSITION = 0x08;

/** Null unless it is a success with a revision and a position, under an id written as text. */
export function readSuccess(bytes: Buffer): AppendSuccess | null {
  const reply = new ProtobufReader(bytes);
  if (reply.tag() !== CORRELATION_ID) return null;
  const id = reply.message();
  if (id.tag() !== UUID_TEXT) return null;
  const correlationId = id.message().ascii();
  if (reply.tag() !== SUCCESS) return null;
  const success = reply.message();
  if (success.tag() !== REVISION) return null;
  const revision = success.varint();
  if (success.tag() !== POSITION) return null;
  const place = success.message();
  if (place.tag() !== COMMIT_POSITION) return null;
  const position = place.varint();
  return Number.isNaN(revision) || Number.isNaN(position) ? null : { correlationId, revision, position };
}
