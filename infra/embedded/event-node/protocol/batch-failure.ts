/** Refusals of the batch call: a google.rpc.Status whose details name one of the protocol's error messages. */
import { Any } from 'google-protobuf/google/protobuf/any_pb';
import { Empty } from 'google-protobuf/google/protobuf/empty_pb';
import codes from '@eventstore/db-client/generated/code_pb';
import shared from '@eventstore/db-client/generated/shared_pb';
import statusMessages from '@eventstore/db-client/generated/status_pb';
import streams from '@eventstore/db-client/generated/streams_pb';
import type { WriteOutcome } from '../streams/event-writer';
import type { BatchOptions } from '../wire/batch-append';
import { LARGEST_APPEND } from './node-parts';

export type BatchFailure = Exclude<WriteOutcome, { kind: 'written' }> | { readonly kind: 'too-large' };

interface Detail {
  readonly code: codes.Code;
  readonly sentence: string;
  readonly type: string;
  readonly bytes: Uint8Array;
}

export function encodeBatchFailure(correlationId: string, options: BatchOptions, failure: BatchFailure): Buffer {
  const detail = detailOf(options, failure);
  const any = new Any();
  any.pack(detail.bytes, `event_store.client.${detail.type}`);
  const error = new statusMessages.Status();
  error.setCode(detail.code);
  error.setMessage(detail.sentence);
  error.setDetails(any);
  const id = new shared.UUID();
  id.setString(correlationId);
  const stream = new shared.StreamIdentifier();
  stream.setStreamName(Buffer.from(options.stream, 'utf8'));
  const reply = new streams.BatchAppendResp();
  reply.setCorrelationId(id);
  reply.setStreamIdentifier(stream);
  reply.setError(error);
  return Buffer.from(reply.serializeBinary());
}

function detailOf(options: BatchOptions, failure: BatchFailure): Detail {
  switch (failure.kind) {
    case 'wrong':
      return {
        code: codes.Code.ALREADY_EXISTS,
        sentence: 'Wrong expected revision',
        type: 'WrongExpectedVersion',
        bytes: wrongExpectedVersion(options, failure.actual),
      };
    case 'deleted':
      return { code: codes.Code.NOT_FOUND, sentence: 'The stream is deleted', type: 'StreamDeleted', bytes: streamDeleted(options.stream) };
    case 'late':
      return {
        code: codes.Code.DEADLINE_EXCEEDED,
        sentence: 'The write was not complete in time',
        type: 'Timeout',
        bytes: new shared.Timeout().serializeBinary(),
      };
    case 'too-large':
      return { code: codes.Code.INVALID_ARGUMENT, sentence: 'The append is too large', type: 'MaximumAppendSizeExceeded', bytes: tooLarge() };
    case 'failed':
      return { code: codes.Code.UNKNOWN, sentence: failure.sentence, type: 'BadRequest', bytes: badRequest(failure.sentence) };
  }
}

function wrongExpectedVersion(options: BatchOptions, actual: number | null): Uint8Array {
  const message = new shared.WrongExpectedVersion();
  if (actual === null) message.setCurrentNoStream(new Empty());
  else message.setCurrentStreamRevision(String(actual));
  if (options.expected === 'any') message.setExpectedAny(new Empty());
  else if (options.expected === 'no-stream') message.setExpectedNoStream(new Empty());
  else if (options.expected === 'stream-exists') message.setExpectedStreamExists(new Empty());
  else message.setExpectedStreamPosition(String(options.expected));
  return message.serializeBinary();
}

function streamDeleted(stream: string): Uint8Array {
  const identifier = new shared.StreamIdentifier();
  identifier.setStreamName(Buffer.from(stream, 'utf8'));
  const message = new shared.StreamDeleted();
  message.setStreamIdentifier(identifier);
  return message.serializeBinary();
}

function tooLarge(): Uint8Array {
  const message = new shared.MaximumAppendSizeExceeded();
  message.setMaxappendsize(LARGEST_APPEND);
  return message.serializeBinary();
}

function badRequest(sentence: string): Uint8Array {
  const message = new shared.BadRequest();
  message.setMessage(sentence);
  return message.serializeBinary();
}
