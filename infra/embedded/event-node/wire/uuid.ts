import { MalformedMessage, type ProtobufReader } from './protobuf-reader';

const CANONICAL = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;

/** Both forms of the protocol's UUID message (text, or two signed halves), as lower-case text. */
export function readUuid(message: ProtobufReader): string {
  let text = '';
  while (message.next()) {
    if (message.field === 2) text = message.text().toLowerCase();
    else if (message.field === 1) text = readHalves(message.message());
    else message.skip();
  }
  if (!CANONICAL.test(text)) throw new MalformedMessage('An identifier is not a UUID.');
  return text;
}

function readHalves(message: ProtobufReader): string {
  const halves = [0n, 0n];
  while (message.next()) {
    if (message.field === 1 || message.field === 2) halves[message.field - 1] = message.int64();
    else message.skip();
  }
  const hex = halves.map((half) => BigInt.asUintN(64, half).toString(16).padStart(16, '0')).join('');
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20)}`;
}
