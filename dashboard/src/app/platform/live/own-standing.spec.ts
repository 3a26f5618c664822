import { provideZonelessChangeDetection } from '@angular/core';
import { TestBed } from '@angular/core/testing';
import type { MemberRole } from '../../../../../event-schemas/src/http/members';
import { ScriptedServer, session } from '../../../testing/scripted-server';
import { until } from '../../../testing/until';
import { SessionStore } from '../api/session-store';
import { OwnStanding } from './own-standing';

const OWN = 'GET /api/v1/account/workspaces';
const here = session().workspace;
const POSITION = '00000000000000000042';

async function follow(server: ScriptedServer): Promise<SessionStore> {
  TestBed.configureTestingModule({ providers: [provideZonelessChangeDetection(), server.provide()] });
  const sessions = TestBed.inject(SessionStore);
  sessions.begin(session());
  TestBed.inject(OwnStanding);
  TestBed.tick();
  await until('the line is open', () => server.openLines === 1);
  return sessions;
}
const listed = (name: string, role: MemberRole): ScriptedServer =>
  new ScriptedServer().on(OWN, () => ({ status: 200, body: { items: [{ id: here.id, name, role, suspended: false }], next: null } }));

describe('what others make of a person in a workspace', () => {
  it('reaches the session with the news of the members, not older than these', async () => {
    const server = listed(here.name, 'auditor');
    const sessions = await follow(server);
    server.live(`data: {"topic":"members","position":"${POSITION}"}\n\n`);
    await until('the role is known', () => sessions.session()?.workspace?.role === 'auditor');
    expect(server.requests(OWN).map(({ headers }) => headers['After-Position'])).toEqual([POSITION]);
  });

  it('reaches the session as the new name of the workspace', async () => {
    const server = listed('Contoso', 'owner');
    const sessions = await follow(server);
    server.live(`data: {"topic":"workspace","position":"${POSITION}"}\n\n`);
    await until('the name is known', () => sessions.session()?.workspace?.name === 'Contoso');
    expect(sessions.session()?.workspace?.role).toBe('owner');
  });

  it('moves somebody who was taken out to where the server lets them go on', async () => {
    const server = new ScriptedServer()
      .on(OWN, () => ({ status: 200, body: { items: [], next: null } }))
      .on('POST /api/v1/sessions/refresh', () => ({ status: 200, body: { ...session(), workspace: null } }));
    const sessions = await follow(server);
    server.live(`data: {"topic":"members","position":"${POSITION}"}\n\n`);
    await until('the person is in no workspace', () => sessions.nowhere());
    expect(sessions.signedIn()).toBe(true);
  });
});
