import { MongoNetworkError, MongoServerError, MongoServerSelectionError } from 'mongodb';
import { StreamContended } from '../decider/decider-runner';
import { EventStoreUnavailable } from '../event-store/event-store';
import { IdempotencyInProgress, IdempotencyKeyReused } from '../idempotency/idempotency';
import { FuturePosition } from '../projections/view-reader';
import type { ProblemFacts } from './http-problem';

/** What a fault of the platform looks like from outside. Everything unknown is a 500 that says nothing about itself. */
export function problemOfFault(error: unknown): ProblemFacts {
  if (error instanceof IdempotencyKeyReused) {
    return {
      status: 422,
      type: 'idempotency-key-reused',
      title: 'Idempotency-Key was used for another request',
      detail: 'This Idempotency-Key came with another body before; use a new key for a new request.',
    };
  }
  if (error instanceof IdempotencyInProgress) {
    return {
      status: 409,
      type: 'request-in-progress',
      title: 'The same request is being worked on',
      detail: 'A request with this Idempotency-Key is still running; repeat it in a moment.',
      headers: { 'Retry-After': '1' },
    };
  }
  if (error instanceof FuturePosition) {
    return {
      status: 400,
      type: 'position-from-the-future',
      title: 'After-Position lies in the future',
      detail: 'After-Position must be a Position that this installation has already answered.',
    };
  }
  if (error instanceof StreamContended) {
    return {
      status: 503,
      type: 'changed-too-often',
      title: 'Others keep changing the same thing',
      detail: 'Other requests changed the same thing each time and nothing was written; repeat the same request in a moment.',
      headers: { 'Retry-After': '1' },
    };
  }
  if (isOutage(error)) {
    return {
      status: 503,
      type: 'store-unavailable',
      title: 'A store cannot be reached',
      detail: 'The event store or the database does not answer at the moment; repeat the same request in a few seconds.',
      headers: { 'Retry-After': '2' },
    };
  }
  return {
    status: 500,
    type: 'fault',
    title: 'Something broke on our side',
    detail: 'The request failed through no fault of yours; repeat it, and report the X-Request-Id if it fails again.',
  };
}

/** A server that is going down, or that is no longer primary: the same request succeeds elsewhere or a little later. */
const GOING_AWAY: readonly unknown[] = [91, 189, 10_107, 11_600, 11_602, 13_435, 13_436];

const isOutage = (error: unknown): boolean =>
  error instanceof EventStoreUnavailable ||
  error instanceof MongoNetworkError ||
  error instanceof MongoServerSelectionError ||
  (error instanceof MongoServerError && GOING_AWAY.includes(error.code));
