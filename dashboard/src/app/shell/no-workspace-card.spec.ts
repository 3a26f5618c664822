import { TestBed } from '@angular/core/testing';
import { Router } from '@angular/router';
import { type PageUnderTest, showPage } from '../../testing/page-under-test';
import { idOf, ownerMay } from '../../testing/records';
import { ScriptedServer, session } from '../../testing/scripted-server';
import { until } from '../../testing/until';
import { SessionStore } from '../platform/api/session-store';
import { Frame } from './frame';

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

  it('opens an invitation whose link is pasted, and nothing else', async () => {
    const page = await show(nowhere());
    for (const wrong of ['https://example.com/elsewhere', 'https://leads.example.com/join', 'javascript:alert(1)']) {
      send(page, 'link', wrong);
      await page.shows('This is not the link of an invitation.');
    }
    send(page, 'link', ' https://leads.example.com/join#token=abc_-1 ');
    await until('the page of the invitation is open', () => TestBed.inject(Router).url === '/join#token=abc_-1');
  });

  it('looks again whether somebody has let them in', async () => {
    const page = await show(nowhere().on('POST /api/v1/sessions/refresh', () => ({ status: 200, body: session() })));
    [...page.element.querySelectorAll<HTMLButtonElement>('lg-no-workspace-card button')].find(({ textContent }) => textContent.includes('Look again'))?.click();
    await until('the pages are there', () => page.element.querySelector('lg-no-workspace-card') === null);
  });
});
