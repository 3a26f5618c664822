import type { Browser, BrowserContext, Page } from 'playwright-core';
import { pressOn } from './chromium/keyboard';
import { signOut } from './chromium/person';
import { openPerson, openPlainBrowser } from './chromium/plain-browser';
import { OWNER } from './client/importer';
import { throwAwayInstallation, type ThrowAway } from './client/throw-away';

jest.setTimeout(600_000);

let leadgen: ThrowAway;
let browser: Browser;

beforeAll(async () => {
  leadgen = await throwAwayInstallation('strict-pages');
  browser = await openPlainBrowser();
});

afterAll(async () => {
  await browser.close();
  await leadgen.remove();
});

/** What the browser refused to do on the pages of this person, or did not understand of our headers. */
function complaints(context: BrowserContext): readonly string[] {
  const found: string[] = [];
  context.on('console', (message) => {
    if (/Content.?Security|Trusted|Permissions-Policy|Cross-Origin/i.test(message.text())) found.push(message.text());
  });
  return found;
}

/** What is needed of a link; the types of a browser are not known on this side. */
interface Entry {
  getAttribute(name: string): string | null;
}

async function visitEverything(page: Page): Promise<void> {
  await page.goto(`${leadgen.origin}/sign-in`);
  await page.getByLabel('Email', { exact: true }).fill(OWNER.email);
  await page.getByLabel('Password', { exact: true }).fill(OWNER.password);
  await page.getByRole('button', { name: 'Sign in', exact: true }).click();
  await page.getByText('No leads yet').waitFor();
  const entries = page.getByRole('navigation').getByRole('link');
  const paths = await entries.evaluateAll((links: readonly Entry[]) => links.map((link) => link.getAttribute('href')));
  expect(paths).toEqual(['/leads', '/imports', '/members', '/browsers', '/api-keys', '/permissions', '/outbox', '/settings']);
  for (const path of [...paths, '/account']) {
    await page.goto(`${leadgen.origin}${String(path)}`);
    await page.getByRole('heading', { level: 1 }).waitFor();
  }
  await page.goto(`${leadgen.origin}/account`);
  await page.getByLabel('New password').fill('four quiet green words');
  await page.getByText('Very good').waitFor();
  await page.goto(`${leadgen.origin}/api/docs`);
  await page.getByRole('heading', { name: 'LeadGen API' }).waitFor();
  await page.goto(`${leadgen.origin}/api/docs#/Leads/LeadsController.list`);
  await page.reload();
  await page.getByText('Most items of a page.').waitFor();
  await page.goto(`${leadgen.origin}/problems/personal-fields-masked`);
  await page.getByRole('link', { name: 'GET /api/v1/leads', exact: true }).click();
  await page.getByText('Most items of a page.').waitFor();
}

it('shows every page under the strict policy without one complaint of the browser', async () => {
  const context = await openPerson(browser);
  const found = complaints(context);
  const page = await context.newPage();
  await visitEverything(page);
  expect(found).toEqual([]);

  await page.goto(`${leadgen.origin}/leads`);
  await page.getByRole('heading', { level: 1, name: 'Leads' }).waitFor();
  const write = page.evaluate("document.body.insertAdjacentHTML('beforeend', '<b>made of text</b>')");
  await expect(write).rejects.toThrow('TrustedHTML');
  expect(found).toEqual([expect.stringContaining('TrustedHTML')]);
  await context.close();
});

it('leaves nothing in the browser after signing out', async () => {
  const context = await openPerson(browser);
  const page = await context.newPage();
  await visitEverything(page);
  await page.goto(`${leadgen.origin}/leads`);
  await page.evaluate("localStorage.setItem('kept', 'by a page')");
  await signOut(page);
  expect(await page.evaluate('localStorage.length')).toBe(0);
  expect(await context.cookies()).toEqual([]);
  await context.close();
});

it('keeps the look of a person on the open page after signing out, and brings it back with them', async () => {
  const context = await openPerson(browser);
  const page = await context.newPage();
  await visitEverything(page);
  await page.goto(`${leadgen.origin}/leads`);
  await pressOn(page, page.getByRole('button', { name: `Account of ${OWNER.displayName}` }));
  const saved = page.waitForResponse((answer) => answer.request().method() === 'PATCH' && answer.url().endsWith('/api/v1/account'));
  await page.getByRole('menuitemradio', { name: 'Dark' }).press('Enter');
  expect((await saved).status()).toBe(200);
  const dark = page.locator('html[data-theme=dark]');
  await signOut(page);
  expect(await dark.count()).toBe(1);
  await page.reload();
  await page.getByRole('heading', { name: 'Welcome back' }).waitFor();
  expect(await dark.count()).toBe(0);
  await visitEverything(page);
  await page.goto(`${leadgen.origin}/leads`);
  await dark.waitFor();
  await context.close();
});
