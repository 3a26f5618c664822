/** Which faults of the store mean "not now", so that asking again is right, and which mean "never". */
import { status } from '@grpc/grpc-js';
import { CancelledError, DeadlineExceededError, NotLeaderError, TimeoutError, UnavailableError } from '@eventstore/db-client';

/** An attempt without an answer: the outcome is unknown. */
export class NoAnswerInTime extends Error {
  override readonly name = 'NoAnswerInTime';
}

/** The connection ended while an answer was awaited: the outcome is unknown. */
export class ConnectionLost extends Error {
  override readonly name = 'ConnectionLost';
}

// The first call after a loss fails with the raw gRPC error because the client does not map what it asks before it.
const PASSING_CODES: readonly unknown[] = [status.UNAVAILABLE, status.CANCELLED, status.DEADLINE_EXCEEDED, status.ABORTED];
const PASSING_TYPES = [NoAnswerInTime, ConnectionLost, UnavailableError, CancelledError, DeadlineExceededError, TimeoutError, NotLeaderError];

export function isPassing(error: unknown): boolean {
  if (PASSING_TYPES.some((type) => error instanceof type)) return true;
  if (!(error instanceof Error)) return false;
  if ('code' in error && PASSING_CODES.includes(error.code)) return true;
  // Discovery among several hosts and http2 report a lost connection by text only, some of it under the code of an internal error.
  return /Failed to discover|RST_STREAM|write after end|ECONNREFUSED|ECONNRESET|Channel has been shut down|session has been destroyed/i.test(error.message);
}
