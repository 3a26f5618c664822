import { provideZonelessChangeDetection } from '@angular/core';
import { TestBed } from '@angular/core/testing';
import { provideRouter } from '@angular/router';
import { RouterTestingHarness } from '@angular/router/testing';
import { ScriptedServer } from '../../../testing/scripted-server';
import { until } from '../../../testing/until';
import { routes } from '../../shell/routes';

const over = { type: '/problems/link-over', title: 'Over', status: 410, detail: 'The link is over.', instance: '/' };
const shows = (words: string): Promise<void> => until(`the page shows "${words}"`, () => document.body.textContent.includes(words));

async function open(address: string, server: ScriptedServer): Promise<void> {
  TestBed.configureTestingModule({ providers: [provideZonelessChangeDetection(), provideRouter(routes), server.provide()] });
  await (await RouterTestingHarness.create()).navigateByUrl(address);
}

function send(fields: Readonly<Record<string, string>>): void {
  for (const [name, value] of Object.entries(fields)) {
    const input = document.querySelector<HTMLInputElement>(`[name="${name}"]`);
    if (input === null) throw new Error(`No field ${name}.`);
    input.value = value;
    input.dispatchEvent(new Event('input'));
  }
  document.querySelector<HTMLButtonElement>('button.wide-button')?.click();
}

it('asks for a link and does not say whether the address has an account', async () => {
  const server = new ScriptedServer().on('POST /api/v1/password-resets', () => ({ status: 202 }));
  await open('/forgot-password', server);
  send({ email: 'mara@example.com' });
  await shows('If mara@example.com has an account here');
  expect(server.requests('POST /api/v1/password-resets').map(({ body }) => body)).toEqual([{ email: 'mara@example.com' }]);
});

it('saves a new password with the token of the link', async () => {
  const server = new ScriptedServer().on('POST /api/v1/password-resets/uses', () => ({ status: 204 }));
  await open('/reset#token=once', server);
  send({ password: 'four quiet green words' });
  await shows('Your new password is saved');
  expect(server.requests('POST /api/v1/password-resets/uses').map(({ body }) => body)).toEqual([{ token: 'once', password: 'four quiet green words' }]);
});

it('offers a new link where the old one is over', async () => {
  await open(
    '/reset#token=old',
    new ScriptedServer().on('POST /api/v1/password-resets/uses', () => ({ status: 410, body: over })),
  );
  send({ password: 'four quiet green words' });
  await shows('Ask for a new one.');
});

it('confirms an address only when the button is pressed, and says what is still missing', async () => {
  const server = new ScriptedServer().on('POST /api/v1/email-confirmations', () => ({ status: 200, body: { state: 'waits-for-old-address' } }));
  await open('/confirm-email#token=once', server);
  await shows('Confirm the change of email');
  expect(server.received).toEqual([]);
  send({});
  await shows('Open the link in the mail to your old address too.');
});

it('cancels a change of address', async () => {
  const server = new ScriptedServer().on('POST /api/v1/email-cancellations', () => ({ status: 204 }));
  await open('/cancel-email#token=once', server);
  send({});
  await shows('The change is cancelled');
  expect(server.requests('POST /api/v1/email-cancellations').map(({ body }) => body)).toEqual([{ token: 'once' }]);
});
