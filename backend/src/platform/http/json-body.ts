import type { NextFunction, Request, Response } from 'express';
import { isUtf8 } from 'node:buffer';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { HttpProblem } from './http-problem';
import { ofStatus } from './status-problems';

const BODY_LIMIT = '1mb';
const MAX_DEPTH = 12;
const FORBIDDEN_KEYS = new Set(['__proto__', 'constructor', 'prototype']);

/** Before the parser: a body in another form is refused, not ignored. */
export function requireJson(request: Request, _response: Response, next: NextFunction): void {
  const hasBody = request.headers['transfer-encoding'] !== undefined || Number(request.headers['content-length'] ?? 0) > 0;
  if (hasBody && request.is('application/json') === false) next(new HttpProblem(ofStatus(415)));
  else next();
}

/** Beside the parser, which would put a sign of its own in place of every byte that it cannot read. */
function requireUtf8(_request: IncomingMessage, _response: ServerResponse, body: Buffer): void {
  // The kind of error that the parser itself has for what is no JSON.
  if (!isUtf8(body)) throw Object.assign(new SyntaxError('The body is no UTF-8'), { status: 400 });
}

export const JSON_PARSER = { limit: BODY_LIMIT, strict: true, inflate: false, verify: requireUtf8 };

/** After the parser: hostile shapes stop here, before anything copies or walks the body by recursion. */
export function checkJsonShape(request: Request, _response: Response, next: NextFunction): void {
  next(brokenShape(request.body) ?? undefined);
}

/** Null when the value is at most twelve levels deep and holds no key that could reach a prototype. */
export function brokenShape(body: unknown): HttpProblem | null {
  return isNested(body) ? brokenPart(body, 1) : null;
}

function brokenPart(value: object, depth: number): HttpProblem | null {
  // Deeper than this nothing is looked at, so that the recursion ends however deep the body is.
  if (depth > MAX_DEPTH) return tooDeep();
  for (const key of Object.keys(value)) {
    if (FORBIDDEN_KEYS.has(key)) return forbiddenKey();
    const child = (value as Readonly<Record<string, unknown>>)[key];
    const broken = isNested(child) ? brokenPart(child, depth + 1) : null;
    if (broken !== null) return broken;
  }
  return null;
}

const isNested = (value: unknown): value is object => typeof value === 'object' && value !== null;

export const tooDeep = (): HttpProblem =>
  new HttpProblem({
    status: 400,
    type: 'body-too-deep',
    title: 'The body is nested too deeply',
    detail: `The body may be nested at most ${String(MAX_DEPTH)} levels deep.`,
  });

export const forbiddenKey = (): HttpProblem =>
  new HttpProblem({
    status: 400,
    type: 'forbidden-key',
    title: 'The body holds a forbidden key',
    detail: `No object of the body may have a key called ${[...FORBIDDEN_KEYS].join(', ')}.`,
  });
