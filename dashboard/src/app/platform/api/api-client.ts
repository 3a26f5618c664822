import { inject, Injectable, untracked } from '@angular/core';
import { AFTER_POSITION_HEADER, IDEMPOTENCY_KEY_HEADER, type Page } from '../../../../../event-schemas/src/http/page';
import { messages } from '../messages/messages';
import { ApiFault } from './api-fault';
import { type Answer, type Call, HttpCalls } from './http-calls';
import { RepeatableAct } from './repeatable-act';
import { SessionStore } from './session-store';

/** What a query of a page is asked with. */
export interface Ask {
  /** The answer must not be older than this log position. */
  readonly afterPosition: string | null;
  readonly signal: AbortSignal;
}

export interface Done<T> {
  readonly body: T;
  readonly position: string | null;
}

/** A resource as it was read or changed, with the ETag for the next change of it. */
export interface Tagged<T> {
  readonly value: T;
  readonly etag: string | null;
}

export type Query = Readonly<Record<string, string | number | null>>;

const CATCH_UP_TRIES = 5;
const LONGEST_PAGE = 100;
/** Refused whatever is asked for, until something about the person changes. */
const BARRING: readonly string[] = ['/problems/suspended', '/problems/second-factor-required'];

/** The LeadGen API for a signed-in person: adds the access token and renews it once when the server no longer takes it. */
@Injectable({ providedIn: 'root' })
export class ApiClient {
  private readonly calls = inject(HttpCalls);
  private readonly sessions = inject(SessionStore);

  /** Waits while the view is behind the asked position, a few times over. */
  async get<T>(path: string, ask: Ask, query: Query = {}): Promise<T> {
    return (await this.read(path, ask, query)).body as T;
  }

  /** A get of one resource that is to be changed. */
  async getTagged<T>(path: string, ask: Ask): Promise<Tagged<T>> {
    const { body, etag } = await this.read(path, ask, {});
    return { value: body as T, etag };
  }

  /** `act`: kept by who may send the same once more after an answer was lost, so that it is done once. */
  async post<T>(path: string, body?: unknown, act = new RepeatableAct()): Promise<Done<T>> {
    const call = { method: 'POST', path, ...(body === undefined ? {} : { body }) } as const;
    const answer = await act.attempt(path, body, (key) => this.send({ ...call, headers: { [IDEMPOTENCY_KEY_HEADER]: key } }));
    return { body: answer.body as T, position: answer.position };
  }

  /** Answers with the log position from which on the views show it, as delete does. */
  async put(path: string, body: unknown): Promise<string | null> {
    return (await this.send({ method: 'PUT', path, body })).position;
  }

  /** A put whose answer has a body. */
  async putAndRead<T>(path: string, body: unknown): Promise<T> {
    return (await this.send({ method: 'PUT', path, body })).body as T;
  }

  async patch<T>(path: string, body: unknown): Promise<Done<T>> {
    const answer = await this.send({ method: 'PATCH', path, body });
    return { body: answer.body as T, position: answer.position };
  }

  /** A patch that is refused with 412 when somebody else changed the same since the ETag. */
  async patchTagged<T>(path: string, body: unknown, seen: string | null): Promise<Tagged<T>> {
    const answer = await this.send({ method: 'PATCH', path, body, headers: seen === null ? {} : { 'If-Match': seen } });
    return { value: answer.body as T, etag: answer.etag };
  }

  /** Every page of a listing, for those that are short by their limits. */
  async every<T>(path: string, ask: Ask): Promise<readonly T[]> {
    let items: readonly T[] = [];
    let cursor: string | null = null;
    do {
      const page: Page<T> = await this.get<Page<T>>(path, ask, { cursor, limit: LONGEST_PAGE });
      items = [...items, ...page.items];
      cursor = page.next;
    } while (cursor !== null);
    return items;
  }

  async delete(path: string, body?: unknown): Promise<string | null> {
    return (await this.send({ method: 'DELETE', path, ...(body === undefined ? {} : { body }) })).position;
  }

  /** An event stream; the caller reads the body. */
  stream(path: string, signal: AbortSignal): Promise<Response> {
    return this.authorised((token) => this.calls.open({ method: 'GET', path, headers: { Accept: 'text/event-stream' }, signal, token }));
  }

  private async read(path: string, ask: Ask, query: Query): Promise<Answer> {
    const headers: Record<string, string> = ask.afterPosition === null ? {} : { [AFTER_POSITION_HEADER]: ask.afterPosition };
    for (let attempt = 0; attempt < CATCH_UP_TRIES; attempt += 1) {
      const answer = await this.send({ method: 'GET', path: withQuery(path, query), headers, signal: ask.signal });
      if (answer.status !== 202) return answer;
      await pause(answer.retryAfterSeconds ?? 1, ask.signal);
    }
    throw new ApiFault({ type: '/problems/view-behind', title: messages.states.failedTitle, status: 202, detail: messages.states.tooBusy, instance: path });
  }

  private send(call: Call): Promise<Answer> {
    return this.authorised((token) => this.calls.send({ ...call, token }));
  }

  private async authorised<T>(exchange: (token: string | null) => Promise<T>): Promise<T> {
    const token = this.token();
    try {
      return await exchange(token);
    } catch (fault) {
      if (!(fault instanceof ApiFault)) throw fault;
      if (BARRING.includes(fault.problem.type)) this.sessions.bar(fault.problem);
      if (fault.problem.status !== 401) throw fault;
      // Another call may have renewed it meanwhile.
      const renewed = this.token() !== token || (await this.sessions.refresh());
      if (!renewed) throw fault;
      return exchange(this.token());
    }
  }

  // Untracked: who asks inside an effect must not ask again because the token was renewed.
  private token(): string | null {
    return untracked(this.sessions.session)?.accessToken ?? null;
  }
}

function withQuery(path: string, query: Query): string {
  const given = Object.entries(query).filter((entry): entry is [string, string | number] => entry[1] !== null && entry[1] !== '');
  if (given.length === 0) return path;
  return `${path}?${new URLSearchParams(given.map(([name, value]) => [name, String(value)])).toString()}`;
}

const pause = (seconds: number, signal: AbortSignal): Promise<void> =>
  new Promise((resolve, reject) => {
    const timer = setTimeout(resolve, seconds * 1000);
    signal.addEventListener('abort', () => {
      clearTimeout(timer);
      reject(new DOMException('aborted', 'AbortError'));
    });
  });
