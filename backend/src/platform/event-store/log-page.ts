/** A page of the log: `ReadResp` messages of the server one behind the other, each after its length in four bytes. */
import { LOWEST_POSITION, type LogPage, type StoredEvent } from './event-store';
import { isSystemEvent, positionText } from './stored-event';
import { WireReader } from './wire-reader';

const LENGTH_BYTES = 4;

/** In log order. */
export function logPage(messages: readonly Buffer[]): LogPage {
  const bytes = Buffer.allocUnsafeSlow(messages.reduce((sum, { length }) => sum + LENGTH_BYTES + length, 0));
  let at = 0;
  for (const message of messages) {
    bytes.writeUInt32BE(message.length, at);
    bytes.set(message, at + LENGTH_BYTES);
    at += LENGTH_BYTES + message.length;
  }
  const last = messages.at(-1);
  return { bytes, last: last === undefined ? LOWEST_POSITION : positionOf(last) };
}

/** The lowest position for a message that holds no event. */
export function positionOf(message: Buffer): string {
  const recorded = recordedIn(message, 0, message.length);
  return recorded?.find(5) === true ? positionText(String(recorded.number())) : LOWEST_POSITION;
}

/** The events of the page that are not the server's own, up to the position inclusive. */
export function storedEventsOf({ bytes }: LogPage, upTo: string): readonly StoredEvent[] {
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const events: StoredEvent[] = [];
  for (let at = 0; at < buffer.length;) {
    const start = at + LENGTH_BYTES;
    at = start + buffer.readUInt32BE(at);
    const event = decoded(buffer, start, at);
    if (event === null || event.position > upTo) continue;
    if (!isSystemEvent({ streamId: event.stream, type: event.storedType })) events.push(event);
  }
  return events;
}

type Draft = { -readonly [F in keyof StoredEvent]: StoredEvent[F] };

const TICKS_PER_MILLISECOND = 10_000;
const NOTHING = {};

/** Field numbers, here and below, are those of `ReadResp`. Null for a message that holds no event. */
function recordedIn(message: Buffer, start: number, end: number): WireReader | null {
  const response = new WireReader(message, start, end);
  if (!response.find(1)) return null;
  const read = response.inside();
  return read.find(1) ? read.inside() : null;
}

function decoded(message: Buffer, start: number, end: number): Draft | null {
  const recorded = recordedIn(message, start, end);
  if (recorded === null) return null;
  const event: Draft = { id: '', storedType: '', data: NOTHING, metadata: NOTHING, stream: '', revision: 0, position: '', recordedAt: '' };
  while (recorded.next()) readField(recorded, event);
  return event;
}

function readField(recorded: WireReader, event: Draft): void {
  switch (recorded.field) {
    case 1:
      event.id = fieldOf(recorded, 2);
      break;
    case 2:
      event.stream = fieldOf(recorded, 3);
      break;
    case 3:
      event.revision = recorded.number();
      break;
    case 5:
      event.position = positionText(String(recorded.number()));
      break;
    case 6:
      readFact(recorded.inside(), event);
      break;
    case 7:
      event.metadata = json(recorded);
      break;
    case 8:
      event.data = json(recorded);
      break;
    default:
      recorded.skip();
  }
}

/** An entry of the map in which the server keeps type and time. */
function readFact(entry: WireReader, event: Draft): void {
  const key = entry.find(1) ? entry.text() : '';
  if (key === 'type') event.storedType = entry.find(2) ? entry.text() : '';
  else if (key === 'created') event.recordedAt = new Date(entry.find(2) ? Math.floor(Number(entry.text()) / TICKS_PER_MILLISECOND) : 0).toISOString();
}

function fieldOf(outer: WireReader, field: number): string {
  const inner = outer.inside();
  return inner.find(field) ? inner.text() : '';
}

/** Events that were never ours may hold anything; ours are JSON. */
function json(reader: WireReader): Readonly<Record<string, unknown>> {
  const text = reader.text();
  try {
    return text === '' ? NOTHING : (JSON.parse(text) as Readonly<Record<string, unknown>>);
  } catch {
    return NOTHING;
  }
}
