import type { AddPasskeyRequest, Passkey } from '../../../../../event-schemas/src/http/accounts';
import { BrowserWithPasskeys } from '../../../testing/browser-with-passkeys';
import { type PageUnderTest, showPage } from '../../../testing/page-under-test';
import { account, idOf, signInMethods } from '../../../testing/records';
import { problem, ScriptedServer } from '../../../testing/scripted-server';
import { until } from '../../../testing/until';
import { AccountPage } from '../account/account.page';

const PASSKEYS = '/api/v1/account/passkeys';
const CODES = ['7K2M-9QXT-40AB-ZC3D-H8RN-5TVW', '1H5N-77QX-AB2C-M4RT-9DKE-0PZS'];
const laptop: Passkey = { id: idOf(31), name: 'Work laptop', addedAt: '2026-01-02T00:00:00.000Z', lastUsedAt: null };

/** The server keeps what the account has, as the real one does. */
function accountServer(first: readonly Passkey[]): ScriptedServer {
  let passkeys = first;
  return new ScriptedServer()
    .on('GET /api/v1/account', () => ({ status: 200, body: account({ signInMethods: signInMethods({ passkeys }) }) }))
    .on('GET /api/v1/account/sessions', () => ({ status: 200, body: { items: [], next: null } }))
    .on(`POST ${PASSKEYS}/options`, () => ({ status: 201, body: { ticket: 'T1', options: { challenge: 'C1' } } }))
    .on(`POST ${PASSKEYS}`, ({ body }) => {
      const added = { ...laptop, id: idOf(32), name: (body as AddPasskeyRequest).name };
      passkeys = [...passkeys, added];
      return { status: 201, body: { ...added, recoveryCodes: first.length === 0 ? CODES : null } };
    })
    .on(`PATCH ${PASSKEYS}/${laptop.id}`, ({ body }) => {
      passkeys = [{ ...laptop, ...(body as Pick<Passkey, 'name'>) }];
      return { status: 204 };
    })
    .on(`DELETE ${PASSKEYS}/${laptop.id}`, () => {
      passkeys = [];
      return { status: 204 };
    });
}
const show = (server: ScriptedServer): Promise<PageUnderTest> => showPage(AccountPage, 'account', '/account', server);
const bodies = (server: ScriptedServer, route: string): readonly unknown[] => server.requests(route).map(({ body }) => body);

async function press(label: string, within = 'lg-passkeys-card'): Promise<void> {
  const found = (): HTMLElement | undefined =>
    [...document.querySelectorAll<HTMLElement>(`${within} button`)].find((button) => button.textContent.trim() === label || button.ariaLabel === label);
  await until(`there is a button "${label}"`, () => found() !== undefined);
  found()?.click();
}
async function answer(heading: string, value: string | null, label: string): Promise<void> {
  const dialog = (): Element | undefined => [...document.querySelectorAll('lg-prompt-dialog')].find(({ textContent }) => textContent.includes(heading));
  await until(`the dialog "${heading}" is shown`, () => dialog() !== undefined);
  const input = dialog()?.querySelector('input');
  if (value !== null && input) {
    input.value = value;
    input.dispatchEvent(new Event('input'));
  }
  await press(label, 'lg-prompt-dialog');
}
const dialogSays = (words: string): Promise<void> =>
  until(`the dialog says "${words}"`, () => document.querySelector('lg-prompt-dialog')?.textContent.includes(words) ?? false);

describe('the passkeys of an account', () => {
  let browser: BrowserWithPasskeys;
  let made: () => unknown;
  beforeEach(() => {
    made = () => ({ id: 'credential' });
    browser = new BrowserWithPasskeys(() => made());
  });
  afterEach(() => browser.remove());

  it('are added by password, dialog of the browser and name, and show the recovery codes of the first one once', async () => {
    const server = accountServer([]);
    const page = await show(server);
    await press('Add a passkey');
    await answer('Your browser then asks', 'four quiet green words', 'Go on');
    await answer('Name this passkey', ' Key on my chain ', 'Save');
    await page.shows('Keep these recovery codes');
    expect(bodies(server, `POST ${PASSKEYS}/options`)).toEqual([{ password: 'four quiet green words' }]);
    expect(browser.asked).toEqual([{ publicKey: { challenge: 'C1' } }]);
    expect(bodies(server, `POST ${PASSKEYS}`)).toEqual([{ ticket: 'T1', name: 'Key on my chain', response: { id: 'credential' } }]);
    await press('I have kept them');
    await page.shows('Key on my chain');
    expect(page.text()).not.toContain(CODES[0]);
  });

  it('keep one that was made when its naming is put off', async () => {
    const server = accountServer([laptop]);
    const page = await show(server);
    await press('Add a passkey');
    await answer('Your browser then asks', 'four quiet green words', 'Go on');
    await answer('Name this passkey', null, 'Name it later');
    await page.shows('Passkey 2');
    expect(bodies(server, `POST ${PASSKEYS}`)).toEqual([{ ticket: 'T1', name: 'Passkey 2', response: { id: 'credential' } }]);
  });

  it.each([
    ['Name it later', null, 'Key on my chain', []],
    ['Save', 'Key in my drawer', 'Key in my drawer', [{ name: 'Key in my drawer' }]],
  ])('are added by one try of a ticket although its answer was lost, also when “%s” follows', async (button, typed, shownAs, renamed) => {
    const server = accountServer([laptop]);
    const added = { ...laptop, id: idOf(32), name: 'Key on my chain' };
    const passkeys = (): readonly Passkey[] => [laptop, { ...added, name: bodies(server, `PATCH ${PASSKEYS}/${added.id}`).length > 0 ? shownAs : added.name }];
    const page = await show(server);
    await press('Add a passkey');
    await answer('Your browser then asks', 'four quiet green words', 'Go on');
    server
      .on(`POST ${PASSKEYS}`, () => problem(503, 'The answer was lost.'))
      .on('GET /api/v1/account', () => ({ status: 200, body: account({ signInMethods: signInMethods({ passkeys: passkeys() }) }) }))
      .on(`PATCH ${PASSKEYS}/${added.id}`, () => ({ status: 204 }));
    await answer('Name this passkey', 'Key on my chain', 'Save');
    await dialogSays('The answer was lost.');
    await answer('Name this passkey', typed, button);
    await page.shows(shownAs);
    expect([bodies(server, `POST ${PASSKEYS}`).length, bodies(server, `PATCH ${PASSKEYS}/${added.id}`)]).toEqual([1, renamed]);
  });

  it('say that the recovery codes of the first one were lost with its answer', async () => {
    const server = accountServer([]);
    await show(server);
    await press('Add a passkey');
    await answer('Your browser then asks', 'four quiet green words', 'Go on');
    server
      .on(`POST ${PASSKEYS}`, () => problem(503, 'The answer was lost.'))
      .on('GET /api/v1/account', () => ({ status: 200, body: account({ signInMethods: signInMethods({ passkeys: [laptop] }) }) }));
    await answer('Name this passkey', null, 'Save');
    await dialogSays('The answer was lost.');
    await press('Name it later', 'lg-prompt-dialog');
    await until('it is said', () => document.body.textContent.includes('Its recovery codes were lost on the way'));
  });

  it('send a ticket once more that never arrived', async () => {
    const server = accountServer([laptop]).on(`POST ${PASSKEYS}`, () => Promise.reject(new TypeError('no line')));
    await show(server);
    await press('Add a passkey');
    await answer('Your browser then asks', 'four quiet green words', 'Go on');
    await answer('Name this passkey', 'Phone', 'Save');
    await until('the dialog says why', () => document.querySelector('lg-prompt-dialog lg-form-problem p') !== null);
    await press('Save', 'lg-prompt-dialog');
    await until('it is sent again', () => bodies(server, `POST ${PASSKEYS}`).length === 2);
  });

  it.each([
    ['the last one', [laptop], true, true],
    ['one of two', [laptop, { ...laptop, id: idOf(33) }], true, false],
    ['the last one, where the workspace has no such rule', [laptop], false, false],
  ])('say before %s is removed what the rule of the workspace makes of it', async (_which, passkeys, secondFactorRequired, warned) => {
    const server = accountServer(passkeys).on('GET /api/v1/workspace', () => ({ status: 200, body: { secondFactorRequired } }));
    await show(server);
    await press('Remove Work laptop');
    await dialogSays('It signs nobody in any more.');
    const said = document.querySelector('lg-prompt-dialog')?.textContent.includes('It is your last second factor, and “Northwind Sales” requires one');
    expect(said).toBe(warned);
  });

  it.each([
    ['NotAllowedError', 'the dialog of the browser was closed'],
    ['InvalidStateError', 'This device holds a passkey of your account already.'],
    ['SecurityError', 'Passkeys do not work at an address of numbers'],
    ['UnknownError', 'The browser could not use a passkey here.'],
  ])('say in the dialog what the %s of a browser means, and can be tried again', async (name, words) => {
    const server = accountServer([]);
    await show(server);
    made = () => {
      throw new DOMException('refused', name);
    };
    await press('Add a passkey');
    await answer('Your browser then asks', 'four quiet green words', 'Go on');
    await dialogSays(words);
    made = () => ({ id: 'credential' });
    await press('Go on', 'lg-prompt-dialog');
    await answer('Name this passkey', 'Phone', 'Save');
    await until('it was added', () => bodies(server, `POST ${PASSKEYS}`).length === 1);
  });

  it('say in the dialog that the password is wrong', async () => {
    await show(accountServer([]).on(`POST ${PASSKEYS}/options`, () => problem(403, 'The password is wrong.')));
    await press('Add a passkey');
    await answer('Your browser then asks', 'four quiet green words', 'Go on');
    await dialogSays('The password is wrong.');
    expect(browser.asked).toEqual([]);
  });

  it('are renamed, beginning with the present name', async () => {
    const server = accountServer([laptop]);
    const page = await show(server);
    await press('Rename Work laptop');
    await until('the name stands in the field', () => document.querySelector<HTMLInputElement>('[name="prompt"]')?.value === 'Work laptop');
    await answer('Rename “Work laptop”', 'Old laptop', 'Save');
    await page.shows('Old laptop');
    expect(bodies(server, `PATCH ${PASSKEYS}/${laptop.id}`)).toEqual([{ name: 'Old laptop' }]);
  });

  it('are removed with the password', async () => {
    const server = accountServer([laptop]);
    const page = await show(server);
    await press('Remove Work laptop');
    await answer('Remove “Work laptop”?', 'four quiet green words', 'Remove');
    await page.shows('No passkey yet.');
    expect(bodies(server, `DELETE ${PASSKEYS}/${laptop.id}`)).toEqual([{ password: 'four quiet green words' }]);
  });

  it('are not offered, with a reason, where the browser knows none', async () => {
    browser.remove();
    const page = await show(accountServer([laptop]));
    await page.shows('this browser does not know them');
    expect(page.text()).not.toContain('Add a passkey');
    expect(page.text()).toContain('Work laptop');
  });
});
