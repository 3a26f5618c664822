import { Component, provideZonelessChangeDetection } from '@angular/core';
import { TestBed } from '@angular/core/testing';
import { provideRouter, Router } from '@angular/router';
import { RouterTestingHarness } from '@angular/router/testing';
import { type PageUnderTest, showPage, wordsOf } from '../../testing/page-under-test';
import { idOf, ownerMay } from '../../testing/records';
import { problem, ScriptedServer, session } from '../../testing/scripted-server';
import { until } from '../../testing/until';
import { SessionStore } from '../platform/api/session-store';
import { Frame } from './frame';
import { permitted } from './guards';

const MAKE = 'POST /api/v1/workspaces';
const ENTER = 'POST /api/v1/sessions/current/workspace';

@Component({ template: 'the leads' })
class Leads {}

@Component({ template: 'refused' })
class Refused {}

const nowhere = (): ScriptedServer => new ScriptedServer().on('GET /api/v1/permissions', () => ({ status: 200, body: ownerMay('read-leads') }));

async function show(server: ScriptedServer): Promise<PageUnderTest> {
  const page = await showPage(Frame, '', '/', server);
  TestBed.inject(SessionStore).begin({ ...session(), workspace: null });
  await page.shows('You are in no workspace');
  return page;
}

function send(page: PageUnderTest, name: string, value: string): void {
  const input = page.find<HTMLInputElement>(`lg-no-workspace-card [name=${name}]`);
  input.value = value;
  input.dispatchEvent(new Event('input'));
  input.form?.querySelector<HTMLButtonElement>('[type=submit]')?.click();
}

describe('somebody who is in no workspace', () => {
  it('is told so in place of every page, without navigation, and led to the own account', async () => {
    const page = await show(nowhere());
    expect([page.element.querySelector('nav'), page.element.querySelector('router-outlet')]).toEqual([null, null]);
    expect(page.find('lg-no-workspace-card a').getAttribute('href')).toBe('/account');
  });

  it('makes a workspace and goes on in it', async () => {
    const server = nowhere()
      .on('POST /api/v1/workspaces', () => ({ status: 201, body: { id: idOf(7) } }))
      .on('POST /api/v1/sessions/current/workspace', () => ({ status: 200, body: session() }));
    const page = await show(server);
    send(page, 'name', '');
    await page.shows('Enter a name for the workspace.');
    send(page, 'name', 'Research');
    await until('the pages are there', () => TestBed.inject(Router).url === '/leads');
    expect(document.querySelector('lg-no-workspace-card')).toBeNull();
    expect(server.requests('POST /api/v1/workspaces').map(({ body }) => body)).toEqual([{ name: 'Research' }]);
    expect(server.requests('POST /api/v1/sessions/current/workspace').map(({ body }) => body)).toEqual([{ workspaceId: idOf(7) }]);
  });

  it('makes a workspace once although the first answer was lost', async () => {
    const server = nowhere()
      .on(MAKE, () => problem(503, 'The answer was lost.'))
      .on(ENTER, () => ({ status: 200, body: session() }));
    const page = await show(server);
    send(page, 'name', 'Research');
    await page.shows('The answer was lost.');
    server.on(MAKE, () => ({ status: 201, body: { id: idOf(7) } }));
    send(page, 'name', 'Research');
    await until('the pages are there', () => TestBed.inject(Router).url === '/leads');
    const keys = server.requests(MAKE).map(({ headers }) => headers['Idempotency-Key']);
    expect([keys.length, new Set(keys).size]).toEqual([2, 1]);
  });

  it('enters the workspace that was made when only that had failed', async () => {
    const server = nowhere()
      .on(MAKE, () => ({ status: 201, body: { id: idOf(7) } }))
      .on(ENTER, () => problem(503, 'Not yet.'));
    const page = await show(server);
    send(page, 'name', 'Research');
    await page.shows('Not yet.');
    expect(page.find<HTMLInputElement>('[name=name]').disabled).toBe(true);
    server.on(ENTER, () => ({ status: 200, body: session() }));
    page.find<HTMLButtonElement>('lg-no-workspace-card [type=submit]').click();
    await until('the pages are there', () => TestBed.inject(Router).url === '/leads');
    expect([server.requests(MAKE).length, server.requests(ENTER).map(({ body }) => body)]).toEqual([1, Array(2).fill({ workspaceId: idOf(7) })]);
  });

  it.each([
    ['blank', '   ', 'Enter a name for the workspace.'],
    ['too long', 'x'.repeat(121), 'At most 120 characters.'],
  ])('sends no name that is %s, and is led to it', async (_what, name, words) => {
    const server = nowhere();
    const page = await show(server);
    send(page, 'name', name);
    await page.shows(words);
    await until('the name has the focus', () => document.activeElement?.getAttribute('name') === 'name');
    expect(server.requests(MAKE)).toEqual([]);
  });

  it('reads at the name why the server refused it', async () => {
    const errors = [{ pointer: '/name', code: 'matches', message: 'It needs a letter.' }];
    const refused = { status: 400, body: { ...(problem(400, 'One field breaks a rule.').body as object), errors } };
    const page = await show(nowhere().on(MAKE, () => refused));
    send(page, 'name', '…');
    await until('the reason stands at the field', () => page.element.querySelector('#name-wrong')?.textContent === 'It needs a letter.');
  });

  it('is led to the link that is wrong, not to the name that was wrong before', async () => {
    const page = await show(nowhere());
    send(page, 'name', '');
    await until('the name has the focus', () => document.activeElement?.getAttribute('name') === 'name');
    send(page, 'link', 'https://example.com/elsewhere');
    await until('the link has the focus', () => document.activeElement?.getAttribute('name') === 'link');
  });

  it('opens an invitation whose link is pasted, and nothing else', async () => {
    const page = await show(nowhere());
    for (const wrong of ['https://example.com/elsewhere', 'https://leads.example.com/join', 'javascript:alert(1)']) {
      send(page, 'link', wrong);
      await page.shows('This is not the link of an invitation.');
    }
    send(page, 'link', ' https://leads.example.com/join#token=abc_-1 ');
    await until('the page of the invitation is open', () => TestBed.inject(Router).url === '/join#token=abc_-1');
  });

  it('looks again whether somebody has let them in, and sees the page that was refused before', async () => {
    const server = nowhere().on('POST /api/v1/sessions/refresh', () => ({ status: 200, body: session() }));
    const children = [
      { path: 'leads', data: { permission: 'read-leads' }, component: Leads },
      { path: 'not-permitted', component: Refused },
    ];
    TestBed.configureTestingModule({
      providers: [provideZonelessChangeDetection(), provideRouter([{ path: '', component: Frame, canActivateChild: [permitted], children }]), server.provide()],
    });
    TestBed.inject(SessionStore).begin({ ...session(), workspace: null });
    const { fixture } = await RouterTestingHarness.create('/leads');
    const element: HTMLElement = fixture.nativeElement as HTMLElement;
    const again = (): HTMLButtonElement | undefined =>
      [...element.querySelectorAll<HTMLButtonElement>('lg-no-workspace-card button')].find(({ textContent }) => textContent.includes('Look again'));
    await until('one can look again', () => again() !== undefined);
    again()?.click();
    await until(
      () => `the leads are shown; it shows "${wordsOf(element)}"`,
      () => wordsOf(element).includes('the leads'),
    );
    expect(wordsOf(element)).not.toContain('refused');
  });
});
