/** The classic write call: one stream of messages per append. */
import type { sendUnaryData, ServerReadableStream } from '@grpc/grpc-js';
import shared from '@eventstore/db-client/generated/shared_pb';
import messages from '@eventstore/db-client/generated/streams_pb';
import type { Expected } from '../streams/expected-revision';
import type { WriteOutcome } from '../streams/event-writer';
import { readProposed } from '../wire/batch-append';
import { ProtobufReader } from '../wire/protobuf-reader';
import type { ProposedEvent } from '../wire/recorded-event';
import { isAllowed } from './authority';
import { appendTooLarge, asCallError, failed, invalid, metadataMissing, streamDeleted, timedOut, unauthenticated } from './errors';
import { expectedOf, nameOf } from './generated-options';
import { LARGEST_APPEND, WRITE_TIMEOUT_MS, type NodeParts } from './node-parts';

type AppendCall = ServerReadableStream<messages.AppendReq, messages.AppendResp>;

export function append(call: AppendCall, reply: sendUnaryData<messages.AppendResp>, parts: NodeParts): void {
  if (!isAllowed(call.metadata, parts.secret)) {
    reply(unauthenticated());
    return;
  }
  const events: ProposedEvent[] = [];
  let options: messages.AppendReq.Options | undefined;
  let size = 0;
  let done = false;
  const finish: sendUnaryData<messages.AppendResp> = (error, response) => {
    if (done) return;
    done = true;
    clearTimeout(timer);
    if (error === null) reply(null, response);
    else reply(error);
  };
  const timer = setTimeout(() => finish(timedOut()), WRITE_TIMEOUT_MS);
  call.on('data', (request: messages.AppendReq) => {
    if (done) return;
    const proposed = request.getProposedMessage();
    options ??= request.getOptions();
    if (proposed === undefined) return;
    try {
      const event = readProposed(new ProtobufReader(Buffer.from(proposed.serializeBinary())));
      if (event.incomplete.length > 0) throw metadataMissing(event.incomplete);
      size += event.data.length + event.metadata.length + 2 * event.type.length;
      if (size > LARGEST_APPEND) throw appendTooLarge(LARGEST_APPEND);
      events.push(event);
    } catch (error) {
      finish(asCallError(error));
    }
  });
  call.on('cancelled', () => {
    done = true;
    clearTimeout(timer);
  });
  call.on('end', () => {
    if (done) return;
    const stream = nameOf(options?.getStreamIdentifier());
    if (options === undefined || stream === '') {
      finish(invalid('An append needs the name of a stream.'));
      return;
    }
    const expected = expectedOf(options);
    const deadline = parts.now() + WRITE_TIMEOUT_MS;
    parts.writer.submit({ action: 'append', stream, expected, events, deadline, settle: (outcome) => settle(outcome, stream, expected, finish) });
  });
}

function settle(outcome: WriteOutcome, stream: string, expected: Expected, finish: sendUnaryData<messages.AppendResp>): void {
  if (outcome.kind === 'deleted') finish(streamDeleted(stream));
  else if (outcome.kind === 'late') finish(timedOut());
  else if (outcome.kind === 'failed') finish(failed(outcome.sentence));
  else {
    const response = new messages.AppendResp();
    if (outcome.kind === 'wrong') response.setWrongExpectedVersion(wrongExpectedVersion(expected, outcome.actual));
    else response.setSuccess(success(outcome));
    finish(null, response);
  }
}

function success(outcome: { revision: number | null; position: number | null }): messages.AppendResp.Success {
  const message = new messages.AppendResp.Success();
  if (outcome.revision === null) message.setNoStream(new shared.Empty());
  else message.setCurrentRevision(String(outcome.revision));
  if (outcome.position === null) message.setNoPosition(new shared.Empty());
  else {
    const position = new messages.AppendResp.Position();
    position.setCommitPosition(String(outcome.position));
    position.setPreparePosition(String(outcome.position));
    message.setPosition(position);
  }
  return message;
}

/** Both generations of the fields are filled; old clients read the first. */
function wrongExpectedVersion(expected: Expected, actual: number | null): messages.AppendResp.WrongExpectedVersion {
  const message = new messages.AppendResp.WrongExpectedVersion();
  if (actual === null) {
    message.setNoStream2060(new shared.Empty());
    message.setCurrentNoStream(new shared.Empty());
  } else {
    message.setCurrentRevision2060(actual);
    message.setCurrentRevision(String(actual));
  }
  if (expected === 'any') {
    message.setAny2060(new shared.Empty());
    message.setExpectedAny(new shared.Empty());
  } else if (expected === 'stream-exists') {
    message.setStreamExists2060(new shared.Empty());
    message.setExpectedStreamExists(new shared.Empty());
  } else if (expected === 'no-stream') {
    message.setExpectedNoStream(new shared.Empty());
  } else {
    if (expected <= Number.MAX_SAFE_INTEGER) message.setExpectedRevision2060(Number(expected));
    message.setExpectedRevision(String(expected));
  }
  return message;
}
