/** The administration paths of a real server that concern scavenging, over plain HTTP on the loopback address. */
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { isSecret } from '../protocol/authority';
import { NodeRefusal, messageOf } from '../refusal';
import type { Scavenger } from './scavenger';

export interface AdminServer {
  readonly port: number;
  close(): Promise<void>;
}

interface Answer {
  readonly status: number;
  /** Text when a string, else JSON. */
  readonly body: unknown;
}

const HOST = '127.0.0.1';

/** `secret` is asked for as the password of basic authentication, whatever the user name. */
export async function startAdminServer(scavenger: Scavenger, secret: string | null, port: number): Promise<AdminServer> {
  const server = createServer((request, response) => {
    request.resume();
    send(response, isAllowed(request, secret) ? route(request, scavenger) : { status: 401, body: 'Unauthorized' });
  });
  return { port: await listen(server, port), close: () => closed(server) };
}

function route(request: IncomingMessage, scavenger: Scavenger): Answer {
  const [path, origin] = [request.url ?? '/', `http://${HOST}`];
  if (!URL.canParse(path, origin)) return { status: 404, body: 'Not Found' };
  const url = new URL(path, origin);
  const [admin, area, which, ...rest] = url.pathname.split('/').filter((part) => part !== '');
  if (admin !== 'admin' || area !== 'scavenge' || rest.length > 0) return { status: 404, body: 'Not Found' };
  if (request.method === 'POST' && which === undefined) return start(url.searchParams, scavenger);
  if (request.method === 'DELETE' && which !== undefined) return stop(which, scavenger);
  if (request.method === 'GET' && (which === 'current' || which === 'last')) return tell(which, scavenger);
  return { status: 405, body: 'Method Not Allowed' };
}

/** A threshold below 0 means the least thorough scavenge; here every scavenge takes out all it finds. */
function start(parameters: URLSearchParams, scavenger: Scavenger): Answer {
  for (const [name, least] of [
    ['startFromChunk', 0],
    ['threads', 1],
    ['threshold', Number.MIN_SAFE_INTEGER],
  ] as const) {
    const given = parameters.get(name);
    if (given !== null && (!/^-?\d+$/.test(given) || Number(given) < least))
      return { status: 400, body: `${name} must be a whole number${least === 0 ? '' : ` from ${String(least)} on`}` };
  }
  const id = scavenger.start();
  return id === null ? { status: 400, body: 'Scavenge is already running' } : { status: 200, body: { scavengeId: id } };
}

function stop(id: string, scavenger: Scavenger): Answer {
  const { id: running } = scavenger.last;
  return scavenger.stop(id) ? { status: 200, body: { scavengeId: running } } : { status: 404, body: 'Scavenge is not running' };
}

function tell(which: 'current' | 'last', scavenger: Scavenger): Answer {
  const { id, result } = scavenger.last;
  const named = id === null || (which === 'current' && result !== 'InProgress') ? null : id;
  const scavenge = { scavengeId: named, scavengeLink: named === null ? null : `/admin/scavenge/${named}` };
  return { status: 200, body: which === 'current' ? scavenge : { ...scavenge, scavengeResult: result } };
}

function isAllowed(request: IncomingMessage, secret: string | null): boolean {
  if (secret === null) return true;
  const [scheme, token] = (request.headers.authorization ?? '').split(' ');
  if (scheme?.toLowerCase() !== 'basic' || token === undefined) return false;
  const credentials = Buffer.from(token, 'base64').toString('utf8');
  return isSecret(credentials.slice(credentials.indexOf(':') + 1), secret);
}

function send(response: ServerResponse, { status, body }: Answer): void {
  const text = typeof body === 'string' ? body : JSON.stringify(body);
  response.writeHead(status, { 'content-type': typeof body === 'string' ? 'text/plain; charset=utf-8' : 'application/json' }).end(text);
}

function listen(server: Server, port: number): Promise<number> {
  return new Promise((resolve, reject) => {
    server.once('error', (error) => reject(new NodeRefusal(`The administration port ${String(port)} cannot be opened: ${messageOf(error)}.`)));
    server.listen(port, HOST, () => {
      const address = server.address();
      resolve(typeof address === 'object' && address !== null ? address.port : port);
    });
  });
}

function closed(server: Server): Promise<void> {
  return new Promise((resolve) => {
    server.close(() => resolve());
    server.closeAllConnections();
  });
}
