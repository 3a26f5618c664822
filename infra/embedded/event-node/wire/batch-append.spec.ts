import shared from '@eventstore/db-client/generated/shared_pb';
import messages from '@eventstore/db-client/generated/streams_pb';
import { Empty } from 'google-protobuf/google/protobuf/empty_pb';
import { Timestamp } from 'google-protobuf/google/protobuf/timestamp_pb';
import type { Expected } from '../streams/expected-revision';
import { decodeBatchChunk, encodeBatchSuccess } from './batch-append';
import { MalformedMessage } from './protobuf-reader';

const id = '6f6d2b0a-3c52-4c58-9d2e-0a1b2c3d4e5f';

function uuid(structured = false): shared.UUID {
  const message = new shared.UUID();
  if (!structured) {
    message.setString(id.toUpperCase());
    return message;
  }
  const halves = new shared.UUID.Structured();
  halves.setMostSignificantBits(String(BigInt.asIntN(64, 0x6f6d2b0a3c524c58n)));
  halves.setLeastSignificantBits(String(BigInt.asIntN(64, 0x9d2e0a1b2c3d4e5fn)));
  message.setStructured(halves);
  return message;
}

function request(expect: (options: messages.BatchAppendReq.Options) => void): Buffer {
  const options = new messages.BatchAppendReq.Options();
  const stream = new shared.StreamIdentifier();
  stream.setStreamName(Buffer.from('strøm-1'));
  options.setStreamIdentifier(stream);
  options.setDeadline(Timestamp.fromDate(new Date(1_700_000_000_123)));
  expect(options);
  const event = new messages.BatchAppendReq.ProposedMessage();
  event.setId(uuid(true));
  event.getMetadataMap().set('type', 'Any').set('content-type', 'application/json');
  event.setData(Buffer.from('{}'));
  event.setCustomMetadata(Buffer.from('[]'));
  const message = new messages.BatchAppendReq();
  message.setCorrelationId(uuid());
  message.setOptions(options);
  message.addProposedMessages(event);
  message.setIsFinal(true);
  return Buffer.from(message.serializeBinary());
}

const expectations: readonly (readonly [Expected, (options: messages.BatchAppendReq.Options) => void])[] = [
  ['any', (options) => void options.setAny(new Empty())],
  ['no-stream', (options) => void options.setNoStream(new Empty())],
  ['stream-exists', (options) => void options.setStreamExists(new Empty())],
  [0n, (options) => void options.setStreamPosition('0')],
  [4_294_967_297n, (options) => void options.setStreamPosition('4294967297')],
  [18_446_744_073_709_551_615n, (options) => void options.setStreamPosition('18446744073709551615')],
];

it.each(expectations)('reads a chunk as the client writes it, expecting %s', (expected, set) => {
  expect(decodeBatchChunk(request(set))).toEqual({
    correlationId: id,
    options: { stream: 'strøm-1', expected, deadline: 1_700_000_000_123, timeout: null },
    events: [{ id, type: 'Any', contentType: 'application/json', data: Buffer.from('{}'), metadata: Buffer.from('[]'), incomplete: [] }],
    isFinal: true,
  });
});

it('reads a deadline that is told as a duration', () => {
  const duration = Buffer.from([0x08, 0x02, 0x10, 0x80, 0xe1, 0xeb, 0x17]);
  const options = Buffer.from([0x3a, duration.length, ...duration]);
  const chunk = Buffer.concat([Buffer.from([0x0a, 38, 0x12, 36]), Buffer.from(id), Buffer.from([0x12, options.length]), options]);
  expect(decodeBatchChunk(chunk)).toEqual({
    correlationId: id,
    options: { stream: '', expected: 'any', deadline: null, timeout: 2050 },
    events: [],
    isFinal: false,
  });
});

it('names the properties that an event lacks', () => {
  const message = new messages.BatchAppendReq();
  const event = new messages.BatchAppendReq.ProposedMessage();
  event.setId(uuid());
  message.setCorrelationId(uuid());
  message.addProposedMessages(event);
  expect(decodeBatchChunk(Buffer.from(message.serializeBinary())).events[0]?.incomplete).toEqual(['type', 'content-type']);
});

it.each([1, 7, 20, 60])('refuses a chunk cut after %d bytes', (length) => {
  expect(() => decodeBatchChunk(request((options) => void options.setAny(new Empty())).subarray(0, length))).toThrow(MalformedMessage);
});

it('answers in the words of the protocol', () => {
  const reply = messages.BatchAppendResp.deserializeBinary(encodeBatchSuccess(id, 'strøm-1', { revision: 300, position: 2 ** 33 }));
  expect([reply.getCorrelationId()?.getString(), reply.getSuccess()?.getCurrentRevision(), reply.getSuccess()?.getPosition()?.getCommitPosition()]).toEqual([
    id,
    '300',
    '8589934592',
  ]);
  const empty = messages.BatchAppendResp.deserializeBinary(encodeBatchSuccess(id, 's', { revision: null, position: null }));
  expect([empty.getSuccess()?.hasNoStream(), empty.getSuccess()?.hasNoPosition()]).toEqual([true, true]);
});
