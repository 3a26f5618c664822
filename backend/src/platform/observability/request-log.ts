import type { NextFunction, Request, Response } from 'express';
import { factsOf } from '../http/request-facts';
import { requestSeconds } from './metrics';
import type { Log } from './log';

/** One line per request: method, route, status, duration, request id. No query, no header, no body, no address. */
export function logRequests(log: Log) {
  return (request: Request, response: Response, next: NextFunction): void => {
    const began = performance.now();
    const end = requestSeconds.startTimer();
    response.once('close', () => {
      const { method } = request;
      const [route, status] = [routeOf(request), response.statusCode];
      end({ method, route, status: String(status) });
      const level = status >= 500 ? 'warn' : 'debug';
      if (!log.isLevelEnabled(level)) return;
      const responseTime = Math.round(performance.now() - began);
      log[level]({ requestId: factsOf(request).correlationId, method, route, status, responseTime }, 'request');
    });
    next();
  };
}

/** The pattern of the route, such as `/api/v1/leads/:id`; a path nobody declared may hold anything and is not repeated. */
const routeOf = (request: Request): string => (request.route as { path?: string } | undefined)?.path ?? '(none)';
