import { provideZonelessChangeDetection } from '@angular/core';
import { TestBed } from '@angular/core/testing';
import { problem, ScriptedServer, session } from '../../../testing/scripted-server';
import { until } from '../../../testing/until';
import { SessionStore } from '../api/session-store';
import { LIVE_TIMES, LiveUpdates } from './live-updates';

const LIVE = 'GET /api/v1/live';

async function follow(server: ScriptedServer, silenceMs = 60_000): Promise<LiveUpdates> {
  TestBed.configureTestingModule({
    providers: [
      provideZonelessChangeDetection(),
      server.provide(),
      { provide: LIVE_TIMES, useValue: { firstWaitMs: 5, longestWaitMs: 20, refusedWaitMs: 20, silenceMs } },
    ],
  });
  const live = TestBed.inject(LiveUpdates);
  TestBed.inject(SessionStore).begin(session());
  TestBed.tick();
  await until('the line is open', () => server.openLines === 1);
  return live;
}

describe('live updates', () => {
  it('tell the topic that changed and the position its view has passed', async () => {
    const server = new ScriptedServer();
    const live = await follow(server);
    server.live('data: {"topic":"leads","position":"00000000000000000042"}\n\n');
    await until('the change arrived', () => live.changes('leads')().serial === 1);
    expect([live.changes('leads')(), live.changes('imports')()]).toEqual([
      { serial: 1, position: '00000000000000000042' },
      { serial: 0, position: null },
    ]);
  });

  it('ignore topics this version does not know', async () => {
    const server = new ScriptedServer();
    const live = await follow(server);
    server.live('data: {"topic":"weather","position":"1"}\n\ndata: {"topic":"imports","position":"2"}\n\n');
    await until('the known one arrived', () => live.changes('imports')().serial === 1);
    expect(live.broken()).toBe(false);
  });

  it('open a broken line again and count everything as changed, because changes may have been missed', async () => {
    const server = new ScriptedServer();
    const live = await follow(server);
    server.breakLines();
    await until('the line is open again', () => live.changes('browsers')().serial === 1);
    expect(live.changes('browsers')()).toEqual({ serial: 1, position: null });
  });

  it('alarm nobody when a line merely ended, and say so when no new one can be had', async () => {
    const server = new ScriptedServer();
    const live = await follow(server);
    server.breakLines();
    await until('the line is open again', () => server.openLines === 1);
    expect(live.broken()).toBe(false);
    server.on(LIVE, () => problem(503, 'Starting.')).breakLines();
    await until('the line counts as broken', () => live.broken());
  });

  it('take a refusal for an answer, not for a broken line, and lift the bar when a line is had again', async () => {
    const refused = { status: 403, body: { ...(problem(403, 'Suspended.').body as object), type: '/problems/suspended' } };
    const server = new ScriptedServer();
    const live = await follow(server);
    const sessions = TestBed.inject(SessionStore);
    let lifted = false;
    server.on(LIVE, () => (lifted ? { status: 200, body: {} } : refused)).breakLines();
    await until('a line was refused several times', () => server.requests(LIVE).length > 3);
    expect([live.broken(), sessions.barred()?.detail]).toEqual([false, 'Suspended.']);
    lifted = true;
    await until('the bar is lifted', () => sessions.barred() === null);
  });

  it('hang up a line that has gone silent', async () => {
    const server = new ScriptedServer();
    await follow(server, 20);
    await until('a second line was asked for', () => server.requests(LIVE).length > 1);
  });

  it('end with the session', async () => {
    const server = new ScriptedServer().on('DELETE /api/v1/sessions/current', () => ({ status: 204 }));
    await follow(server);
    await TestBed.inject(SessionStore).signOut();
    TestBed.tick();
    await until('the line is closed', () => server.openLines === 0);
  });
});
