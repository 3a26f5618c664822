/** A plain REST client for journeys, campaigns and benches: knows the contract, nothing of the inside. */
import { AFTER_POSITION_HEADER, IDEMPOTENCY_KEY_HEADER, POSITION_HEADER } from '../../../event-schemas/src/http/page';

export interface RestAnswer<T> {
  readonly status: number;
  readonly body: T;
  readonly headers: Headers;
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
  const response = await fetch(`${origin}${path}`, {
    method,
    headers,
    signal: AbortSignal.timeout(60_000),
    ...(request.body === undefined ? {} : { body: typeof request.body === 'string' ? request.body : JSON.stringify(request.body) }),
  });
  const text = await response.text();
  const isJson = (response.headers.get('content-type') ?? '').includes('json');
  return {
    status: response.status,
    body: (isJson && text !== '' ? JSON.parse(text) : text) as T,
    headers: response.headers,
    position: response.headers.get(POSITION_HEADER),
  };
}

/** One request that has to succeed. */
export async function expectOk<T>(origin: string, method: string, path: string, request: RestRequest = {}): Promise<RestAnswer<T>> {
  const answer = await call<T>(origin, method, path, request);
  if (answer.status < 200 || answer.status > 299) throw new UnexpectedAnswer(`${method} ${path}`, answer.status, JSON.stringify(answer.body));
  return answer;
}
