import { createParamDecorator, type ExecutionContext } from '@nestjs/common';
import type { NextFunction, Request, Response } from 'express';
import { randomUUID } from 'node:crypto';
import { IDEMPOTENCY_KEY_HEADER } from '../../../../event-schemas/src/http/page';
import { HttpProblem } from './http-problem';

/** What a route may want to know about the request beside its body. */
export interface RequestFacts {
  /** Also answered as `X-Request-Id`; a caller may send its own lower-case UUID. */
  readonly correlationId: string;
  /** 1 to 255 printable ASCII characters, or null when none was sent. */
  readonly idempotencyKey: string | null;
  /** Cut to 400 characters. */
  readonly userAgent: string;
  /** Of the client itself when the proxies between are trusted ones, of the last hop otherwise. */
  readonly address: string;
}

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[1-8][0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/;
const PRINTABLE = /^[\x21-\x7e](?:[\x20-\x7e]{0,253}[\x21-\x7e])?$/;
const facts = new WeakMap<Request, RequestFacts>();

/** Runs before everything else, so that every answer has its request id. */
export function gatherRequestFacts(request: Request, response: Response, next: NextFunction): void {
  const given = request.header('x-request-id');
  const correlationId = given !== undefined && UUID.test(given) ? given : randomUUID();
  response.setHeader('X-Request-Id', correlationId);
  const idempotencyKey = request.header(IDEMPOTENCY_KEY_HEADER) ?? null;
  facts.set(request, {
    correlationId,
    idempotencyKey,
    userAgent: (request.header('user-agent') ?? '').slice(0, 400),
    address: request.ip ?? 'unknown',
  });
  next();
}

/** Refuses an Idempotency-Key that nobody could repeat exactly. */
export function checkIdempotencyKey(request: Request, _response: Response, next: NextFunction): void {
  const { idempotencyKey } = factsOf(request);
  if (idempotencyKey !== null && !PRINTABLE.test(idempotencyKey)) next(invalidIdempotencyKey());
  else next();
}

export function factsOf(request: Request): RequestFacts {
  const found = facts.get(request);
  if (found === undefined) throw new Error('gatherRequestFacts must run before the routes');
  return found;
}

export const Facts = createParamDecorator((_: unknown, context: ExecutionContext): RequestFacts => factsOf(context.switchToHttp().getRequest<Request>()));

/** For routes that the extension repeats: without a key a lost answer could not be told from a new request. */
export function requireIdempotencyKey(request: RequestFacts): string {
  if (request.idempotencyKey === null) throw idempotencyKeyRequired();
  return request.idempotencyKey;
}

export const idempotencyKeyRequired = (): HttpProblem =>
  new HttpProblem({
    status: 400,
    type: 'idempotency-key-required',
    title: 'Idempotency-Key is missing',
    detail: 'Send an Idempotency-Key header of 1 to 255 printable characters, the same one when the request is repeated.',
  });

export const invalidIdempotencyKey = (): HttpProblem =>
  new HttpProblem({
    status: 400,
    type: 'invalid-idempotency-key',
    title: 'Idempotency-Key is not valid',
    detail: 'The Idempotency-Key header must hold 1 to 255 printable ASCII characters, neither starting nor ending with a space.',
  });
