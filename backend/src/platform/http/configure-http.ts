import type { NestExpressApplication } from '@nestjs/platform-express';
import compression from 'compression';
import cookieParser from 'cookie-parser';
import type { Request, Response } from 'express';
import { logRequests } from '../observability/request-log';
import type { Log } from '../observability/log';
import { serveDashboard } from './dashboard-files';
import { JSON_PARSER, checkJsonShape, requireJson } from './json-body';
import { admitExtensions, checkHost, checkOrigin, checkTransport, type OriginOptions } from './origins';
import { ProblemFilter } from './problem-filter';
import { checkIdempotencyKey, gatherRequestFacts } from './request-facts';
import { limitRequest } from './request-limits';
import { RouteTable } from './route-table';
import { securityHeaders } from './security-headers';
import { serveSecurityTxt, type SecurityTxtOptions } from './security-txt';
import { noticeUntrustedProxy } from './untrusted-proxy';
import { validationPipe } from './validation';

export interface HttpOptions extends OriginOptions, SecurityTxtOptions {
  /** Folder of the built dashboard; null serves the API alone. */
  readonly dashboard: string | null;
  /** Addresses and networks of the proxies whose X-Forwarded-For and X-Forwarded-Proto count; none: nobody's do. */
  readonly trustedProxies: readonly string[];
}

/** Everything between the socket and the routes, in this order. The application is created with `bodyParser: false`. */
export function configureHttp(app: NestExpressApplication, options: HttpOptions, log: Log): void {
  app.disable('x-powered-by');
  app.set('query parser', 'simple');
  app.set('etag', false);
  app.set('trust proxy', [...options.trustedProxies]);
  app.use(gatherRequestFacts);
  app.use(logRequests(log, () => app.get(RouteTable).routes()));
  app.use(noticeUntrustedProxy(log));
  app.use(securityHeaders(options.origin));
  app.use(admitExtensions(options));
  app.use(limitRequest);
  app.use(checkHost(options));
  app.use(checkTransport(options));
  app.use(checkOrigin(options));
  app.use(checkIdempotencyKey);
  app.use(serveSecurityTxt(options));
  app.use(compression({ filter: compressible }));
  app.use(requireJson);
  app.useBodyParser('json', JSON_PARSER);
  app.use(checkJsonShape);
  app.use(cookieParser());
  if (options.dashboard !== null) serveDashboard(app, options.dashboard);
  app.useGlobalPipes(validationPipe());
  app.useGlobalFilters(app.get(ProblemFilter));
}

/** Server-sent events must leave at once, so they are never collected for compression. */
const compressible = (request: Request, response: Response): boolean =>
  !String(response.getHeader('Content-Type')).startsWith('text/event-stream') && compression.filter(request, response);
