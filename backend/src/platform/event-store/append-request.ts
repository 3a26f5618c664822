/** An append as it goes on the wire: one message with its options and all its events. */
import { Empty } from 'google-protobuf/google/protobuf/empty_pb';
import { Timestamp } from 'google-protobuf/google/protobuf/timestamp_pb';
import { StreamIdentifier, UUID } from '@eventstore/db-client/generated/shared_pb';
import { BatchAppendReq } from '@eventstore/db-client/generated/streams_pb';
import type { EventToAppend, ExpectedRevision } from './event-store';

/** Real servers refuse more than 1 MiB by default; a margin is left for names and types. */
const MAX_APPEND_BYTES = 1_000_000;

/** Throws when the events are too large for one append. */
export function proposedMessages(stream: string, events: readonly EventToAppend[]): BatchAppendReq.ProposedMessage[] {
  let bytes = 0;
  const messages = events.map((event) => {
    const message = new BatchAppendReq.ProposedMessage();
    const data = Buffer.from(JSON.stringify(event.data));
    const metadata = Buffer.from(JSON.stringify(event.metadata));
    bytes += data.length + metadata.length;
    message.setId(new UUID().setString(event.id));
    message.setData(data);
    message.setCustomMetadata(metadata);
    message.getMetadataMap().set('type', event.storedType).set('content-type', 'application/json');
    return message;
  });
  if (bytes > MAX_APPEND_BYTES) throw new Error(`An append of ${String(bytes)} bytes to ${stream} is too large: split it below ${String(MAX_APPEND_BYTES)}.`);
  return messages;
}

export function appendRequest(
  correlationId: string,
  stream: string,
  expected: ExpectedRevision,
  messages: BatchAppendReq.ProposedMessage[],
  deadline: Date,
): BatchAppendReq {
  const options = new BatchAppendReq.Options();
  options.setStreamIdentifier(new StreamIdentifier().setStreamName(Buffer.from(stream)));
  options.setDeadline(Timestamp.fromDate(deadline));
  if (expected === 'any') options.setAny(new Empty());
  else if (expected === 'no-stream') options.setNoStream(new Empty());
  else options.setStreamPosition(String(expected));
  return new BatchAppendReq().setCorrelationId(new UUID().setString(correlationId)).setOptions(options).setProposedMessagesList(messages).setIsFinal(true);
}
