import { TestBed } from '@angular/core/testing';
import { problem, ScriptedServer, session } from '../../../testing/scripted-server';
import { SessionStore } from './session-store';

const END = 'DELETE /api/v1/sessions/current';
const RENEW = 'POST /api/v1/sessions/refresh';

function start(server: ScriptedServer): SessionStore {
  TestBed.configureTestingModule({ providers: [server.provide()] });
  const sessions = TestBed.inject(SessionStore);
  sessions.begin(session('old'));
  return sessions;
}
const tokens = (server: ScriptedServer): readonly (string | undefined)[] => server.requests(END).map(({ headers }) => headers['Authorization']);

afterEach(() => localStorage.clear());

describe('signing out', () => {
  it('ends the session on the server and on the screen', async () => {
    const server = new ScriptedServer().on(END, () => ({ status: 204 }));
    const sessions = start(server);
    expect([await sessions.signOut(), sessions.signedIn(), tokens(server)]).toEqual(['everywhere', false, ['Bearer old']]);
    expect(localStorage).toHaveLength(0);
  });

  it('clears the screen also without a connection, and lets nobody in again before the server knows', async () => {
    const server = new ScriptedServer();
    const sessions = start(server);
    expect([await sessions.signOut(), sessions.signedIn()]).toEqual(['here', false]);
    await expect(sessions.restore()).rejects.toThrow();
    server.on(RENEW, () => ({ status: 200, body: session('new') })).on(END, () => ({ status: 204 }));
    expect([await sessions.restore(), sessions.signedIn(), tokens(server).at(-1)]).toEqual([false, false, 'Bearer new']);
    expect(localStorage).toHaveLength(0);
  });

  it('owes the server nothing once somebody signs in', async () => {
    const server = new ScriptedServer();
    const sessions = start(server);
    await sessions.signOut();
    sessions.begin(session('another'));
    expect([sessions.signedIn(), localStorage.length]).toEqual([true, 0]);
  });

  it('keeps the screen and says why when the server refuses', async () => {
    const sessions = start(new ScriptedServer().on(END, () => problem(429, 'Later.')));
    await expect(sessions.signOut()).rejects.toThrow('Later.');
    expect(sessions.signedIn()).toBe(true);
  });
});
