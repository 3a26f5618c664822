import type { InvitationLookup } from '../../../../../event-schemas/src/http/members';
import { showPage } from '../../../testing/page-under-test';
import { problem, ScriptedServer, session } from '../../../testing/scripted-server';
import { TestBed } from '@angular/core/testing';
import { provideZonelessChangeDetection } from '@angular/core';
import { Location } from '@angular/common';
import { provideRouter } from '@angular/router';
import { RouterTestingHarness } from '@angular/router/testing';
import { SessionStore } from '../../platform/api/session-store';
import { routes } from '../../shell/routes';
import { until } from '../../../testing/until';
import { JoinPage } from './join.page';

const LOOK_UP = 'POST /api/v1/invitation-lookups';
const ACCEPT = 'POST /api/v1/invitation-acceptances';
const invitation = (change: Partial<InvitationLookup> = {}): InvitationLookup => ({
  workspaceName: 'Northwind Sales',
  invitedBy: 'Mara Lindqvist',
  email: 'grace@example.com',
  role: 'member',
  accountExists: false,
  documents: [
    { document: 'terms', version: '2026-03-25', path: '/legal/terms' },
    { document: 'privacy-policy', version: '2026-03-25', path: '/legal/privacy-policy' },
  ],
  ageRules: [
    { region: 'DE', minimumAge: 16 },
    { region: 'other', minimumAge: 13 },
  ],
  ...change,
});

const invited = (change: Partial<InvitationLookup> = {}): ScriptedServer =>
  new ScriptedServer()
    .on(LOOK_UP, () => ({ status: 200, body: invitation(change) }))
    .on('POST /api/v1/sessions/refresh', () => problem(401, 'No session.'))
    .on('GET /api/v1/set-up', () => ({ status: 200, body: { needed: false } }));

async function openAsStranger(server: ScriptedServer): Promise<void> {
  TestBed.configureTestingModule({ providers: [provideZonelessChangeDetection(), provideRouter(routes), server.provide()] });
  await (await RouterTestingHarness.create()).navigateByUrl('/join#token=once');
}

const find = <E extends HTMLElement>(selector: string): E => {
  const found = document.querySelector<E>(selector);
  if (found === null) throw new Error(`Nothing on the page matches ${selector}.`);
  return found;
};
const shows = (words: string): Promise<void> => until(`the page shows "${words}"`, () => document.body.textContent.includes(words));
function type(name: string, value: string): void {
  const input = find<HTMLInputElement>(`[name="${name}"]`);
  input.value = value;
  input.dispatchEvent(new Event(input.tagName === 'SELECT' ? 'change' : 'input'));
}

describe('the page of an invitation', () => {
  it('makes an account that states its age and accepts both documents', async () => {
    const server = invited().on(ACCEPT, () => ({ status: 201, body: session() }));
    await openAsStranger(server);
    await shows('Join “Northwind Sales”');
    type('displayName', 'Grace Hopper');
    type('password', 'four quiet green words');
    type('region', 'DE');
    await shows('I am at least 16 years old.');
    find('[name="oldEnough"]').click();
    find('[name="accepted"]').click();
    find('button[type=submit]').click();
    await until('the person is in', () => TestBed.inject(SessionStore).signedIn());
    expect(server.requests(ACCEPT).map(({ body }) => body)).toEqual([
      {
        token: 'once',
        newAccount: {
          displayName: 'Grace Hopper',
          password: 'four quiet green words',
          region: 'DE',
          oldEnough: true,
          acceptedDocuments: [
            { document: 'terms', version: '2026-03-25' },
            { document: 'privacy-policy', version: '2026-03-25' },
          ],
        },
      },
    ]);
  });

  it('asks nothing of the server before both boxes are ticked', async () => {
    const server = invited();
    await openAsStranger(server);
    await shows('Create account and join');
    find('button[type=submit]').click();
    await shows('Read and accept both documents to go on.');
    expect(server.requests(ACCEPT)).toEqual([]);
  });

  it('sends somebody who has an account to sign in, and keeps the token out of the address there', async () => {
    const server = invited({ accountExists: true });
    await openAsStranger(server);
    await shows('grace@example.com has an account already.');
    find('.wide-button').click();
    await until('the sign-in page is shown', () => TestBed.inject(Location).path(true) === '/sign-in');
    expect(TestBed.inject(Location).getState()).toMatchObject({ wanted: '/join#token=once' });
    expect(server.requests(ACCEPT)).toEqual([]);
  });

  it('comes back to the invitation after a sign-in with a second factor', async () => {
    await openAsStranger(
      invited({ accountExists: true })
        .on(ACCEPT, () => problem(401, 'No session.'))
        .on('POST /api/v1/sessions', () => ({ status: 200, body: { ticket: 'T1', methods: ['totp', 'recovery-code'] } }))
        .on('POST /api/v1/sessions/second-factor', () => ({ status: 201, body: session() })),
    );
    await shows('grace@example.com has an account already.');
    find('.wide-button').click();
    await shows('Forgot password?');
    type('email', 'grace@example.com');
    type('password', 'four quiet green words');
    find('button[type=submit]').click();
    await shows('One more step');
    type('code', '123456');
    find('button[type=submit]').click();
    await shows('You are signed in as Mara Lindqvist');
    expect(TestBed.inject(Location).path(true)).toBe('/join#token=once');
  });

  it('joins with the account that is signed in', async () => {
    const server = invited().on(ACCEPT, () => ({ status: 201, body: session('token-2') }));
    const page = await showPage(JoinPage, 'join', '/join#token=once', server);
    await page.shows('You are signed in as Mara Lindqvist');
    page.find<HTMLButtonElement>('.wide-button').click();
    await until('the session goes on there', () => TestBed.inject(SessionStore).session()?.accessToken === 'token-2');
    expect(server.requests(ACCEPT).map(({ body, headers }) => [body, headers['Authorization']])).toEqual([[{ token: 'once' }, 'Bearer token-1']]);
  });

  it('says what to do when the invitation is over', async () => {
    const over = { type: '/problems/invitation-closed', title: 'Over', status: 409, detail: 'Over.', instance: '/' };
    await openAsStranger(invited().on(LOOK_UP, () => ({ status: 409, body: over })));
    await shows('Ask the person who invited you for a new link');
  });

  it('says of a link without a token that it is not whole, not that the invitation is over', async () => {
    const page = await showPage(
      JoinPage,
      'join',
      '/join',
      invited().on(LOOK_UP, () => problem(400, 'One field breaks a rule.')),
    );
    await page.shows('This link is not whole');
    expect(page.text()).not.toContain('It was used');
  });
});
