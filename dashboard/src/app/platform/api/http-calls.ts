import { inject, Injectable, InjectionToken } from '@angular/core';
import { POSITION_HEADER } from '../../../../../event-schemas/src/http/page';
import type { Problem } from '../../../../../event-schemas/src/http/problem';
import { ApiFault, isAbort, unreachable, unreadable } from './api-fault';

export type Fetch = (path: string, init: RequestInit) => Promise<Response>;

/** The browser's fetch; specs put a scripted one in its place. */
export const FETCH = new InjectionToken<Fetch>('fetch', { factory: () => (path, init) => fetch(path, init) });

export interface Call {
  readonly method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  readonly path: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: unknown;
  readonly token?: string | null;
  readonly signal?: AbortSignal | null;
}

export interface Answer {
  readonly status: number;
  /** Undefined when the answer had no body. */
  readonly body: unknown;
  /** Log position that a command reached. */
  readonly position: string | null;
  /** Of the one resource that was read or changed. */
  readonly etag: string | null;
  readonly retryAfterSeconds: number | null;
}

/** One HTTP exchange with the server, without any knowledge of sessions. Throws ApiFault for every answer from 400 and for no answer. */
@Injectable({ providedIn: 'root' })
export class HttpCalls {
  private readonly fetch = inject(FETCH);

  async send(call: Call): Promise<Answer> {
    const response = await this.open(call);
    const answer = {
      status: response.status,
      body: await readBody(response, call.path),
      position: response.headers.get(POSITION_HEADER),
      etag: response.headers.get('ETag'),
      retryAfterSeconds: secondsOf(response.headers.get('Retry-After')),
    };
    return answer;
  }

  /** As send, but hands over the open response, for streams. */
  async open(call: Call): Promise<Response> {
    const response = await this.exchange(call);
    if (response.status < 400) return response;
    const body = await readBody(response, call.path);
    if (!isProblem(body)) throw response.status >= 502 ? unreachable(call.path) : unreadable(call.path, response.status);
    throw new ApiFault(body, secondsOf(response.headers.get('Retry-After')), response.headers.get('ETag'));
  }

  private async exchange(call: Call): Promise<Response> {
    const headers: Record<string, string> = { Accept: 'application/json, application/problem+json', ...call.headers };
    if (call.token) headers['Authorization'] = `Bearer ${call.token}`;
    if (call.body !== undefined) headers['Content-Type'] = 'application/json';
    try {
      return await this.fetch(call.path, {
        method: call.method,
        headers,
        credentials: 'same-origin',
        cache: 'no-store',
        signal: call.signal ?? null,
        ...(call.body === undefined ? {} : { body: JSON.stringify(call.body) }),
      });
    } catch (fault) {
      throw isAbort(fault) ? fault : unreachable(call.path);
    }
  }
}

async function readBody(response: Response, path: string): Promise<unknown> {
  try {
    const text = await response.text();
    return text === '' ? undefined : (JSON.parse(text) as unknown);
  } catch (fault) {
    if (isAbort(fault)) throw fault;
    throw fault instanceof SyntaxError ? unreadableOrGone(path, response.status) : unreachable(path);
  }
}

// A proxy in front of a dead server answers with a page of its own.
const unreadableOrGone = (path: string, status: number): ApiFault => (status >= 502 ? unreachable(path) : unreadable(path, status));

const isProblem = (body: unknown): body is Problem => typeof body === 'object' && body !== null && 'title' in body && 'status' in body && 'detail' in body;

const secondsOf = (header: string | null): number | null => (header !== null && /^\d+$/.test(header) ? Number(header) : null);
