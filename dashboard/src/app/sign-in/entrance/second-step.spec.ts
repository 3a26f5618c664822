import { Location } from '@angular/common';
import { provideZonelessChangeDetection } from '@angular/core';
import { TestBed } from '@angular/core/testing';
import { provideRouter } from '@angular/router';
import { RouterTestingHarness } from '@angular/router/testing';
import type { SecondFactorNeeded } from '../../../../../event-schemas/src/http/sign-in';
import { BrowserWithPasskeys } from '../../../testing/browser-with-passkeys';
import { problem, type Reply, ScriptedServer, session } from '../../../testing/scripted-server';
import { until } from '../../../testing/until';
import { routes } from '../../shell/routes';

const FINISH = 'POST /api/v1/sessions/second-factor';
const refusal = (type: string, detail: string): Reply => ({
  status: 401,
  body: { type: `/problems/${type}`, title: 'Refused', status: 401, detail, instance: '/' },
});

function find<E extends HTMLElement>(selector: string): E {
  const found = document.querySelector<E>(selector);
  if (found === null) throw new Error(`Nothing on the page matches ${selector}.`);
  return found;
}
const shows = (words: string): Promise<void> => until(`the page shows "${words}"`, () => document.body.textContent.includes(words));
const focused = (name: string): Promise<void> => until(`${name} has the focus`, () => document.activeElement?.getAttribute('name') === name);
function send(fields: Readonly<Record<string, string>>): void {
  for (const [name, value] of Object.entries(fields)) {
    const input = find<HTMLInputElement>(`[name="${name}"]`);
    input.value = value;
    input.dispatchEvent(new Event('input'));
  }
  find('button[type=submit]').click();
}
const press = (label: string): void => [...document.querySelectorAll('button')].find((button) => button.textContent.includes(label))?.click();

/** The password was taken; the second step is on the screen. */
async function atSecondStep(methods: SecondFactorNeeded['methods'] = ['totp', 'recovery-code'], address = '/sign-in'): Promise<ScriptedServer> {
  const server = new ScriptedServer()
    .on('POST /api/v1/sessions/refresh', () => problem(401, 'No session.'))
    .on('GET /api/v1/set-up', () => ({ status: 200, body: { needed: false } }))
    .on('POST /api/v1/sessions', () => ({ status: 200, body: { ticket: 'T1', methods } satisfies SecondFactorNeeded }))
    .on(FINISH, () => ({ status: 201, body: session() }));
  TestBed.configureTestingModule({ providers: [provideZonelessChangeDetection(), provideRouter(routes), server.provide()] });
  await (await RouterTestingHarness.create()).navigateByUrl(address);
  send({ email: 'mara@example.com', password: 'four quiet green words' });
  await shows('One more step');
  return server;
}
const sent = (server: ScriptedServer): readonly unknown[] => server.requests(FINISH).map(({ body }) => body);

describe('the second step of signing in, with a passkey', () => {
  const browsers: BrowserWithPasskeys[] = [];
  afterEach(() => browsers.splice(0).forEach((browser) => browser.remove()));
  const withPasskey = async (answer: () => unknown): Promise<ScriptedServer> => {
    browsers.push(new BrowserWithPasskeys(answer));
    const server = await atSecondStep(['totp', 'recovery-code', 'passkey']);
    return server.on('POST /api/v1/sessions/passkey-options', () => ({ status: 201, body: { ticket: 'T2', options: {} } }));
  };

  it('offers it first and sends its answer with both tickets', async () => {
    const server = await withPasskey(() => ({ id: 'credential' }));
    await until('the button has the focus', () => document.activeElement?.textContent.includes('Use a passkey') ?? false);
    press('Use a passkey');
    await until('it was sent', () => sent(server).length === 1);
    expect(sent(server)).toEqual([{ ticket: 'T1', passkey: { ticket: 'T2', response: { id: 'credential' } } }]);
  });

  it('says that the dialog was closed, and still takes a code', async () => {
    const server = await withPasskey(() => {
      throw new DOMException('closed', 'NotAllowedError');
    });
    press('Use a passkey');
    await shows('the dialog of the browser was closed');
    press('Use the authenticator app instead');
    await focused('code');
    send({ code: '123456' });
    await until('it was sent', () => sent(server).length === 1);
    expect(sent(server)).toEqual([{ ticket: 'T1', code: '123456' }]);
  });
});

describe('the second step of signing in', () => {
  it('takes the code of the app, typed in groups, and goes on to the wanted page', async () => {
    const server = await atSecondStep(['totp', 'recovery-code'], `/browsers/pair#state=${'C'.repeat(43)}`);
    await focused('code');
    expect(find('[name="code"]').getAttribute('autocomplete')).toBe('one-time-code');
    send({ code: '123 456' });
    await until('the wanted page is shown', () => TestBed.inject(Location).path(true) === `/browsers/pair#state=${'C'.repeat(43)}`);
    expect(sent(server)).toEqual([{ ticket: 'T1', code: '123456' }]);
  });

  it('takes a recovery code instead', async () => {
    const server = await atSecondStep();
    press('Use a recovery code instead');
    await focused('recoveryCode');
    send({ recoveryCode: '7K2M-9QXT-40AB-ZC3D-H8RN-5TVW' });
    await until('it was sent', () => sent(server).length === 1);
    expect(sent(server)).toEqual([{ ticket: 'T1', recoveryCode: '7K2M-9QXT-40AB-ZC3D-H8RN-5TVW' }]);
  });

  it('asks for a recovery code at once where there is nothing else', async () => {
    await atSecondStep(['recovery-code']);
    await focused('recoveryCode');
    expect(document.querySelector('[name="code"]')).toBeNull();
  });

  it('says at the field that the code is wrong, and asks nothing of the server for less than six digits', async () => {
    const server = await atSecondStep();
    server.on(FINISH, () => refusal('wrong-second-factor', 'Use the newest code.'));
    send({ code: '12345' });
    await shows('Enter the six digits that the app shows.');
    expect(sent(server)).toEqual([]);
    send({ code: '123456' });
    await shows('This is not the code of now.');
    expect(find('[aria-invalid]').getAttribute('name')).toBe('code');
  });

  it('goes back to the password with a sentence when the ticket is over', async () => {
    const server = await atSecondStep();
    server.on(FINISH, () => refusal('ticket-over', 'Five minutes have passed; sign in with your password again.'));
    send({ code: '123456' });
    await shows('Five minutes have passed; sign in with your password again.');
    await focused('password');
    expect([find<HTMLInputElement>('[name="email"]').value, find<HTMLInputElement>('[name="password"]').value]).toEqual(['mara@example.com', '']);
  });
});
