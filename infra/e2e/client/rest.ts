/** A plain REST client for journeys, campaigns and benches: knows the contract, nothing of the inside. */
import { randomInt } from 'node:crypto';
import { Agent, request as http, type IncomingHttpHeaders, type OutgoingHttpHeaders } from 'node:http';
import { AFTER_POSITION_HEADER, IDEMPOTENCY_KEY_HEADER, POSITION_HEADER } from '../../../event-schemas/src/http/page';

export interface RestAnswer<T> {
  readonly status: number;
  readonly body: T;
  /** By name in lower case. */
  readonly headers: IncomingHttpHeaders;
  /** Position header, or null. */
  readonly position: string | null;
}

export interface RestRequest {
  readonly body?: unknown;
  readonly token?: string | undefined;
  readonly idempotencyKey?: string;
  readonly afterPosition?: string;
  readonly headers?: Readonly<Record<string, string>>;
}

export class UnexpectedAnswer extends Error {
  override readonly name = 'UnexpectedAnswer';
  constructor(
    request: string,
    readonly status: number,
    readonly text: string,
  ) {
    super(`${request} was answered ${String(status)}: ${text.slice(0, 500)}`);
  }
}

/** One request; the answer whatever its status. Throws only when there is no answer. */
export async function call<T>(origin: string, method: string, path: string, request: RestRequest = {}): Promise<RestAnswer<T>> {
  const headers: Record<string, string> = { accept: 'application/json', ...request.headers };
  if (request.token !== undefined) headers['authorization'] = `Bearer ${request.token}`;
  if (request.idempotencyKey !== undefined) headers[IDEMPOTENCY_KEY_HEADER] = request.idempotencyKey;
  if (request.afterPosition !== undefined) headers[AFTER_POSITION_HEADER] = request.afterPosition;
  if (request.body !== undefined) headers['content-type'] ??= 'application/json';
  const body = request.body === undefined || typeof request.body === 'string' ? request.body : JSON.stringify(request.body);
  // Node frames the body of a DELETE only when told how long it is.
  if (body !== undefined) headers['content-length'] = String(Buffer.byteLength(body));
  const repeatable = method === 'GET' || request.idempotencyKey !== undefined;
  const response = await send(new URL(path, origin), method, headers, body).catch((error: unknown) => {
    // A server may close a connection that rested at the very moment at which it is used again.
    if (!repeatable || !(error instanceof ConnectionRested)) throw error;
    return send(new URL(path, origin), method, headers, body);
  });
  const isJson = (response.headers['content-type'] ?? '').includes('json');
  return {
    status: response.status,
    body: (isJson && response.text !== '' ? JSON.parse(response.text) : response.text) as T,
    headers: response.headers,
    position: (response.headers[POSITION_HEADER.toLowerCase()] as string | undefined) ?? null,
  };
}

/** An address of its own for a call, as a trusted proxy says it: tries of many people do not count together. */
export const fromAnywhere = (): Readonly<Record<string, string>> => ({ 'x-forwarded-for': `10.${[0, 0, 0].map(() => String(randomInt(250))).join('.')}` });

interface RawAnswer {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  readonly text: string;
}

/** A connection that was open from a request before went away without a word. */
class ConnectionRested extends Error {
  override readonly name = 'ConnectionRested';
}

const agent = new Agent({ keepAlive: true });
const LONGEST_MS = 60_000;

/** Plain node:http, because a load generator on the machine that it measures must cost little: `fetch` takes several times as long per request. */
function send(url: URL, method: string, headers: OutgoingHttpHeaders, body: string | undefined): Promise<RawAnswer> {
  return new Promise((resolve, reject) => {
    const outgoing = http(url, { agent, method, headers, timeout: LONGEST_MS }, (incoming) => {
      // A stream of events does not end by itself; that it was opened is the answer.
      if (incoming.headers['content-type']?.startsWith('text/event-stream') === true) {
        resolve({ status: incoming.statusCode ?? 0, headers: incoming.headers, text: '' });
        outgoing.destroy();
        return;
      }
      let text = '';
      incoming.setEncoding('utf8');
      incoming.on('data', (part: string) => (text += part));
      incoming.on('end', () => resolve({ status: incoming.statusCode ?? 0, headers: incoming.headers, text }));
      incoming.on('error', reject);
    });
    outgoing.on('timeout', () => outgoing.destroy(new Error(`${method} ${url.pathname} had no answer within a minute`)));
    outgoing.on('error', (error: NodeJS.ErrnoException) => {
      const rested = outgoing.reusedSocket && error.code === 'ECONNRESET';
      reject(rested ? new ConnectionRested(error.message, { cause: error }) : error);
    });
    outgoing.end(body);
  });
}

/** One request that has to succeed. */
export async function expectOk<T>(origin: string, method: string, path: string, request: RestRequest = {}): Promise<RestAnswer<T>> {
  const answer = await call<T>(origin, method, path, request);
  if (answer.status < 200 || answer.status > 299) throw new UnexpectedAnswer(`${method} ${path}`, answer.status, JSON.stringify(answer.body));
  return answer;
}
