import type { NextFunction, Request, Response } from 'express';
import { factsOf } from '../http/request-facts';
import type { Route } from '../http/route-table';
import { PERMISSIONS } from '../identity/permissions';
import { principalOf } from '../identity/principal';
import { requestSeconds } from './metrics';
import type { Log } from './log';

/**
 * One line per request: method, route, status, duration, request id, who. No query, no header, no body, no address. Ways in, and
 * changes of how somebody signs in, stand in the log unless it is quieter than usual; other requests only when asked for.
 */
export function logRequests(log: Log, routes: () => readonly Route[]) {
  const watched = (method: string, path: string): boolean =>
    method !== 'GET' && routes().some((route) => route.method === method && route.path === path && isWatched(route));
  return (request: Request, response: Response, next: NextFunction): void => {
    const began = performance.now();
    const end = requestSeconds.startTimer();
    response.once('close', () => {
      const { method } = request;
      const [route, status] = [routeOf(request), response.statusCode];
      end({ method, route, status: String(status) });
      const level = status >= 500 ? 'warn' : status < 400 && watched(method, route) ? 'info' : 'debug';
      if (!log.isLevelEnabled(level)) return;
      const responseTime = Math.round(performance.now() - began);
      log[level]({ ...requestFacts(request), status, responseTime }, 'request');
    });
    next();
  };
}

/** What a line may say about a request: ids of its caller, and the pattern of its route. */
export function requestFacts(request: Request): Readonly<Record<string, string | null>> {
  const who = principalOf(request);
  return {
    requestId: factsOf(request).correlationId,
    method: request.method,
    route: routeOf(request),
    ...(who === null ? {} : { account: who.accountId, workspace: who.workspaceId, session: who.sessionId }),
  };
}

const isWatched = ({ access }: Route): boolean => access.kind === 'public' || PERMISSIONS[access.permission].own;

/** The pattern of the route, such as `/api/v1/leads/:id`; a path nobody declared may hold anything and is not repeated. */
const routeOf = (request: Request): string => (request.route as { path?: string } | undefined)?.path ?? '(none)';
