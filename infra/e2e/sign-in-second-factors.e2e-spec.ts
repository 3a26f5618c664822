import type { Browser, BrowserContext, Page } from 'playwright-core';
import { signIn, signInIfAsked, signOut } from './chromium/person';
import { openPerson, openPlainBrowser } from './chromium/plain-browser';
import { pressOn, typeInto } from './chromium/keyboard';
import { addVirtualAuthenticator } from './chromium/virtual-authenticator';
import { AuthenticatorApp } from './client/authenticator-app';
import { OWNER } from './client/importer';
import { throwAwayInstallation, type ThrowAway } from './client/throw-away';

jest.setTimeout(600_000);

let leadgen: ThrowAway;
let browser: Browser;
let context: BrowserContext;
let page: Page;
/** A passkey belongs to a name, and on one machine the name is this. */
let origin: string;

beforeAll(async () => {
  leadgen = await throwAwayInstallation('second-factors');
  origin = leadgen.origin.replace('127.0.0.1', 'localhost');
  browser = await openPlainBrowser();
});
afterAll(async () => {
  await browser.close();
  await leadgen.remove();
});
beforeEach(async () => {
  context = await openPerson(browser);
  page = await context.newPage();
});
afterEach(() => context.close());

// Nobody needs a mouse on these pages: everything below is done with the keyboard.
const press = (name: string): Promise<void> => pressOn(page, page.getByRole('button', { name, exact: true }));
const type = (field: string, text: string): Promise<void> => typeInto(page, page.getByLabel(field), text);
async function openAccount(): Promise<void> {
  await page.goto(`${origin}/account`);
  await signInIfAsked(page);
  await page.getByRole('heading', { level: 1, name: 'Account' }).waitFor();
}
async function typePassword(button: string): Promise<void> {
  const dialog = page.getByRole('dialog');
  await dialog.locator(':focus').waitFor();
  await typeInto(page, dialog.getByLabel('Your password'), OWNER.password);
  await pressOn(page, dialog.getByRole('button', { name: button }));
}
const shownCodes = async (): Promise<readonly string[]> => {
  await page.getByRole('heading', { name: 'Keep these recovery codes' }).waitFor();
  const codes = await page.getByRole('list', { name: 'Recovery codes' }).getByRole('listitem').allTextContents();
  await press('I have kept them');
  return codes;
};
const isIn = (): Promise<void> => page.getByText('No leads yet').waitFor();

it('signs in with a passkey alone and after the password, until the passkey is removed', async () => {
  const device = await addVirtualAuthenticator(page);
  await openAccount();
  await press('Add a passkey');
  await typePassword('Go on');
  await typeInto(page, page.getByRole('dialog').getByLabel('Name'), 'Laptop of Olive');
  await page.keyboard.press('Enter');
  expect(await shownCodes()).toHaveLength(10);
  expect(await device.held()).toBe(1);

  await signOut(page);
  await press('Sign in with a passkey');
  await isIn();

  await signOut(page);
  await device.recognise(false);
  await press('Sign in with a passkey');
  await page.getByRole('alert').filter({ hasText: 'No passkey was used' }).waitFor();
  await device.recognise(true);
  await signIn(page, OWNER);
  await press('Use a passkey');
  await isIn();

  await openAccount();
  const passkey = page.getByRole('listitem').filter({ hasText: 'Laptop of Olive' });
  await passkey.getByText('last used').waitFor();
  await pressOn(page, passkey.getByRole('button', { name: 'Remove Laptop of Olive' }));
  await typePassword('Remove');
  await page.getByText('No passkey yet.').waitFor();
  await signOut(page);
  await press('Sign in with a passkey');
  await page.getByRole('alert').filter({ hasText: 'Try again, or sign in with your password.' }).waitFor();
  await signIn(page, OWNER);
  await isIn();
});

it('says at an address of numbers that passkeys need a name', async () => {
  await page.goto(`${leadgen.origin}/sign-in`);
  await press('Sign in with a passkey');
  await page.getByRole('alert').filter({ hasText: 'http://localhost with the same port' }).waitFor();
});

it('asks for a code of the authenticator app after the password, or for a recovery code that works once', async () => {
  await openAccount();
  await press('Add an authenticator app');
  await typePassword('Add an authenticator app');
  const app = new AuthenticatorApp((await page.locator('lg-authenticator-set-up .code').textContent()) ?? '');
  await type('Code that the app shows', app.code());
  await press('Confirm the code');
  const [recoveryCode = ''] = await shownCodes();

  await signOut(page);
  await signIn(page, OWNER);
  await type('Code of the authenticator app', app.code());
  await press('Sign in');
  await isIn();

  await signOut(page);
  await signIn(page, OWNER);
  await press('Use a recovery code instead');
  await type('Recovery code', recoveryCode);
  await press('Sign in');
  await isIn();

  await signOut(page);
  await signIn(page, OWNER);
  await press('Use a recovery code instead');
  await type('Recovery code', recoveryCode);
  await press('Sign in');
  await page.getByText('it was used before').waitFor();
  expect(await page.getByRole('heading', { name: 'One more step' }).isVisible()).toBe(true);
});
