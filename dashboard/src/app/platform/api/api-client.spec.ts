import { TestBed } from '@angular/core/testing';
import { problem, type Script, ScriptedServer, session } from '../../../testing/scripted-server';
import { ApiClient, type Ask } from './api-client';
import { ApiFault } from './api-fault';
import { RepeatableAct } from './repeatable-act';
import { SessionStore } from './session-store';

const ask = (afterPosition: string | null = null): Ask => ({ afterPosition, signal: new AbortController().signal });

function start(server: ScriptedServer): { api: ApiClient; sessions: SessionStore } {
  TestBed.configureTestingModule({ providers: [server.provide()] });
  const sessions = TestBed.inject(SessionStore);
  sessions.begin(session('old'));
  return { api: TestBed.inject(ApiClient), sessions };
}

const onlyFor = (token: string) => (request: { headers: Readonly<Record<string, string>> }) =>
  request.headers['Authorization'] === `Bearer ${token}` ? { status: 200, body: { ok: true } } : problem(401, 'Sign in.');

describe('a request of a signed-in person', () => {
  it('carries the access token', async () => {
    const { api } = start(new ScriptedServer().on('GET /thing', onlyFor('old')));
    await expect(api.get('/thing', ask())).resolves.toEqual({ ok: true });
  });

  it('is sent again with a new token when the old one is no longer taken', async () => {
    const server = new ScriptedServer().on('GET /thing', onlyFor('new')).on('POST /api/v1/sessions/refresh', () => ({ status: 200, body: session('new') }));
    const { api } = start(server);
    await expect(api.get('/thing', ask())).resolves.toEqual({ ok: true });
    expect(server.requests('GET /thing')).toHaveLength(2);
  });

  it('shares one renewal with all others that are refused at the same time', async () => {
    const server = new ScriptedServer().on('GET /thing', onlyFor('new')).on('POST /api/v1/sessions/refresh', () => ({ status: 200, body: session('new') }));
    const { api } = start(server);
    await Promise.all([api.get('/thing', ask()), api.get('/thing', ask()), api.get('/thing', ask())]);
    expect(server.requests('POST /api/v1/sessions/refresh')).toHaveLength(1);
  });

  it('ends the session when the cookie is no longer taken either', async () => {
    const server = new ScriptedServer().on('GET /thing', onlyFor('new')).on('POST /api/v1/sessions/refresh', () => problem(401, 'Over.'));
    const { api, sessions } = start(server);
    await expect(api.get('/thing', ask())).rejects.toBeInstanceOf(ApiFault);
    expect(sessions.signedIn()).toBe(false);
  });

  it('keeps the session when the server cannot be reached for a renewal', async () => {
    const server = new ScriptedServer().on('GET /thing', onlyFor('new'));
    const { api, sessions } = start(server);
    await expect(api.get('/thing', ask())).rejects.toBeInstanceOf(ApiFault);
    expect(sessions.signedIn()).toBe(true);
  });
});

describe('a query after a change', () => {
  it('names the position and asks again while the view is behind', async () => {
    let asked = 0;
    const server = new ScriptedServer().on('GET /thing', () => {
      asked += 1;
      return asked < 3 ? { status: 202, headers: { 'Retry-After': '0' } } : { status: 200, body: { asked } };
    });
    const { api } = start(server);
    await expect(api.get('/thing', ask('00000000000000000042'))).resolves.toEqual({ asked: 3 });
    expect(server.requests('GET /thing').map(({ headers }) => headers['After-Position'])).toEqual(Array(3).fill('00000000000000000042'));
  });
});

describe('a command', () => {
  it('carries an idempotency key of its own and answers with the position it reached', async () => {
    const server = new ScriptedServer().on('POST /thing', () => ({ status: 201, body: { id: 1 }, headers: { Position: '00000000000000000007' } }));
    const { api } = start(server);
    const answers = [await api.post('/thing', {}), await api.post('/thing', {})];
    expect(answers).toEqual(Array(2).fill({ body: { id: 1 }, position: '00000000000000000007' }));
    expect(new Set(server.received.map(({ headers }) => headers['Idempotency-Key'])).size).toBe(2);
  });
});

describe('a command that may have to be sent again', () => {
  const REFUSED = '/problems/request-in-progress';
  const keysAfter = async (first: Script, again: unknown = { name: 'A' }): Promise<number> => {
    const server = new ScriptedServer().on('POST /thing', first);
    const { api } = start(server);
    const act = new RepeatableAct();
    await api.post('/thing', { name: 'A' }, act).catch(() => undefined);
    await api.post('/thing', again, act).catch(() => undefined);
    return new Set(server.received.map(({ headers }) => headers['Idempotency-Key'])).size;
  };

  it.each<[string, Script]>([
    ['was lost', () => Promise.reject(new TypeError('no answer'))],
    ['is that the server broke', () => problem(500, 'It broke.')],
    ['is to wait', () => problem(429, 'Later.')],
    ['is that the same still runs', () => ({ status: 409, body: { ...(problem(409, 'Wait.').body as object), type: REFUSED } })],
  ])('keeps its key while the answer %s', async (_what, first) => expect(await keysAfter(first)).toBe(1));

  it.each<[string, Script, unknown]>([
    ['once it was done', () => ({ status: 201, body: {} }), { name: 'A' }],
    ['once it was refused', () => problem(409, 'There is one.'), { name: 'A' }],
    ['for another request', () => problem(500, 'It broke.'), { name: 'B' }],
  ])('has a new key %s', async (_what, first, again) => expect(await keysAfter(first, again)).toBe(2));
});

describe('an answer that is no result', () => {
  it('is thrown as the problem the server named', async () => {
    const { api } = start(new ScriptedServer().on('GET /thing', () => problem(409, 'The import is finished.')));
    await expect(api.get('/thing', ask())).rejects.toMatchObject({ problem: { status: 409, detail: 'The import is finished.' } });
  });

  it('is thrown as unreachable when there is no server', async () => {
    const { api } = start(new ScriptedServer());
    await expect(api.get('/thing', ask())).rejects.toMatchObject({ problem: { status: 0, type: '/problems/unreachable' } });
  });
});
