import type { NextFunction, Request, Response } from 'express';
import { HttpProblem } from './http-problem';
import { ofStatus } from './status-problems';

export const BODY_LIMIT = '1mb';
const MAX_DEPTH = 12;
const FORBIDDEN_KEYS = new Set(['__proto__', 'constructor', 'prototype']);

/** Before the parser: a body in another form is refused, not ignored. */
export function requireJson(request: Request, _response: Response, next: NextFunction): void {
  const hasBody = request.headers['transfer-encoding'] !== undefined || Number(request.headers['content-length'] ?? 0) > 0;
  if (hasBody && request.is('application/json') === false) next(new HttpProblem(ofStatus(415)));
  else next();
}

/** After the parser: hostile shapes stop here, before anything copies or walks the body by recursion. */
export function checkJsonShape(request: Request, _response: Response, next: NextFunction): void {
  next(brokenShape(request.body) ?? undefined);
}

/** Null when the value is at most twelve levels deep and holds no key that could reach a prototype. */
export function brokenShape(body: unknown): HttpProblem | null {
  const open: { readonly value: unknown; readonly depth: number }[] = [{ value: body, depth: 1 }];
  for (let item = open.pop(); item !== undefined; item = open.pop()) {
    const { value, depth } = item;
    if (typeof value !== 'object' || value === null) continue;
    if (depth > MAX_DEPTH) return tooDeep();
    for (const [key, child] of Object.entries(value)) {
      if (FORBIDDEN_KEYS.has(key)) return forbiddenKey();
      open.push({ value: child, depth: depth + 1 });
    }
  }
  return null;
}

const tooDeep = (): HttpProblem =>
  new HttpProblem({
    status: 400,
    type: 'body-too-deep',
    title: 'The body is nested too deeply',
    detail: `The body may be nested at most ${String(MAX_DEPTH)} levels deep.`,
  });

const forbiddenKey = (): HttpProblem =>
  new HttpProblem({
    status: 400,
    type: 'forbidden-key',
    title: 'The body holds a forbidden key',
    detail: `No object of the body may have a key called ${[...FORBIDDEN_KEYS].join(', ')}.`,
  });
