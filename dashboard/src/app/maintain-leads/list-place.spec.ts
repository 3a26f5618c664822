import { TestBed } from '@angular/core/testing';
import { ScriptedServer, session } from '../../testing/scripted-server';
import { SessionStore } from '../platform/api/session-store';
import { ListPlace } from './list-place';

function start(): { place: ListPlace; sessions: SessionStore } {
  TestBed.configureTestingModule({ providers: [new ScriptedServer().provide()] });
  const sessions = TestBed.inject(SessionStore);
  sessions.begin(session());
  return { place: TestBed.inject(ListPlace), sessions };
}

describe('the place in the list of leads', () => {
  it('is the start until a person was somewhere', () => {
    const { place } = start();
    expect([place.address(), place.row('/leads')]).toEqual(['/leads', 0]);
  });

  it('is the row under the same filter only', () => {
    const { place } = start();
    place.keep('/leads?q=porto', 110);
    expect([place.address(), place.row('/leads?q=porto'), place.row('/leads')]).toEqual(['/leads?q=porto', 110, 0]);
  });

  it('is nothing that the next person to sign in gets to see', () => {
    const { place, sessions } = start();
    place.keep('/leads?q=porto', 110);
    const other = session();
    sessions.begin({ ...other, account: { ...other.account, id: '00000000-0000-4000-8000-000000000009' } });
    expect([place.address(), place.row('/leads?q=porto')]).toEqual(['/leads', 0]);
  });
});
