import type { SignInMethods } from '../../../../../event-schemas/src/http/accounts';
import { type PageUnderTest, showPage } from '../../../testing/page-under-test';
import { account, idOf, signInMethods } from '../../../testing/records';
import { problem, ScriptedServer } from '../../../testing/scripted-server';
import { until } from '../../../testing/until';
import { AccountPage } from '../account/account.page';

const TOTP = '/api/v1/account/totp';
const CODES = ['7K2M-9QXT-40AB-ZC3D-H8RN-5TVW', '1H5N-77QX-AB2C-M4RT-9DKE-0PZS'];
const ADDRESS = 'otpauth://totp/LeadGen:mara%40example.com?secret=JBSWY3DPEHPK3PXP&issuer=LeadGen';
const none = signInMethods();
const withApp = signInMethods({ totp: { addedAt: '2026-01-02T00:00:00.000Z' }, recoveryCodes: 10 });

/** The server keeps what the account has, as the real one does. */
function accountServer(first: SignInMethods): ScriptedServer {
  let methods = first;
  return new ScriptedServer()
    .on('GET /api/v1/account', () => ({ status: 200, body: account({ signInMethods: methods }) }))
    .on('GET /api/v1/account/sessions', () => ({ status: 200, body: { items: [], next: null } }))
    .on(`POST ${TOTP}`, () => ({ status: 201, body: { secret: 'JBSWY3DPEHPK3PXP', address: ADDRESS } }))
    .on(`PUT ${TOTP}`, () => {
      methods = withApp;
      return { status: 200, body: { codes: CODES } };
    })
    .on(`DELETE ${TOTP}`, () => {
      methods = none;
      return { status: 204 };
    })
    .on('POST /api/v1/account/recovery-codes', () => ({ status: 201, body: { codes: CODES } }));
}
const show = (server: ScriptedServer): Promise<PageUnderTest> => showPage(AccountPage, 'account', '/account', server);
const bodies = (server: ScriptedServer, route: string): readonly unknown[] => server.requests(route).map(({ body }) => body);

async function press(page: PageUnderTest, label: string): Promise<void> {
  await page.shows(label);
  [...page.element.querySelectorAll<HTMLElement>('lg-second-factor-card button')].find((button) => button.textContent.includes(label))?.click();
}
function type(selector: string, value: string): void {
  const input = document.querySelector<HTMLInputElement>(selector);
  if (input === null) throw new Error(`Nothing on the page matches ${selector}.`);
  input.value = value;
  input.dispatchEvent(new Event('input'));
  input.closest('form')?.querySelector<HTMLElement>('[type=submit]')?.click();
}
async function prove(): Promise<void> {
  await until('the password is asked', () => document.querySelector('[name="prompt"]') !== null);
  type('[name="prompt"]', 'four quiet green words');
}
const shown = (page: PageUnderTest): readonly string[] =>
  [...page.element.querySelectorAll('lg-recovery-codes li')].map(({ textContent }) => textContent.trim());

async function setUpBegun(server: ScriptedServer): Promise<PageUnderTest> {
  const page = await show(server);
  await press(page, 'Add an authenticator app');
  await prove();
  await page.shows('Scan this picture');
  return page;
}

describe('the second factor of an account', () => {
  it('shows the secret as a picture, as text in groups of four and as a link', async () => {
    const server = accountServer(none);
    const page = await setUpBegun(server);
    expect(bodies(server, `POST ${TOTP}`)).toEqual([{ password: 'four quiet green words' }]);
    expect(page.find('lg-authenticator-set-up .code').textContent).toBe('JBSW Y3DP EHPK 3PXP');
    expect(page.find('lg-authenticator-set-up a').getAttribute('href')).toBe(ADDRESS);
    const picture = page.find('lg-qr-code');
    expect(picture.querySelector('svg')?.getAttribute('aria-label')).toBe('QR code of the secret');
    // The outer line of the finder in the corner, behind four modules of white.
    expect(picture.querySelector('path')?.getAttribute('d')).toMatch(/^M4 4h1v1h-1zM5 4h1v1h-1z/);
  });

  it('is added by a code of the app, and shows the recovery codes once', async () => {
    const server = accountServer(none);
    const page = await setUpBegun(server);
    type('lg-authenticator-set-up [name="code"]', '123 456');
    await page.shows('Keep these recovery codes');
    expect(bodies(server, `PUT ${TOTP}`)).toEqual([{ code: '123456' }]);
    expect(shown(page)).toEqual(CODES);
    await press(page, 'I have kept them');
    await page.shows('10 recovery codes are left.');
    expect(page.text()).not.toContain(CODES[0]);
  });

  it('says at the field that the code is wrong and keeps the picture', async () => {
    const errors = [{ pointer: '/code', code: 'wrong-code', message: 'This is not the code of now.' }];
    const server = accountServer(none).on(`PUT ${TOTP}`, () => ({
      status: 422,
      body: { type: '/problems/wrong-code', title: 'Wrong', status: 422, detail: 'Type the code that the app shows now.', instance: '/', errors },
    }));
    const page = await setUpBegun(server);
    type('lg-authenticator-set-up [name="code"]', '123456');
    await page.shows('This is not the code of now.');
    expect(page.find('[aria-invalid]').getAttribute('name')).toBe('code');
    await page.shows('Scan this picture');
  });

  it('says in the dialog that the password is wrong', async () => {
    const page = await show(accountServer(none).on(`POST ${TOTP}`, () => problem(403, 'The password is wrong.')));
    await press(page, 'Add an authenticator app');
    await prove();
    await until('the dialog says why', () => document.querySelector('lg-prompt-dialog')?.textContent.includes('The password is wrong.') ?? false);
  });

  it('is not said to be missing to somebody who has a passkey', async () => {
    const passkeys = [{ id: idOf(31), name: 'Work laptop', addedAt: '2026-01-02T00:00:00.000Z', lastUsedAt: null }];
    const page = await show(accountServer(signInMethods({ passkeys, recoveryCodes: 10 })));
    await page.shows('your passkeys are your second factor');
    expect(page.text()).not.toContain('No authenticator app yet.');
  });

  it('is removed with the password', async () => {
    const server = accountServer(withApp);
    const page = await show(server);
    await press(page, 'Remove the app');
    await prove();
    await page.shows('No authenticator app yet.');
    expect(bodies(server, `DELETE ${TOTP}`)).toEqual([{ password: 'four quiet green words' }]);
  });

  it('says before the last one is removed that the workspace then keeps the person out', async () => {
    const server = accountServer(withApp).on('GET /api/v1/workspace', () => ({ status: 200, body: { secondFactorRequired: true } }));
    const page = await show(server);
    await press(page, 'Remove the app');
    await until('the dialog warns', () => document.querySelector('lg-prompt-dialog')?.textContent.includes('you are kept out of it at once') ?? false);
    expect(bodies(server, `DELETE ${TOTP}`)).toEqual([]);
  });

  it('gets new recovery codes with the password', async () => {
    const server = accountServer(withApp);
    const page = await show(server);
    await press(page, 'New recovery codes');
    await prove();
    await page.shows('Keep these recovery codes');
    expect(shown(page)).toEqual(CODES);
  });
});
