import type { Browser } from 'playwright-core';
import type { LeadRow, LeadView } from '../../event-schemas/src/http/maintain-leads';
import type { Page } from '../../event-schemas/src/http/page';
import { openPlainBrowser } from './chromium/plain-browser';
import { finishImport, sendPage, startImport } from './client/importer';
import { joinWorkspace } from './client/joining';
import { personRow, personRows } from './client/people';
import { expectOk } from './client/rest';
import { throwAwayInstallation, type ThrowAway } from './client/throw-away';

jest.setTimeout(600_000);

const AUDITOR = { email: 'auditor@example.org', role: 'auditor', displayName: 'Audrey', password: 'nine purple walruses dance' } as const;
const ada = personRow(7, 1);

let leadgen: ThrowAway;
let browser: Browser;

beforeAll(async () => {
  leadgen = await throwAwayInstallation('prove-history');
  browser = await openPlainBrowser();
  const open = await startImport(leadgen.origin, leadgen.browser.accessToken, 1);
  await sendPage(leadgen.origin, leadgen.browser.accessToken, open, 1, personRows([7], 1));
  await finishImport(leadgen.origin, leadgen.browser.accessToken, open);
  await joinWorkspace(leadgen.origin, leadgen.owner.accessToken, AUDITOR);
});

afterAll(async () => {
  await browser.close();
  await leadgen.remove();
});

it('shows an auditor masks, and the values of one lead for a reason', async () => {
  const { origin, owner } = leadgen;
  const { body } = await expectOk<Page<LeadRow>>(origin, 'GET', '/api/v1/leads', { token: owner.accessToken });
  const id = String(body.items[0]?.id);
  const whole = (await expectOk<LeadView>(origin, 'GET', `/api/v1/leads/${id}`, { token: owner.accessToken })).body;
  expect(whole.fullName).toBe(ada.fullName);

  const context = await browser.newContext();
  const dashboard = await context.newPage();
  await dashboard.goto(`${origin}/leads/${id}`);
  await dashboard.getByLabel('Email').fill(AUDITOR.email);
  await dashboard.getByLabel('Password').fill(AUDITOR.password);
  await dashboard.keyboard.press('Enter');
  await dashboard.getByRole('heading', { name: 'Personal values are masked' }).waitFor();
  expect(await dashboard.getByText(ada.fullName).count()).toBe(0);

  await dashboard.getByLabel('Reason').fill('The person asked which data we hold.');
  await dashboard.getByRole('button', { name: 'Record and show' }).click();
  await dashboard.getByRole('heading', { name: ada.fullName }).waitFor();
  expect(await dashboard.getByRole('heading', { name: 'Personal values are masked' }).count()).toBe(0);
  await context.close();
});
