import type { Browser, BrowserContext, Page } from 'playwright-core';
import { signIn, signInIfAsked, signOut } from './chromium/person';
import { openPerson, openPlainBrowser } from './chromium/plain-browser';
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

const press = (name: string): Promise<void> => page.getByRole('button', { name, exact: true }).click();
async function openAccount(): Promise<void> {
  await page.goto(`${origin}/account`);
  await signInIfAsked(page);
  await page.getByRole('heading', { level: 1, name: 'Account' }).waitFor();
}
async function typePassword(button: string): Promise<void> {
  const dialog = page.getByRole('dialog');
  await dialog.getByLabel('Your password').fill(OWNER.password);
  await dialog.getByRole('button', { name: button }).click();
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
  await page.getByRole('dialog').getByLabel('Name').fill('Laptop of Olive');
  await page.getByRole('dialog').getByRole('button', { name: 'Save' }).click();
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
  await passkey.getByRole('button', { name: 'Remove Laptop of Olive' }).click();
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
  await page.getByLabel('Code that the app shows').fill(app.code());
  await press('Confirm the code');
  const [recoveryCode = ''] = await shownCodes();

  await signOut(page);
  await signIn(page, OWNER);
  await page.getByLabel('Code of the authenticator app').fill(app.code());
  await press('Sign in');
  await isIn();

  await signOut(page);
  await signIn(page, OWNER);
  await press('Use a recovery code instead');
  await page.getByLabel('Recovery code').fill(recoveryCode);
  await press('Sign in');
  await isIn();

  await signOut(page);
  await signIn(page, OWNER);
  await press('Use a recovery code instead');
  await page.getByLabel('Recovery code').fill(recoveryCode);
  await press('Sign in');
  await page.getByText('it was used before').waitFor();
  expect(await page.getByRole('heading', { name: 'One more step' }).isVisible()).toBe(true);
});
