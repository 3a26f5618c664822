import type { NextFunction, Request, Response } from 'express';
import type { IncomingMessage } from 'node:http';
import { HttpProblem } from './http-problem';

export interface OriginOptions {
  /** Public address of the installation, such as `http://127.0.0.1:8377`. */
  readonly origin: string;
  /** Extensions whose workers may call the API. */
  readonly extensionIds: readonly string[];
}

const LOOPBACK_NAMES = ['127.0.0.1', 'localhost', '[::1]'];
const READING = new Set(['GET', 'HEAD', 'OPTIONS']);
const CORS_HEADERS = {
  'Access-Control-Allow-Methods': 'GET, POST, PUT, PATCH, DELETE',
  'Access-Control-Allow-Headers': 'Authorization, Content-Type, Idempotency-Key, After-Position, If-Match, X-Request-Id',
  'Access-Control-Max-Age': '600',
};
const EXPOSED = 'Position, ETag, Retry-After, Location, X-Request-Id, RateLimit, RateLimit-Policy';

/** Whether a request names us: this machine or the public address. */
export function ownHost(origin: string): (request: IncomingMessage) => boolean {
  const allowed = new Set([...LOOPBACK_NAMES, new URL(origin).hostname]);
  return ({ headers, headersDistinct }) => {
    const name = (headers.host ?? '').replace(/:\d{1,5}$/, '').toLowerCase();
    // Of two Host headers Node shows the first, and a proxy may have looked at the other.
    return allowed.has(name) && headersDistinct['host']?.length === 1;
  };
}

/** A name that somebody else's DNS points at us (rebinding) must not reach the application. */
export function checkHost({ origin }: OriginOptions) {
  const isOwn = ownHost(origin);
  return (request: Request, _response: Response, next: NextFunction): void => {
    if (isOwn(request)) next();
    else next(wrongHost());
  };
}

/**
 * Where the address is https:, what a trusted proxy took in without TLS is refused and not sent elsewhere: whoever sends a token in
 * clear should notice. Callers on the machine itself come without a proxy.
 */
export function checkTransport({ origin }: OriginOptions) {
  const wanted = origin.startsWith('https:');
  return (request: Request, _response: Response, next: NextFunction): void => {
    const isTrusted = request.app.get('trust proxy fn') as (address: string, hop: number) => boolean;
    const forwarded = request.headers['x-forwarded-proto'] !== undefined && isTrusted(request.socket.remoteAddress ?? '', 0);
    if (wanted && forwarded && request.protocol !== 'https') next(clearText());
    else next();
  };
}

const extensionOrigins = (ids: readonly string[]): ReadonlySet<string> => new Set(ids.map((id) => `chrome-extension://${id}`));

/** Lets our extension read every answer. Stands before whatever may refuse, because a refusal nobody can read looks like an outage. */
export function admitExtensions({ extensionIds }: OriginOptions) {
  const extensions = extensionOrigins(extensionIds);
  return (request: Request, response: Response, next: NextFunction): void => {
    const from = request.headers.origin;
    response.vary('Origin');
    if (from === undefined || !extensions.has(from)) {
      next();
      return;
    }
    response.set({ 'Access-Control-Allow-Origin': from, 'Access-Control-Expose-Headers': EXPOSED });
    if (request.method === 'OPTIONS') preflight(request, response);
    else next();
  };
}

/**
 * Cross-origin calls come from our extension or not at all. Same-site is not enough for the session cookie: every
 * port of this machine is the same site.
 */
export function checkOrigin({ origin, extensionIds }: OriginOptions) {
  const extensions = extensionOrigins(extensionIds);
  return (request: Request, _response: Response, next: NextFunction): void => {
    const from = request.headers.origin;
    const own = from === undefined || extensions.has(from) || from === origin || from === `${request.protocol}://${request.headers.host ?? ''}`;
    if (own || READING.has(request.method)) next();
    else next(foreignOrigin());
  };
}

function preflight(request: Request, response: Response): void {
  response.status(204).set(CORS_HEADERS);
  if (request.header('access-control-request-private-network') === 'true') response.set('Access-Control-Allow-Private-Network', 'true');
  response.end();
}

export const wrongHost = (): HttpProblem =>
  new HttpProblem({
    status: 421,
    type: 'wrong-host',
    title: 'Wrong host name',
    detail: 'This installation answers only under its own address; set LEADGEN_ORIGIN to the address people use.',
  });

export const clearText = (): HttpProblem =>
  new HttpProblem({
    status: 403,
    type: 'tls-required',
    title: 'This address is reached over TLS only',
    detail: 'The request came without TLS and was not carried out; use the https: address, and consider what was sent in clear as known.',
  });

export const foreignOrigin = (): HttpProblem =>
  new HttpProblem({
    status: 403,
    type: 'foreign-origin',
    title: 'Foreign origin',
    detail: 'Only the dashboard itself and the extensions named in LEADGEN_EXTENSION_IDS may change anything.',
  });
