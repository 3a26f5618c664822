import { type EnvironmentProviders, makeEnvironmentProviders } from '@angular/core';
import type { Problem } from '../../../event-schemas/src/http/problem';
import type { Session } from '../../../event-schemas/src/http/sign-in';
import { FETCH } from '../app/platform/api/http-calls';

export interface Received {
  readonly method: string;
  readonly path: string;
  readonly query: URLSearchParams;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: unknown;
}

export interface Reply {
  readonly status: number;
  readonly body?: unknown;
  readonly headers?: Readonly<Record<string, string>>;
}

export type Script = (request: Received) => Reply | Promise<Reply>;

/** The other end of fetch, scripted per route such as `GET /api/v1/leads`. Keeps what it received. */
export class ScriptedServer {
  readonly received: Received[] = [];
  private readonly scripts = new Map<string, Script>();
  private lines: ReadableStreamDefaultController<Uint8Array>[] = [];

  on(route: string, script: Script): this {
    this.scripts.set(route, script);
    return this;
  }

  provide(): EnvironmentProviders {
    return makeEnvironmentProviders([{ provide: FETCH, useValue: (path: string, init: RequestInit) => this.answer(path, init) }]);
  }

  requests(route: string): readonly Received[] {
    return this.received.filter(({ method, path }) => `${method} ${path}` === route);
  }

  /** Sends to every open live line. */
  live(text: string): void {
    for (const line of this.lines) line.enqueue(new TextEncoder().encode(text));
  }

  get openLines(): number {
    return this.lines.length;
  }

  breakLines(): void {
    for (const line of this.lines.splice(0)) line.close();
  }

  private async answer(path: string, init: RequestInit): Promise<Response> {
    const url = new URL(path, 'http://leadgen.test');
    const request = {
      method: init.method ?? 'GET',
      path: url.pathname,
      query: url.searchParams,
      headers: init.headers as Record<string, string>,
      body: typeof init.body === 'string' ? (JSON.parse(init.body) as unknown) : undefined,
    };
    this.received.push(request);
    const script = this.scripts.get(`${request.method} ${request.path}`);
    if (script === undefined && request.path === '/api/v1/live') return this.line(init.signal ?? null);
    if (script === undefined) throw new TypeError(`Nothing is scripted for ${request.method} ${request.path}.`);
    const { status, body, headers } = await script(request);
    if (init.signal?.aborted) throw new DOMException('aborted', 'AbortError');
    return new Response(body === undefined ? null : JSON.stringify(body), { status, ...(headers === undefined ? {} : { headers }) });
  }

  private line(signal: AbortSignal | null): Response {
    const stream = new ReadableStream<Uint8Array>({
      start: (controller) => {
        this.lines.push(controller);
        signal?.addEventListener('abort', () => {
          this.lines = this.lines.filter((line) => line !== controller);
          controller.error(new DOMException('aborted', 'AbortError'));
        });
      },
    });
    return new Response(stream, { status: 200, headers: { 'Content-Type': 'text/event-stream' } });
  }
}

export const session = (accessToken = 'token-1'): Session => ({
  accessToken,
  accessTokenExpiresAt: '2026-01-01T00:10:00.000Z',
  account: { id: '00000000-0000-4000-8000-000000000001', displayName: 'Mara Lindqvist', email: 'mara@example.com' },
  workspace: { id: '00000000-0000-4000-8000-000000000002', name: 'Northwind Sales', role: 'owner' },
});

export const problem = (status: number, detail: string): Reply => ({
  status,
  body: { type: '/problems/scripted', title: 'Scripted', status, detail, instance: '/' } satisfies Problem,
});
