import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { startInstallation, type Installation } from '../embedded/stack/installation';
import { untilShown, barriers } from './chromium/accessibility';
import { pressOn, typeInto } from './chromium/keyboard';
import { signIn, signOut } from './chromium/person';
import { openPerson, openPlainBrowser } from './chromium/plain-browser';
import { OWNER } from './client/importer';

jest.setTimeout(600_000);

let leadgen: Installation;
let browser: Browser;
const dataDir = mkdtempSync(path.join(tmpdir(), 'leadgen-sign-in-'));

beforeAll(async () => {
  leadgen = await startInstallation({ dataDir, forTests: true });
  browser = await openPlainBrowser();
});

afterAll(async () => {
  await browser.close();
  await leadgen.stop();
  rmSync(dataDir, { recursive: true, force: true });
});

/** By keyboard, as everything here. */
const fill = async (page: Page, values: Readonly<Record<string, string>>): Promise<void> => {
  for (const [label, value] of Object.entries(values)) await typeInto(page, page.getByLabel(label, { exact: true }), value);
  await page.keyboard.press('Enter');
};

it('leads from the one-time link to an own workspace, out of it and in again', async () => {
  const context = await openPerson(browser);
  const page = await context.newPage();
  const link = `${leadgen.origin}/set-up#token=${String(leadgen.setUpToken())}`;
  await page.goto(link);
  await untilShown(page);
  expect(await barriers(page)).toEqual([]);
  await fill(page, { 'Your name': OWNER.displayName, Email: OWNER.email, Password: OWNER.password, 'Workspace name': OWNER.workspaceName });
  await page.getByText('No leads yet').waitFor();

  await page.reload();
  await signOut(page);
  expect((await context.cookies()).map((cookie) => cookie.value).join('')).toBe('');

  await page.goto(`${leadgen.origin}/browsers`);
  await fill(page, { Email: OWNER.email, Password: 'not the password at all' });
  await page.getByRole('alert').waitFor();
  await signIn(page, OWNER);
  await page.getByRole('heading', { name: 'Browsers' }).waitFor();

  const other = await openPerson(browser);
  const second = await other.newPage();
  await second.goto(link);
  await second.getByText('LeadGen is already set up').waitFor();
  expect(leadgen.setUpToken()).toBeNull();
  await Promise.all([context.close(), other.close()]);
});

it('shows within two seconds, on a page that nobody touches, that its device was signed out elsewhere', async () => {
  const [one, other] = await Promise.all([openPerson(browser), openPerson(browser)]);
  const [idle, acting] = await Promise.all([one.newPage(), other.newPage()]);
  for (const page of [idle, acting]) {
    await page.goto(`${leadgen.origin}/sign-in`);
    await signIn(page, OWNER);
    await page.getByText('No leads yet').waitFor();
  }
  await acting.goto(`${leadgen.origin}/account`);
  await pressOn(acting, acting.getByRole('button', { name: 'Sign out all other devices' }));
  const answered = acting.waitForResponse((response) => response.request().method() === 'DELETE' && response.url().endsWith('/api/v1/account/sessions'));
  await pressOn(acting, acting.getByRole('alertdialog').getByRole('button', { name: 'Sign out all other devices' }));
  expect((await answered).status()).toBe(204);
  const began = performance.now();
  await idle.getByRole('heading', { name: 'Welcome back' }).waitFor();
  expect(performance.now() - began).toBeLessThan(2_000);
  await Promise.all([one.close(), other.close()]);
});
