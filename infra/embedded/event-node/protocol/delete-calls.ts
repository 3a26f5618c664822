/** Soft delete and tombstone. */
import type { sendUnaryData, ServerUnaryCall } from '@grpc/grpc-js';
import messages from '@eventstore/db-client/generated/streams_pb';
import type { WriteOutcome } from '../streams/event-writer';
import type { Expected } from '../streams/expected-revision';
import { isAllowed } from './authority';
import { failed, invalid, streamDeleted, timedOut, unauthenticated, wrongExpectedVersion, type CallError } from './errors';
import { expectedOf, nameOf } from './generated-options';
import { WRITE_TIMEOUT_MS, type NodeParts } from './node-parts';

type Written = Extract<WriteOutcome, { kind: 'written' }>;
type Answer = (error: CallError | null, outcome: Written | null) => void;

export function deleteStream(
  call: ServerUnaryCall<messages.DeleteReq, messages.DeleteResp>,
  reply: sendUnaryData<messages.DeleteResp>,
  parts: NodeParts,
): void {
  remove('delete', call, call.request.getOptions(), parts, (error, outcome) => {
    if (error !== null) {
      reply(error);
      return;
    }
    const response = new messages.DeleteResp();
    const position = new messages.DeleteResp.Position();
    position.setCommitPosition(String(outcome?.position ?? 0));
    position.setPreparePosition(String(outcome?.position ?? 0));
    response.setPosition(position);
    reply(null, response);
  });
}

export function tombstoneStream(
  call: ServerUnaryCall<messages.TombstoneReq, messages.TombstoneResp>,
  reply: sendUnaryData<messages.TombstoneResp>,
  parts: NodeParts,
): void {
  remove('tombstone', call, call.request.getOptions(), parts, (error, outcome) => {
    if (error !== null) {
      reply(error);
      return;
    }
    const response = new messages.TombstoneResp();
    const position = new messages.TombstoneResp.Position();
    position.setCommitPosition(String(outcome?.position ?? 0));
    position.setPreparePosition(String(outcome?.position ?? 0));
    response.setPosition(position);
    reply(null, response);
  });
}

function remove(
  action: 'delete' | 'tombstone',
  call: { readonly metadata: Parameters<typeof isAllowed>[0] },
  options: messages.DeleteReq.Options | messages.TombstoneReq.Options | undefined,
  parts: NodeParts,
  answer: Answer,
): void {
  const stream = nameOf(options?.getStreamIdentifier());
  if (!isAllowed(call.metadata, parts.secret)) answer(unauthenticated(), null);
  else if (options === undefined || stream === '') answer(invalid('Name the stream to delete.'), null);
  else {
    const expected = expectedOf(options);
    const deadline = parts.now() + WRITE_TIMEOUT_MS;
    parts.writer.submit({ action, stream, expected, events: [], deadline, settle: (outcome) => settle(outcome, stream, expected, answer) });
  }
}

function settle(outcome: WriteOutcome, stream: string, expected: Expected, answer: Answer): void {
  if (outcome.kind === 'written') answer(null, outcome);
  else if (outcome.kind === 'wrong') answer(wrongExpectedVersion(stream, expected, outcome.actual), null);
  else if (outcome.kind === 'deleted') answer(streamDeleted(stream), null);
  else if (outcome.kind === 'late') answer(timedOut(), null);
  else answer(failed(outcome.sentence), null);
}
