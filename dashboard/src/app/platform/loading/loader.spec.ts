import { provideZonelessChangeDetection, signal } from '@angular/core';
import { TestBed } from '@angular/core/testing';
import { problem, ScriptedServer, session } from '../../../testing/scripted-server';
import { until } from '../../../testing/until';
import { ApiClient } from '../api/api-client';
import { SessionStore } from '../api/session-store';
import { type Loader, liveLoader } from './loader';

const id = signal('a');

function start(server: ScriptedServer): Loader<{ readonly name: string }> {
  TestBed.configureTestingModule({ providers: [provideZonelessChangeDetection(), server.provide()] });
  TestBed.inject(SessionStore).begin(session());
  id.set('a');
  const loader = TestBed.runInInjectionContext(() => liveLoader([], (ask) => TestBed.inject(ApiClient).get<{ name: string }>(`/things/${id()}`, ask)));
  TestBed.tick();
  return loader;
}

const ready = (loader: Loader<unknown>): Promise<void> => until('the value is there', () => loader.state().status === 'ready');

describe('a loaded value', () => {
  it('is fetched again when what it was asked with changes', async () => {
    const server = new ScriptedServer()
      .on('GET /things/a', () => ({ status: 200, body: { name: 'A' } }))
      .on('GET /things/b', () => ({ status: 200, body: { name: 'B' } }));
    const loader = start(server);
    await ready(loader);
    id.set('b');
    TestBed.tick();
    expect(loader.state()).toEqual({ status: 'loading' });
    await ready(loader);
    expect(loader.state()).toEqual({ status: 'ready', value: { name: 'B' }, stale: null });
  });

  it('stays as it is when the access token is renewed', async () => {
    const server = new ScriptedServer().on('GET /things/a', () => ({ status: 200, body: { name: 'A' } }));
    const loader = start(server);
    await ready(loader);
    TestBed.inject(SessionStore).begin(session('renewed'));
    TestBed.tick();
    expect([loader.state().status, server.requests('GET /things/a').length]).toEqual(['ready', 1]);
  });

  it('stays on the screen with a note when it cannot be refreshed', async () => {
    const server = new ScriptedServer().on('GET /things/a', () => ({ status: 200, body: { name: 'A' } }));
    const loader = start(server);
    await ready(loader);
    server.on('GET /things/a', () => problem(503, 'Rebuilding.'));
    loader.refresh();
    await until('the note is there', () => {
      const state = loader.state();
      return state.status === 'ready' && state.stale?.detail === 'Rebuilding.';
    });
  });

  it('leaves the screen when it is gone', async () => {
    const server = new ScriptedServer().on('GET /things/a', () => ({ status: 200, body: { name: 'A' } }));
    const loader = start(server);
    await ready(loader);
    server.on('GET /things/a', () => problem(404, 'Gone.'));
    loader.refresh();
    await until('the value is gone', () => loader.state().status === 'failed');
  });
});
