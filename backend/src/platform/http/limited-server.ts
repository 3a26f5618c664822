import { ExpressAdapter } from '@nestjs/platform-express';
import { createServer, STATUS_CODES, type RequestListener, type Server, type ServerResponse } from 'node:http';
import type { Duplex } from 'node:stream';
import { MOST_HEADERS } from './request-limits';
import { bareHeaders } from './security-headers';

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

/** What Node refuses before there is a request; anything else that is no HTTP is a 400. */
const REFUSALS: Readonly<Record<string, number>> = { ERR_HTTP_REQUEST_TIMEOUT: 408, HPE_CHUNK_EXTENSIONS_OVERFLOW: 413, HPE_HEADER_OVERFLOW: 431 };

/** A server that gives nobody more time or room than an honest client needs. `origin` is the public address of the installation. */
export function limitedServer(listener: RequestListener, origin: string, patience: Patience = PATIENCE): Server {
  const server = createServer(
    {
      headersTimeout: patience.headers,
      requestTimeout: patience.request,
      keepAliveTimeout: patience.idle,
      connectionsCheckingInterval: Math.min(LOOK_EVERY_MS, patience.headers),
      maxHeaderSize: HEADER_BYTES,
      // A request without Host is refused by the listener, which looks at the name anyway (`ownHost`) and says why.
      requireHostHeader: false,
    },
    listener,
  );
  const answering = new WeakMap<Duplex, ServerResponse>();
  server.prependListener('request', (request, response) => {
    answering.set(request.socket, response);
    response.once('close', () => answering.delete(request.socket));
  });
  server.on('clientError', (error: NodeJS.ErrnoException, socket) => {
    if (socket.writable && answering.get(socket)?.headersSent !== true) socket.write(refusal(REFUSALS[error.code ?? ''] ?? 400, origin));
    socket.destroy();
  });
  server.timeout = patience.silence;
  // Node drops what is over its limit in silence; one more lets us see that there were too many and refuse.
  server.maxHeadersCount = MOST_HEADERS + 1;
  return server;
}

/** Without a body, but with the headers that every answer has. */
function refusal(status: number, origin: string): string {
  const headers = Object.entries({ ...bareHeaders(origin), Connection: 'close', 'Content-Length': '0' }).map(([name, value]) => `${name}: ${value}\r\n`);
  return `HTTP/1.1 ${String(status)} ${STATUS_CODES[status] ?? 'Refused'}\r\n${headers.join('')}\r\n`;
}

/** Nest's Express on such a server. */
export class LimitedExpress extends ExpressAdapter {
  constructor(
    private readonly origin: string,
    private readonly patience: Patience = PATIENCE,
  ) {
    super();
  }

  override initHttpServer(): void {
    this.httpServer = limitedServer(this.getInstance<RequestListener>(), this.origin, this.patience);
  }
}
