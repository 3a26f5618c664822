import type { Browser } from 'playwright-core';
import type { BrowserTokens } from '../../event-schemas/src/http/manage-workspace';
import type { Problem } from '../../event-schemas/src/http/problem';
import { barriers } from './chromium/accessibility';
import { tabTo } from './chromium/keyboard';
import { openDashboard } from './chromium/person';
import { openPerson, openPlainBrowser } from './chromium/plain-browser';
import { importRequest, OWNER } from './client/importer';
import { joinWorkspace } from './client/joining';
import { call } from './client/rest';
import { throwAwayInstallation, type ThrowAway } from './client/throw-away';

jest.setTimeout(600_000);

let leadgen: ThrowAway;
let browser: Browser;

beforeAll(async () => {
  leadgen = await throwAwayInstallation('manage-workspace');
  browser = await openPlainBrowser();
});

afterAll(async () => {
  await browser.close();
  await leadgen.remove();
});

const state = 'p'.repeat(43);
const claim = (code: string | null, boundTo = state): Promise<{ status: number; body: BrowserTokens }> =>
  call(leadgen.origin, 'POST', '/api/v1/pairings/claims', {
    body: { state: boundTo, code, browserName: 'Laptop of Olive', extensionVersion: '0.1.0' },
    idempotencyKey: crypto.randomUUID(),
  });

it('pairs a browser by a code that is worth nothing elsewhere, shows it at once, and revokes it with immediate effect', async () => {
  const context = await openPerson(browser);
  const dashboard = await openDashboard(context, `${leadgen.origin}/browsers/pair#state=${state}`);
  await dashboard.getByRole('button', { name: 'Pair this browser' }).click();
  const code = await dashboard.locator('output.code').textContent();

  expect((await claim(code, 'q'.repeat(43))).status).toBe(422);
  const paired = await claim(code);
  expect([paired.status, paired.body.workspaceName]).toEqual([201, 'Example Sales']);
  expect((await claim(code)).status).toBe(422);

  await dashboard.getByRole('heading', { name: 'The browser is paired' }).waitFor();
  await dashboard.getByRole('link', { name: 'Show browsers' }).click();
  await dashboard.getByRole('button', { name: 'Revoke Laptop of Olive' }).click();
  await dashboard.getByRole('alertdialog').getByRole('button', { name: 'Revoke' }).click();
  await dashboard.getByRole('listitem').filter({ hasText: 'Laptop of Olive' }).getByText('Revoked').waitFor();

  const refused = await call<Problem>(leadgen.origin, 'POST', '/api/v1/imports', {
    body: importRequest(25, crypto.randomUUID()),
    token: paired.body.accessToken,
    idempotencyKey: crypto.randomUUID(),
  });
  expect(refused.status).toBe(401);
  const other = await call(leadgen.origin, 'POST', '/api/v1/imports', {
    body: importRequest(25, crypto.randomUUID()),
    token: leadgen.browser.accessToken,
    idempotencyKey: crypto.randomUUID(),
  });
  expect(other.status).toBe(201);
  await context.close();
});

it('makes an API key that works until it is rotated without an overlap, and none of them once it is revoked', async () => {
  const { origin } = leadgen;
  const leadsWith = async (secret: string): Promise<number> => (await call(origin, 'GET', '/api/v1/leads', { token: secret })).status;
  const isRefusedWithinTwoSeconds = async (secret: string): Promise<boolean> => {
    const end = performance.now() + 2_000;
    for (;;) {
      const status = await leadsWith(secret);
      if (status === 401 || performance.now() > end) return status === 401;
    }
  };
  const context = await openPerson(browser);
  const page = await openDashboard(context, `${origin}/api-keys`);
  const prove = async (question: string): Promise<void> => {
    const password = page.getByRole('dialog', { name: question }).getByLabel('Your password');
    expect(await barriers(page)).toEqual([]);
    await password.fill(OWNER.password);
    await page.keyboard.press('Enter');
  };
  await page.getByLabel('Name', { exact: true }).fill('Nightly export');
  await page.getByLabel('See leads').check();
  await page.getByRole('button', { name: 'Make the key' }).click();
  await prove('Make the key “Nightly export”?');
  const shown = page.getByLabel('Secret of the key');
  const first = await shown.inputValue();
  expect(await barriers(page)).toEqual([]);
  expect(await leadsWith(first)).toBe(200);
  expect((await call(origin, 'GET', '/api/v1/members', { token: first })).status).toBe(403);

  await page.getByRole('button', { name: 'I have kept it' }).click();
  await page.getByRole('button', { name: 'Rotate Nightly export' }).click();
  await page.getByLabel('Hours in which both work (0 to 168)').fill('0');
  await page.keyboard.press('Enter');
  await prove('A new secret for “Nightly export”?');
  const second = await shown.inputValue();
  expect(await leadsWith(second)).toBe(200);
  expect(await isRefusedWithinTwoSeconds(first)).toBe(true);

  await page.getByRole('button', { name: 'Revoke Nightly export' }).click();
  await page.getByRole('alertdialog').getByRole('button', { name: 'Revoke' }).click();
  await page.getByRole('listitem').filter({ hasText: 'Nightly export' }).getByText('Revoked').waitFor();
  expect(await isRefusedWithinTwoSeconds(second)).toBe(true);
  expect(await shown.count()).toBe(0);
  await context.close();
});

it('lets the owner rename the workspace and hand the ownership on, with the keyboard alone', async () => {
  const { origin, owner } = leadgen;
  const grace = { email: 'grace@example.org', role: 'admin', displayName: 'Grace Hopper', password: 'nine purple walruses dance' } as const;
  await joinWorkspace(origin, owner.accessToken, grace);
  const [mine, hers] = await Promise.all([openPerson(browser), openPerson(browser)]);
  const page = await openDashboard(mine, `${origin}/settings`);
  expect(await barriers(page)).toEqual([]);

  await tabTo(page, page.getByLabel('Workspace name'));
  await page.keyboard.press('ControlOrMeta+a');
  await page.keyboard.type('Contoso Sales');
  await page.keyboard.press('Enter');
  await page.getByText('The workspace is now called “Contoso Sales”.').waitFor();

  await tabTo(page, page.getByLabel('New owner'));
  await page.keyboard.type('Grace');
  await tabTo(page, page.getByRole('button', { name: 'Transfer the ownership …' }));
  await page.keyboard.press('Enter');
  await page.getByRole('dialog', { name: 'Make Grace Hopper the owner?' }).getByLabel('Your password').and(page.locator(':focus')).waitFor();
  await page.keyboard.type(OWNER.password);
  await page.keyboard.press('Enter');
  await page.getByText('Grace Hopper owns this workspace.').waitFor();
  expect(await page.getByRole('navigation').getByRole('link', { name: 'Outbox' }).count()).toBe(0);

  const other = await openDashboard(hers, `${origin}/settings`, grace);
  await other.getByText('You own this workspace.').waitFor();
  expect(await other.getByLabel('Workspace name').inputValue()).toBe('Contoso Sales');
  await Promise.all([mine.close(), hers.close()]);
});
