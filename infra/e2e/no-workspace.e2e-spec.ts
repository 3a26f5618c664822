import type { Browser } from 'playwright-core';
import type { IssuedInvitation } from '../../event-schemas/src/http/members';
import { barriers } from './chromium/accessibility';
import { tabTo } from './chromium/keyboard';
import { openPerson, openPlainBrowser } from './chromium/plain-browser';
import { joinWorkspace } from './client/joining';
import { expectOk } from './client/rest';
import { throwAwayInstallation, type ThrowAway } from './client/throw-away';

jest.setTimeout(600_000);

const GRACE = { email: 'grace@example.org', displayName: 'Grace Guest', password: 'seven lamps of architecture' };
/** How long an open page that nobody touches may be behind. */
const AT_ONCE_MS = 2_000;

let leadgen: ThrowAway;
let browser: Browser;

beforeAll(async () => {
  leadgen = await throwAwayInstallation('no-workspace');
  browser = await openPlainBrowser();
});

afterAll(async () => {
  await browser.close();
  await leadgen.remove();
});

it('shows a role at once that was given elsewhere, keeps somebody who is removed signed in, shows the ways on, and lets them go either way', async () => {
  const { origin, owner } = leadgen;
  const token = owner.accessToken;
  const { body: joined } = await joinWorkspace(origin, token, { ...GRACE, role: 'member' });
  const context = await openPerson(browser);
  const page = await context.newPage();
  await page.goto(`${origin}/sign-in`);
  await page.getByLabel('Email', { exact: true }).fill(GRACE.email);
  await page.getByLabel('Password', { exact: true }).fill(GRACE.password);
  await page.getByRole('button', { name: 'Sign in', exact: true }).click();
  await page.getByText('No leads yet').waitFor();

  await expectOk(origin, 'PATCH', `/api/v1/members/${joined.account.id}`, { token, body: { role: 'admin' } });
  await page.getByRole('link', { name: 'API keys' }).waitFor({ timeout: AT_ONCE_MS });
  await expectOk(origin, 'DELETE', `/api/v1/members/${joined.account.id}`, { token });
  await page.getByRole('heading', { name: 'You are in no workspace' }).waitFor({ timeout: AT_ONCE_MS });
  expect(await barriers(page)).toEqual([]);
  await page.reload();
  await page.getByRole('heading', { name: 'You are in no workspace' }).waitFor();
  await tabTo(page, page.getByRole('link', { name: 'Your account and your data' }));
  await page.keyboard.press('Enter');
  await page.getByRole('button', { name: 'Download my account data' }).waitFor();
  await page.getByRole('link', { name: 'LeadGen' }).click();

  await page.getByLabel('Workspace name').fill('Grace alone');
  await page.getByRole('button', { name: 'Make the workspace' }).click();
  await page.getByText('No leads yet').waitFor();
  await page
    .getByRole('button', { name: `Account of ${GRACE.displayName}` })
    .getByText('Grace alone')
    .waitFor();
  await context.close();
});

it('lets somebody without a workspace take an invitation whose link is pasted', async () => {
  const { origin, owner } = leadgen;
  const token = owner.accessToken;
  const guest = { ...GRACE, email: 'gustav@example.org', displayName: 'Gustav Guest' };
  const { body: joined } = await joinWorkspace(origin, token, { ...guest, role: 'member' });
  await expectOk(origin, 'DELETE', `/api/v1/members/${joined.account.id}`, { token });
  const { body } = await expectOk<IssuedInvitation>(origin, 'POST', '/api/v1/invitations', { token, body: { email: guest.email, role: 'auditor' } });
  const context = await openPerson(browser);
  const page = await context.newPage();
  await page.goto(`${origin}/sign-in`);
  await page.getByLabel('Email', { exact: true }).fill(guest.email);
  await page.getByLabel('Password', { exact: true }).fill(guest.password);
  await page.getByRole('button', { name: 'Sign in', exact: true }).click();
  await page.getByLabel('Link of the invitation').fill(body.link);
  await page.getByRole('button', { name: 'Open the invitation' }).click();
  await page.getByRole('button', { name: 'Join', exact: true }).click();
  await page.getByText('No leads yet').waitFor();
  await context.close();
});
