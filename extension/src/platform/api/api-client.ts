import { retryAfterMs, type Answer } from './problem';

/** Below the thirty seconds after which the browser stops a worker that waits for an answer. */
const ANSWER_WITHIN_MS = 20_000;

export interface ApiRequest {
  /** Such as `/imports`, below `/api/v1`. */
  readonly path: string;
  readonly body: unknown;
  readonly idempotencyKey: string;
  readonly accessToken: string | null;
}

export type ApiPost = <T>(origin: string, request: ApiRequest) => Promise<Answer<T>>;

/** Never sends cookies, never follows a redirect: the origin is the one the person named. */
export const post: ApiPost = async <T>(origin: string, request: ApiRequest): Promise<Answer<T>> => {
  let response: Response;
  try {
    response = await fetch(`${origin}/api/v1${request.path}`, {
      method: 'POST',
      headers: {
        'Content-Type': 'application/json',
        'Idempotency-Key': request.idempotencyKey,
        ...(request.accessToken === null ? {} : { Authorization: `Bearer ${request.accessToken}` }),
      },
      body: JSON.stringify(request.body),
      credentials: 'omit',
      redirect: 'error',
      cache: 'no-store',
      signal: AbortSignal.timeout(ANSWER_WITHIN_MS),
    });
    if (response.ok) return { kind: 'ok', body: (await response.json()) as T };
  } catch {
    return { kind: 'unreachable' };
  }
  const wait = retryAfterMs(response.headers.get('Retry-After'), Date.now());
  return { kind: 'refused', status: response.status, problem: await problemOf(response), retryAfterMs: wait };
};

async function problemOf(response: Response): Promise<{ type: string; detail: string }> {
  const body: unknown = await response.json().catch(() => null);
  const { type, detail } = (typeof body === 'object' && body !== null ? body : {}) as { type?: unknown; detail?: unknown };
  return { type: typeof type === 'string' ? type : 'unknown', detail: typeof detail === 'string' ? detail : `HTTP ${String(response.status)}` };
}
