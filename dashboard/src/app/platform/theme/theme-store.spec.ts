import { provideZonelessChangeDetection } from '@angular/core';
import { TestBed } from '@angular/core/testing';
import { ScriptedServer, session } from '../../../testing/scripted-server';
import { until } from '../../../testing/until';
import { ApiClient } from '../api/api-client';
import { SessionStore } from '../api/session-store';
import { ThemeStore } from './theme-store';

const READ = 'GET /api/v1/account';
const CHANGE = 'PATCH /api/v1/account';

/** A page on which nobody is signed in yet, and an account that prefers the theme. */
function start(preferred: string): { server: ScriptedServer; sessions: SessionStore; look: ThemeStore } {
  const server = new ScriptedServer()
    .on(READ, () => ({ status: 200, body: { preferences: { theme: preferred, signInNotices: true } } }))
    .on(CHANGE, () => ({ status: 200, body: {} }))
    .on('DELETE /api/v1/sessions/current', () => {
      // As the browser does when the server tells it to clear what it stores.
      localStorage.clear();
      return { status: 204 };
    });
  TestBed.configureTestingModule({ providers: [provideZonelessChangeDetection(), server.provide()] });
  return { server, sessions: TestBed.inject(SessionStore), look: TestBed.inject(ThemeStore) };
}

const painted = (): string | undefined => document.documentElement.dataset['theme'];

beforeEach(() => localStorage.clear());

describe('the appearance', () => {
  it('is that of the account from signing in on', async () => {
    const { sessions } = start('dark');
    sessions.begin(session());
    await until('the page is dark', () => painted() === 'dark');
    expect(localStorage.getItem('leadgen.theme')).toBe('dark');
  });

  it('is kept in the account when another one is chosen', async () => {
    const { server, sessions, look } = start('system');
    sessions.begin(session());
    await until('the account was asked', () => server.requests(READ).length === 1);
    look.choose('light');
    await until('the account was told', () => server.requests(CHANGE).length === 1);
    expect(server.requests(CHANGE).map(({ body }) => body)).toEqual([{ preferences: { theme: 'light' } }]);
    await until('the page is light', () => painted() === 'light');
  });

  it('stays what was chosen while the account was still being asked', async () => {
    let answer = (): void => undefined;
    const asked = new Promise<void>((resolve) => (answer = resolve));
    const { server, sessions, look } = start('dark');
    server.on(READ, async () => {
      await asked;
      return { status: 200, body: { preferences: { theme: 'dark', signInNotices: true } } };
    });
    sessions.begin(session());
    await until('the account was asked', () => server.requests(READ).length === 1);
    look.choose('light');
    answer();
    // What was asked before these has been answered, and heeded or not, once both of these have.
    const ask = { afterPosition: null, signal: new AbortController().signal };
    for (const path of ['/api/v1/account', '/api/v1/account']) await TestBed.inject(ApiClient).get(path, ask);
    expect(look.theme()).toBe('light');
  });

  it('stays on the open page after signing out, and nowhere else', async () => {
    const { sessions, look } = start('dark');
    sessions.begin(session());
    await until('the page is dark', () => look.theme() === 'dark');
    await sessions.signOut();
    expect([look.theme(), localStorage.length]).toEqual(['dark', 0]);
  });
});
