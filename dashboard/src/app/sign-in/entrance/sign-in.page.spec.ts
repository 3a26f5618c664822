import { Location } from '@angular/common';
import { provideZonelessChangeDetection } from '@angular/core';
import { TestBed } from '@angular/core/testing';
import { provideRouter, Router, withComponentInputBinding } from '@angular/router';
import { RouterTestingHarness } from '@angular/router/testing';
import { BrowserWithPasskeys } from '../../../testing/browser-with-passkeys';
import { problem, ScriptedServer, session } from '../../../testing/scripted-server';
import { until } from '../../../testing/until';
import { SessionStore } from '../../platform/api/session-store';
import { routes } from '../../shell/routes';

const REFRESH = 'POST /api/v1/sessions/refresh';
const signedOutServer = (needed = false): ScriptedServer =>
  new ScriptedServer().on(REFRESH, () => problem(401, 'No session.')).on('GET /api/v1/set-up', () => ({ status: 200, body: { needed } }));

async function open(server: ScriptedServer, address: string): Promise<Document> {
  TestBed.configureTestingModule({ providers: [provideZonelessChangeDetection(), provideRouter(routes, withComponentInputBinding()), server.provide()] });
  const harness = await RouterTestingHarness.create();
  await harness.navigateByUrl(address);
  return document;
}

const address = (): string => TestBed.inject(Location).path(true);
const shows = (words: string): Promise<void> => until(`the page shows "${words}"`, () => document.body.textContent.includes(words));

function fill(fields: Readonly<Record<string, string>>): void {
  for (const [name, value] of Object.entries(fields)) {
    const input = document.querySelector<HTMLInputElement>(`input[name="${name}"]`);
    if (input === null) throw new Error(`No field ${name}.`);
    input.value = value;
    input.dispatchEvent(new Event('input'));
  }
  document.querySelector<HTMLButtonElement>('button[type=submit]')?.click();
}

describe('a page that needs a person', () => {
  it('sends a stranger to sign in, keeps the secret of the address out of it, and comes back', async () => {
    const wanted = `/browsers/pair#state=${'C'.repeat(43)}`;
    const server = signedOutServer().on('POST /api/v1/sessions', () => ({ status: 201, body: session() }));
    await open(server, wanted);
    expect(address()).toBe('/sign-in');
    fill({ email: 'mara@example.com', password: 'four quiet green words' });
    await until('the wanted page is shown', () => address() === wanted);
    expect(server.requests('POST /api/v1/sessions').map(({ body }) => body)).toEqual([{ email: 'mara@example.com', password: 'four quiet green words' }]);
  });

  it('sends the very first person to set up', async () => {
    await open(signedOutServer(true), '/imports');
    expect(address()).toBe('/set-up');
    await shows('The set-up link is needed');
  });

  it('is closed again the moment the session ends', async () => {
    const server = signedOutServer()
      .on(REFRESH, () => ({ status: 200, body: session() }))
      .on('DELETE /api/v1/sessions/current', () => ({ status: 204 }));
    await open(server, '/nowhere');
    await shows('Page not found');
    server.on(REFRESH, () => problem(401, 'No session.'));
    await TestBed.inject(SessionStore).signOut();
    await until('the sign-in page is shown', () => TestBed.inject(Router).url === '/sign-in');
  });
});

describe('the sign-in form', () => {
  it('complains about empty fields without asking the server', async () => {
    const server = signedOutServer();
    await open(server, '/sign-in');
    fill({});
    await shows('Enter your password.');
    expect(server.requests('POST /api/v1/sessions')).toEqual([]);
  });

  it('says why the server refused', async () => {
    await open(
      signedOutServer().on('POST /api/v1/sessions', () => problem(401, 'Email or password is not right.')),
      '/sign-in',
    );
    fill({ email: 'mara@example.com', password: 'wrong' });
    await shows('Email or password is not right.');
  });
});

describe('the set-up form', () => {
  it('creates the owner with the token of the link', async () => {
    const server = signedOutServer(true).on('POST /api/v1/set-up', () => ({ status: 201, body: session() }));
    await open(server, '/set-up#token=once');
    await shows('Create workspace');
    fill({ displayName: 'Mara', email: 'mara@example.com', password: 'four quiet green words', workspaceName: 'Northwind' });
    await until('the owner is in', () => TestBed.inject(SessionStore).signedIn());
    expect(server.requests('POST /api/v1/set-up').map(({ body }) => body)).toEqual([
      { token: 'once', displayName: 'Mara', email: 'mara@example.com', password: 'four quiet green words', workspaceName: 'Northwind' },
    ]);
  });

  it('shows the complaint of the server at the field it is about', async () => {
    const complaint = { pointer: '/password', code: 'common', message: 'This password is too easy to guess.' };
    const server = signedOutServer(true).on('POST /api/v1/set-up', () => ({
      status: 400,
      body: { type: '/problems/invalid', title: 'Not valid', status: 400, detail: 'One field is not valid.', instance: '/', errors: [complaint] },
    }));
    await open(server, '/set-up#token=once');
    await shows('Create workspace');
    fill({ displayName: 'Mara', email: 'mara@example.com', password: 'passwordpassword', workspaceName: 'Northwind' });
    await shows('This password is too easy to guess.');
    expect(document.querySelector('[aria-invalid]')?.getAttribute('name')).toBe('password');
  });

  it('refuses a short password before asking the server', async () => {
    const server = signedOutServer(true);
    await open(server, '/set-up#token=once');
    await shows('Create workspace');
    fill({ displayName: 'Mara', email: 'mara@example.com', password: 'short', workspaceName: 'Northwind' });
    await shows('Use 12 to 128 characters.');
  });
});

describe('signing in with a passkey alone', () => {
  const press = async (): Promise<void> => {
    await shows('Sign in with a passkey');
    [...document.querySelectorAll('button')].find((button) => button.textContent.includes('Sign in with a passkey'))?.click();
  };
  const asked = (): ScriptedServer =>
    signedOutServer()
      .on('POST /api/v1/sessions/passkey-options', () => ({ status: 201, body: { ticket: 'T1', options: { challenge: 'C1' } } }))
      .on('POST /api/v1/sessions/passkey', () => ({ status: 201, body: session() }));

  it('needs no address: the passkey says who is there', async () => {
    const browser = new BrowserWithPasskeys(() => ({ id: 'credential' }));
    const server = asked();
    await open(server, '/sign-in');
    await press();
    await until('the leads are shown', () => address() === '/leads');
    expect(browser.asked).toEqual([{ publicKey: { challenge: 'C1' } }]);
    expect(server.requests('POST /api/v1/sessions/passkey').map(({ body }) => body)).toEqual([{ ticket: 'T1', response: { id: 'credential' } }]);
    browser.remove();
  });

  it('says in a sentence that the browser knows no passkeys', async () => {
    await open(asked(), '/sign-in');
    await press();
    await shows('this browser does not know them');
    expect(address()).toBe('/sign-in');
  });

  it('says in the words of the server that passkeys need a domain', async () => {
    const browser = new BrowserWithPasskeys(() => ({}));
    await open(
      asked().on('POST /api/v1/sessions/passkey-options', () => problem(409, 'A passkey belongs to a domain.')),
      '/sign-in',
    );
    await press();
    await shows('A passkey belongs to a domain.');
    browser.remove();
  });
});
