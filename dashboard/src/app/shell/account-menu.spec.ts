import { TestBed } from '@angular/core/testing';
import { Router } from '@angular/router';
import { type PageUnderTest, showPage } from '../../testing/page-under-test';
import { idOf } from '../../testing/records';
import { problem, ScriptedServer, session } from '../../testing/scripted-server';
import { until } from '../../testing/until';
import { SessionStore } from '../platform/api/session-store';
import { AccountMenu } from './account-menu';

const MAKE = 'POST /api/v1/workspaces';
const ENTER = 'POST /api/v1/sessions/current/workspace';
const research = { ...session('token-2'), workspace: { id: idOf(7), name: 'Research', role: 'owner' } };

async function askFor(server: ScriptedServer, name: string): Promise<PageUnderTest> {
  const page = await showPage(
    AccountMenu,
    '',
    '/',
    server.on('GET /api/v1/account/workspaces', () => ({ status: 200, body: { items: [], next: null } })),
  );
  page.find('.trigger').click();
  const entry = (): HTMLElement | undefined =>
    [...document.querySelectorAll<HTMLElement>('[mat-menu-item]')].find(({ textContent }) => textContent.includes('Make a workspace'));
  await until('the menu offers it', () => entry() !== undefined);
  entry()?.click();
  await until('the name is asked for', () => document.querySelector('lg-prompt-dialog input') !== null);
  const input = page.find<HTMLInputElement>('lg-prompt-dialog input');
  input.value = name;
  input.dispatchEvent(new Event('input'));
  submit(page);
  return page;
}
const submit = (page: PageUnderTest): void => page.find<HTMLButtonElement>('lg-prompt-dialog [type=submit]').click();

describe('somebody who is in a workspace', () => {
  it('makes another one and goes on in it', async () => {
    const server = new ScriptedServer().on(MAKE, () => ({ status: 201, body: { id: idOf(7) } })).on(ENTER, () => ({ status: 200, body: research }));
    await askFor(server, 'Research');
    await until('the other one is entered', () => TestBed.inject(SessionStore).workspaceId() === idOf(7));
    expect(TestBed.inject(Router).url).toBe('/leads');
    expect([server.requests(MAKE), server.requests(ENTER)].map((sent) => sent.map(({ body }) => body))).toEqual([
      [{ name: 'Research' }],
      [{ workspaceId: idOf(7) }],
    ]);
  });

  it('reads in the dialog why none was made, and makes one although the first answer was lost', async () => {
    const server = new ScriptedServer().on(MAKE, () => problem(503, 'The answer was lost.')).on(ENTER, () => ({ status: 200, body: research }));
    const page = await askFor(server, 'Research');
    await until('the dialog says why', () => page.find('lg-prompt-dialog').textContent.includes('The answer was lost.'));
    server.on(MAKE, () => ({ status: 201, body: { id: idOf(7) } }));
    submit(page);
    await until('the other one is entered', () => TestBed.inject(SessionStore).workspaceId() === idOf(7));
    const keys = server.requests(MAKE).map(({ headers }) => headers['Idempotency-Key']);
    expect([keys.length, new Set(keys).size]).toEqual([2, 1]);
  });
});
