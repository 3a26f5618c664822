import type { Browser, Page } from 'playwright-core';
import { openDashboard } from './chromium/person';
import { PATIENCE_MS } from './chromium/patience';
import { openPerson, openPlainBrowser } from './chromium/plain-browser';
import { finishImport, sendPage, startImport } from './client/importer';
import { personRow, personRows, range } from './client/people';
import { throwAwayInstallation, type ThrowAway } from './client/throw-away';

jest.setTimeout(600_000);

const PEOPLE = 120;
const ada = personRow(7, 1);
const later = personRow(7, 1, 2);

let leadgen: ThrowAway;
let browser: Browser;
let dashboard: Page;

beforeAll(async () => {
  leadgen = await throwAwayInstallation('maintain-leads');
  await importPages(0);
  browser = await openPlainBrowser();
  dashboard = await openDashboard(await openPerson(browser), `${leadgen.origin}/leads`);
});

afterAll(async () => {
  await browser.close();
  await leadgen.remove();
});

async function importPages(edition: number, people = range(0, PEOPLE)): Promise<string> {
  const token = leadgen.browser.accessToken;
  const open = await startImport(leadgen.origin, token, people.length);
  for (let from = 0; from < people.length; from += 25)
    await sendPage(leadgen.origin, token, open, from / 25 + 1, personRows(people.slice(from, from + 25), edition));
  await finishImport(leadgen.origin, token, open);
  return open.id;
}

it('lists page after page while the person scrolls, finds a lead by its name, and sorts', async () => {
  await dashboard.getByText('100 leads so far').waitFor();
  await scrollUntil(`${String(PEOPLE)} leads`);
  await dashboard.getByLabel('Sort by').selectOption({ label: 'Name, A to Z' });
  await dashboard.getByRole('table').getByRole('link').first().getByText('Amara').waitFor();
  await dashboard.getByRole('searchbox', { name: 'Filter leads' }).fill(ada.fullName.toLowerCase());
  await dashboard.getByText('1 lead', { exact: true }).waitFor();
  await dashboard.getByRole('link', { name: ada.fullName }).waitFor();
});

it('tells of a lead where each value came from, and shows what a later import changed while it is open', async () => {
  await dashboard.getByRole('link', { name: ada.fullName }).click();
  const title = dashboard.locator('[data-field="title"]');
  await title.getByText(String(ada.title), { exact: true }).waitFor();
  await title.getByText('rule a.title.1').waitFor();

  const importId = await importPages(2, [7]);
  await title.getByText(String(later.title), { exact: true }).waitFor();
  expect(await title.getByRole('link', { name: 'import' }).first().getAttribute('href')).toBe(`/imports/${importId}`);
  await title.getByText('1 older value').click();
  await title.getByText(String(ada.title), { exact: true }).waitFor();
  await dashboard.getByText('Seen again with changes').waitFor();
  expect(await dashboard.getByText('Recorded for the first time').count()).toBe(1);
});

/** To the end of what is listed, as often as it takes: the list grows while it is being scrolled. */
async function scrollUntil(words: string): Promise<void> {
  const list = dashboard.locator('cdk-virtual-scroll-viewport');
  const giveUpAt = Date.now() + PATIENCE_MS;
  for (;;) {
    await list.evaluate((element) => element.scrollTo(0, element.scrollHeight));
    const found = await dashboard
      .getByText(words)
      .waitFor({ timeout: 1_000 })
      .then(
        () => true,
        () => false,
      );
    if (found) return;
    if (Date.now() > giveUpAt) throw new Error(`The list does not come to "${words}".`);
  }
}
