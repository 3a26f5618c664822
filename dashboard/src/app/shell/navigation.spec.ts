import { Component, provideZonelessChangeDetection } from '@angular/core';
import { TestBed } from '@angular/core/testing';
import { provideRouter } from '@angular/router';
import { RouterTestingHarness } from '@angular/router/testing';
import { showPage } from '../../testing/page-under-test';
import { ownerMay } from '../../testing/records';
import { problem, ScriptedServer, session } from '../../testing/scripted-server';
import { until } from '../../testing/until';
import { SessionStore } from '../platform/api/session-store';
import { AccountApi } from '../sign-in/account/account.api';
import { WORK, WORKSPACE } from './destinations';
import { Frame } from './frame';
import { permitted } from './guards';
import { routes } from './routes';

const TABLE = 'GET /api/v1/permissions';
const OWN = 'GET /api/v1/workspace';

@Component({ template: 'the page' })
class SomePage {}

@Component({ template: 'refused' })
class Refused {}

describe('navigation', () => {
  it('shows what the role opens and nothing else', async () => {
    const table = ownerMay('read-leads', 'read-own-account', 'read-workspace');
    const page = await showPage(
      Frame,
      '',
      '/',
      new ScriptedServer().on(TABLE, () => ({ status: 200, body: table })),
    );
    await page.shows('Settings');
    expect([...page.element.querySelectorAll('nav li')].map((entry) => entry.textContent.trim())).toEqual(['Leads', 'Who may do what', 'Settings']);
  });

  it('leads to routes that ask for the same permission', () => {
    const pages = routes.at(-1)?.children ?? [];
    const asked = [...WORK, ...WORKSPACE].map(({ path }) => pages.find((page) => `/${String(page.path)}` === path)?.data?.['permission'] as unknown);
    expect(asked).toEqual([...WORK, ...WORKSPACE].map(({ permission }) => permission));
  });
});

describe('somebody whom the workspace keeps out for want of a second factor', () => {
  it('is told so in place of every page, until they have one', async () => {
    const missing = { ...(problem(403, 'Add one.').body as object), type: '/problems/second-factor-required' };
    const server = new ScriptedServer().on(TABLE, () => ({ status: 200, body: ownerMay('read-leads') })).on(OWN, () => ({ status: 403, body: missing }));
    const page = await showPage(Frame, '', '/', server);
    await TestBed.inject(AccountApi)
      .workspace({ afterPosition: null, signal: new AbortController().signal })
      .catch((fault: unknown) => fault);
    await page.shows('This workspace asks for a second factor');
    expect(page.find('lg-second-factor-wanted-card a').getAttribute('href')).toBe('/account');
    server.on(OWN, () => ({ status: 200, body: {} }));
    page.find<HTMLButtonElement>('lg-second-factor-wanted-card button').click();
    await until('the pages are back', () => page.element.querySelector('lg-second-factor-wanted-card') === null);
    expect(page.element.querySelector('router-outlet')).not.toBeNull();
  });
});

describe('somebody who is suspended', () => {
  it('is told so without an alarm about the connection, and finds the pages and the navigation when it is lifted', async () => {
    const suspended = { status: 403, body: { ...(problem(403, 'You sent too much.').body as object), type: '/problems/suspended' } };
    let lifted = false;
    const server = new ScriptedServer()
      .on(TABLE, () => (lifted ? { status: 200, body: ownerMay('read-leads') } : suspended))
      .on('GET /api/v1/live', () => (lifted ? { status: 200, body: {} } : suspended));
    const page = await showPage(Frame, '', '/', server);
    await page.shows('You sent too much.');
    await until('a line was asked for again', () => server.requests('GET /api/v1/live').length > 3);
    expect(page.find('.connection').textContent.trim()).toBe('');
    lifted = true;
    await until('the pages are back', () => page.element.querySelector('router-outlet') !== null);
    await page.shows('Leads');
  });
});

describe('a page that asks for a permission', () => {
  it.each([
    ['opens to a role that has it', () => ({ status: 200, body: ownerMay('read-outbox') }), 'the page'],
    ['is refused, at its own address, to a role that lacks it', () => ({ status: 200, body: ownerMay('read-leads') }), 'refused'],
    ['is left to the server when the table cannot be read', () => Promise.reject(new TypeError('no answer')), 'the page'],
  ])('%s', async (_what, table, words) => {
    const children = [
      { path: 'outbox', data: { permission: 'read-outbox' }, component: SomePage },
      { path: 'not-permitted', component: Refused },
    ];
    TestBed.configureTestingModule({
      providers: [
        provideZonelessChangeDetection(),
        provideRouter([{ path: '', canActivateChild: [permitted], children }]),
        new ScriptedServer().on(TABLE, table).provide(),
      ],
    });
    TestBed.inject(SessionStore).begin(session());
    const harness = await RouterTestingHarness.create();
    await harness.navigateByUrl('/outbox');
    await until(`it shows "${words}"`, () => harness.routeNativeElement?.textContent === words);
    expect(harness.routeNativeElement?.textContent).toBe(words);
  });
});
