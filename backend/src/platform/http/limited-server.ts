import { ExpressAdapter } from '@nestjs/platform-express';
import { createServer, type RequestListener, type Server } from 'node:http';
import { MOST_HEADERS } from './request-limits';

/** How long a client may take, in milliseconds. */
export interface Patience {
  /** From the first byte of a request to the end of its headers. */
  readonly headers: number;
  /** From the first byte of a request to the end of its body. */
  readonly request: number;
  /** A connection without any request. */
  readonly idle: number;
  /** A connection on which nothing moves in either direction, such as a reader who stopped reading. */
  readonly silence: number;
}

const PATIENCE: Patience = { headers: 10_000, request: 60_000, idle: 30_000, silence: 120_000 };
const HEADER_BYTES = 16_384;
const LOOK_EVERY_MS = 1_000;

/** A server that gives nobody more time or room than an honest client needs. Refusals are bare 408 and 431 answers of Node. */
export function limitedServer(listener: RequestListener, patience: Patience = PATIENCE): Server {
  const server = createServer(
    {
      headersTimeout: patience.headers,
      requestTimeout: patience.request,
      keepAliveTimeout: patience.idle,
      connectionsCheckingInterval: Math.min(LOOK_EVERY_MS, patience.headers),
      maxHeaderSize: HEADER_BYTES,
      requireHostHeader: true,
    },
    listener,
  );
  server.timeout = patience.silence;
  // Node drops what is over its limit in silence; one more lets us see that there were too many and refuse.
  server.maxHeadersCount = MOST_HEADERS + 1;
  return server;
}

/** Nest's Express on such a server. */
export class LimitedExpress extends ExpressAdapter {
  constructor(private readonly patience: Patience = PATIENCE) {
    super();
  }

  override initHttpServer(): void {
    this.httpServer = limitedServer(this.getInstance<RequestListener>(), this.patience);
  }
}
