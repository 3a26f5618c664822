/** Errors as the protocol tells them: a status code and the trailers that the client's error classes read. */
import { Metadata, status, type ServiceError, type StatusObject } from '@grpc/grpc-js';
import { DamagedRecord, messageOf } from '../refusal';
import type { Expected } from '../streams/expected-revision';
import { StreamGone } from '../subscriptions/cursor';
import { MalformedMessage } from '../wire/protobuf-reader';

export type CallError = Partial<StatusObject> & ServiceError;

/** Headers are ASCII: any other character of a name is percent-encoded. */
const ascii = (text: string): string => (/^[\x20-\x7e]*$/.test(text) ? text : encodeURIComponent(text));

function callError(code: status, details: string, trailers: Record<string, string> = {}): CallError {
  const metadata = new Metadata();
  for (const [key, value] of Object.entries(trailers)) metadata.set(key, ascii(value));
  return Object.assign(new Error(details), { code, details: ascii(details), metadata });
}

export const streamDeleted = (stream: string): CallError =>
  callError(status.FAILED_PRECONDITION, `The stream ${stream} is deleted.`, { exception: 'stream-deleted', 'stream-name': stream });

const EXPECTED_NUMBERS = { any: '-2', 'no-stream': '-1', 'stream-exists': '-4' } as const;

export const wrongExpectedVersion = (stream: string, expected: Expected, actual: number | null): CallError =>
  callError(status.FAILED_PRECONDITION, `The stream ${stream} is not at the expected revision.`, {
    exception: 'wrong-expected-version',
    'stream-name': stream,
    'expected-version': typeof expected === 'bigint' ? String(expected) : EXPECTED_NUMBERS[expected],
    ...(actual === null ? {} : { 'actual-version': String(actual) }),
  });

export const appendTooLarge = (limit: number): CallError =>
  callError(status.INVALID_ARGUMENT, `An append may hold at most ${String(limit)} bytes.`, {
    exception: 'maximum-append-size-exceeded',
    'maximum-append-size': String(limit),
  });

export const metadataMissing = (properties: readonly string[]): CallError =>
  callError(status.INVALID_ARGUMENT, `An event lacks ${properties.join(' and ')}.`, {
    exception: 'missing-required-metadata-property',
    'required-metadata-properties': properties.join(','),
  });

export const timedOut = (): CallError => callError(status.DEADLINE_EXCEEDED, 'The write was not complete in time.');

export const invalid = (details: string): CallError => callError(status.INVALID_ARGUMENT, details);

export const failed = (details: string): CallError => callError(status.UNKNOWN, details);

export const unauthenticated = (): CallError => callError(status.UNAUTHENTICATED, 'The event node takes calls only from the installation it belongs to.');

export const shuttingDown = (): CallError => callError(status.UNAVAILABLE, 'The event node is stopping.');

/** Whatever was thrown while answering a call. */
export function asCallError(error: unknown): CallError {
  if (error instanceof Error && 'metadata' in error && error.metadata instanceof Metadata) return error as CallError;
  if (error instanceof DamagedRecord) return callError(status.DATA_LOSS, error.message);
  if (error instanceof StreamGone) return streamDeleted(error.message);
  if (error instanceof MalformedMessage) return invalid(error.message);
  return failed(messageOf(error));
}
