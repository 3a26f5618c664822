import { AllStreamPosition, StreamIdentifier, UUID } from '@eventstore/db-client/generated/shared_pb';
import { BatchAppendReq, BatchAppendResp } from '@eventstore/db-client/generated/streams_pb';
import { Empty } from 'google-protobuf/google/protobuf/empty_pb';
import { readSuccess } from './append-reply';
import { appendRequest, proposedEvents } from './append-request';
import type { EventToAppend, ExpectedRevision } from './event-store';

const CORRELATION = '00000000-0000-4000-8000-0000000000ff';
const event = (number: number, text: string): EventToAppend => ({
  id: `11111111-1111-4111-8111-${String(number).padStart(12, '0')}`,
  storedType: 'LeadRecorded.v1',
  data: { v: 1, c: { text }, b: [], z: 'salt' },
  metadata: { commandId: 'x'.repeat(number) },
});

/** The request as a server reads it. */
function read(expected: ExpectedRevision, events: readonly EventToAppend[], deadline: number) {
  const bytes = appendRequest(CORRELATION, 'lead-ä', expected, proposedEvents('lead-ä', events), deadline);
  const request = BatchAppendReq.deserializeBinary(new Uint8Array(bytes));
  const options = request.getOptions();
  return {
    correlationId: request.getCorrelationId()?.getString(),
    stream: Buffer.from(options?.getStreamIdentifier()?.getStreamName_asU8() ?? []).toString(),
    expected: options?.hasNoStream() === true ? 'no-stream' : options?.hasAny() === true ? 'any' : Number(options?.getStreamPosition()),
    deadline: options?.getDeadline()?.toDate().getTime(),
    isFinal: request.getIsFinal(),
    events: request.getProposedMessagesList().map((message) => ({
      id: message.getId()?.getString(),
      storedType: message.getMetadataMap().get('type'),
      contentType: message.getMetadataMap().get('content-type'),
      data: JSON.parse(Buffer.from(message.getData_asU8()).toString()) as unknown,
      metadata: JSON.parse(Buffer.from(message.getCustomMetadata_asU8()).toString()) as unknown,
    })),
  };
}

const success = (revision: string, commit: string): BatchAppendResp.Success =>
  new BatchAppendResp.Success().setCurrentRevision(revision).setPosition(new AllStreamPosition().setCommitPosition(commit).setPreparePosition(commit));

const reply = (success: BatchAppendResp.Success): Buffer =>
  Buffer.from(
    new BatchAppendResp()
      .setCorrelationId(new UUID().setString(CORRELATION))
      .setStreamIdentifier(new StreamIdentifier().setStreamName(Buffer.from('lead-1')))
      .setSuccess(success)
      .serializeBinary(),
  );

describe('an append on the wire', () => {
  it.each<[ExpectedRevision]>([['no-stream'], ['any'], [0], [127], [128], [2 ** 40]])('is read by the generated classes: expected %s', (expected) => {
    const events = [event(1, 'short'), event(40, 'x'.repeat(20_000)), event(0, 'ümlaut 名前 \u0000 "quoted"')];
    expect(read(expected, events, 1_795_000_000_123)).toEqual({
      correlationId: CORRELATION,
      stream: 'lead-ä',
      expected,
      deadline: 1_795_000_000_123,
      isFinal: true,
      events: events.map((each) => ({ ...each, contentType: 'application/json' })),
    });
  });

  it('may carry no event at all', () => {
    expect(read('any', [], 1_000).events).toEqual([]);
  });

  it('is refused when it is too large for a server', () => {
    expect(() => proposedEvents('lead-1', [event(1, 'x'.repeat(1_000_000))])).toThrow('is too large');
  });
});

describe('the reply to an append', () => {
  it.each([
    [0, 1],
    [1, 127],
    [300, 2 ** 31],
    [2 ** 33, 2 ** 52],
  ])('is read at revision %d and position %d', (revision, position) => {
    expect(readSuccess(reply(success(String(revision), String(position))))).toEqual({ correlationId: CORRELATION, revision, position });
  });

  it.each([
    ['a fault', new BatchAppendResp().setCorrelationId(new UUID().setString(CORRELATION))],
    ['nothing', new BatchAppendResp()],
    ['an id in two halves', new BatchAppendResp().setCorrelationId(new UUID().setStructured(new UUID.Structured())).setSuccess(success('1', '1'))],
    ['no stream', new BatchAppendResp().setCorrelationId(new UUID().setString(CORRELATION)).setSuccess(new BatchAppendResp.Success().setNoStream(new Empty()))],
  ])('is left to the generated classes: %s', (_name, unusual) => {
    expect(readSuccess(Buffer.from(unusual.serializeBinary()))).toBeNull();
  });

  it('is left to the generated classes when a number is too large or the message is cut off', () => {
    expect(readSuccess(reply(success('1', '9223372036854775807')))).toBeNull();
    const whole = reply(success('300', '70000'));
    for (let length = 0; length < 50; length += 1) expect(readSuccess(whole.subarray(0, length))).toBeNull();
  });
});
