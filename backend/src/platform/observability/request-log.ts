import type { NextFunction, Request, Response } from 'express';
import pinoHttp from 'pino-http';
import { factsOf } from '../http/request-facts';
import { requestSeconds } from './metrics';
import type { Log } from './log';

/** One line per request: method, route, status, duration, request id. No query, no header, no body, no address. */
export function logRequests(log: Log) {
  const http = pinoHttp<Request, Response>({
    logger: log,
    genReqId: (request) => factsOf(request).correlationId,
    serializers: { req: () => undefined, res: () => undefined, err: () => undefined },
    customProps: (request, response) => ({
      requestId: factsOf(request).correlationId,
      method: request.method,
      route: routeOf(request),
      status: response.statusCode,
    }),
    customLogLevel: (_request, response, error) => (error !== undefined || response.statusCode >= 500 ? 'warn' : 'debug'),
    customSuccessMessage: () => 'request',
    customErrorMessage: () => 'request',
  });
  return (request: Request, response: Response, next: NextFunction): void => {
    const end = requestSeconds.startTimer();
    response.once('close', () => end({ method: request.method, route: routeOf(request), status: String(response.statusCode) }));
    http(request, response, next);
  };
}

/** The pattern of the route, such as `/api/v1/leads/:id`; a path nobody declared may hold anything and is not repeated. */
const routeOf = (request: Request): string => (request.route as { path?: string } | undefined)?.path ?? '(none)';
