import { setTimeout as wait } from 'node:timers/promises';
import type { Page } from 'playwright-core';
import { freshChance } from '../campaigns/seeded';
import { openExtensionBrowser, type ExtensionBrowser } from './chromium/extension-browser';
import { prepareBrowser } from './chromium/person';
import { OWNER, signIn } from './client/importer';
import { allImports, allLeads, endedImport, waitUntilVisible } from './client/reader';
import { expectOk } from './client/rest';
import { throwAwayInstallation, type ThrowAway } from './client/throw-away';
import { SEARCH, startLinkedIn, type LinkedInFixture } from './linkedin-fixture/linkedin-fixture';

jest.setTimeout(600_000);

/** Over four pages: the extension's worker is stopped twenty times. */
const STOPS_PER_PAGE = 5;
const PAGES = [1, 2, 3, 4];

let leadgen: ThrowAway;
let linkedIn: LinkedInFixture;
let browser: ExtensionBrowser;

beforeAll(async () => {
  [leadgen, linkedIn] = await Promise.all([throwAwayInstallation('interrupted-import'), startLinkedIn()]);
  browser = await openExtensionBrowser({ linkedInPort: linkedIn.port });
  await prepareBrowser(browser, leadgen.origin);
});

afterAll(async () => {
  await browser.close();
  await Promise.all([leadgen.remove(), linkedIn.close()]);
});

it('has every lead once, however often the worker and the api are killed', async () => {
  const chance = freshChance('interrupted-import journey');
  const panel = await browser.openPanel();
  await panel.getByLabel('At most how many leads').fill('93');
  for (const number of PAGES) {
    if (number === 2) await leadgen.kill('api');
    const page = await browser.context().newPage();
    await page.goto(`${SEARCH}?query=plant&page=${String(number)}`);
    await panel.getByRole('button', { name: number === 1 ? 'Import this page' : 'Add this page' }).click();
    for (let stop = 0; stop < STOPS_PER_PAGE; stop += 1) {
      await browser.stopWorker(panel);
      await wait(chance.between(0, 300));
    }
    if (number === 2) {
      const waits = panel.getByText('could not be sent yet');
      await waits.waitFor();
      // In vain while nobody answers: the notice stays, and so does the button.
      await panel.getByRole('button', { name: 'Try now' }).click();
      await waits.waitFor();
      await leadgen.restart('api');
    }
    await settled(panel, number).waitFor();
    await page.close();
  }
  await panel.getByText('Completed').waitFor();

  const reader = (await signIn(leadgen.origin)).accessToken;
  const { id, pages, receipt } = await endedImport(leadgen.origin, reader, String(await panel.locator('article.import').getAttribute('data-import')));
  const { parsed, accepted, merged, unchanged, conflicts } = receipt;
  expect({ pages: pages.map((page) => page.pageNumber), receipt: { parsed, accepted, merged, unchanged, conflicts } }).toEqual({
    pages: PAGES,
    receipt: { parsed: 93, accepted: 93, merged: 0, unchanged: 0, conflicts: 0 },
  });
  // Whoever signs in now stands behind everything that the import wrote.
  const { email, password } = OWNER;
  const { position } = await expectOk(leadgen.origin, 'POST', '/api/v1/sessions', { body: { email, password } });
  if (position === null) throw new Error('Signing in answered without a position.');
  await waitUntilVisible(leadgen.origin, reader, '/api/v1/leads?limit=1', position);
  const leads = await allLeads(leadgen.origin, reader);
  expect([leads.length, new Set(leads.map((lead) => lead.salesProfileUrl)).size]).toEqual([93, 93]);
  expect((await allImports(leadgen.origin, reader)).map((one) => [one.id, one.status])).toEqual([[id, 'completed']]);
});

const settled = (panel: Page, pagesSent: number): ReturnType<Page['locator']> =>
  pagesSent === PAGES.length ? panel.getByText('93 rows seen on the page') : panel.getByText(`${String(pagesSent * 25)} of 93 leads so far`);
