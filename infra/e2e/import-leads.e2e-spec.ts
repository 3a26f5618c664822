import type { Page as Listing } from '../../event-schemas/src/http/page';
import type { ImportView } from '../../event-schemas/src/http/import-leads';
import type { PairedBrowser } from '../../event-schemas/src/http/manage-workspace';
import AxeBuilder from '@axe-core/playwright';
import type { Page } from 'playwright-core';
import { openExtensionBrowser, type ExtensionBrowser } from './chromium/extension-browser';
import { openDashboard, prepareBrowser } from './chromium/person';
import { signIn } from './client/importer';
import { endedImport } from './client/reader';
import { expectOk } from './client/rest';
import { throwAwayInstallation, type ThrowAway } from './client/throw-away';
import { SEARCH, startLinkedIn, type LinkedInFixture } from './linkedin-fixture/linkedin-fixture';

jest.setTimeout(600_000);

let leadgen: ThrowAway;
let linkedIn: LinkedInFixture;
let browser: ExtensionBrowser;

beforeAll(async () => {
  [leadgen, linkedIn] = await Promise.all([throwAwayInstallation('import-leads'), startLinkedIn()]);
  browser = await openExtensionBrowser({ linkedInPort: linkedIn.port });
  await prepareBrowser(browser, leadgen.origin);
});

afterAll(async () => {
  await browser.close();
  await Promise.all([leadgen.remove(), linkedIn.close()]);
});

/** Nothing that one test left open is in the way of the next. */
afterEach(async () => {
  for (const page of browser.context().pages().slice(1)) await page.close();
});

const results = async (query: string): Promise<Page> => {
  const page = await browser.context().newPage();
  await page.goto(`${SEARCH}?${query}`);
  return page;
};
const importCard = (panel: Page): ReturnType<Page['locator']> => panel.locator('article.import').first();
const importShown = async (panel: Page): Promise<ImportView> =>
  endedImport(leadgen.origin, (await signIn(leadgen.origin)).accessToken, String(await importCard(panel).getAttribute('data-import')));

describe('a click on a results page', () => {
  it('becomes rows in the dashboard without a reload, each field leading back to it, and asks LinkedIn for nothing', async () => {
    const dashboard = await openDashboard(browser.context(), `${leadgen.origin}/leads`);
    await dashboard.getByText('No leads yet').waitFor();
    await dashboard.locator('body').evaluate((body) => body.setAttribute('data-not-reloaded', ''));
    const page = await results('query=plant&page=1');
    const panel = await browser.openPanel();
    const before = { requests: linkedIn.requests.length, page: await page.content() };

    await panel.getByRole('button', { name: 'Import this page' }).click();
    await importCard(panel).getByText('Completed').waitFor();
    await dashboard.getByRole('link', { name: 'Bela Halloway' }).waitFor();
    await dashboard.getByText('25 leads').first().waitFor();

    expect(await dashboard.locator('body[data-not-reloaded]').count()).toBe(1);
    expect(linkedIn.requests.slice(before.requests)).toEqual([]);
    expect(await page.content()).toBe(before.page);

    await dashboard.getByRole('link', { name: 'Bela Halloway' }).click();
    const title = dashboard.locator('[data-field="title"]');
    await title.getByText('Plant Manager').waitFor();
    expect(await title.getByText('rule a.title.1').count()).toBe(1);
    await title.getByRole('link', { name: 'import' }).click();
    await dashboard.getByText('/sales/search/people').waitFor();
    const importId = new URL(dashboard.url()).pathname.split('/').at(-1);
    expect(await importCard(panel).getAttribute('data-import')).toBe(importId);
    expect(await importShown(panel)).toMatchObject({
      status: 'completed',
      mode: 'visible-page',
      requestedCount: 25,
      pageKind: 'people-search',
      receipt: { seen: 25, parsed: 25, accepted: 25, refused: [] },
    });
    await Promise.all([dashboard.close(), page.close(), panel.close()]);
  });

  it('would be seen if it asked LinkedIn for anything', async () => {
    const panel = await browser.openPanel();
    const before = linkedIn.requests.length;
    await panel.evaluate((address) => fetch(address, { mode: 'no-cors' }).then(() => undefined), `${SEARCH}?planted`);
    expect(linkedIn.requests.slice(before).map(({ url, destination }) => [url, destination])).toEqual([['/sales/search/people?planted', 'empty']]);
    await panel.close();
  });

  it('is what brings the reader into the page, which is gone after its one answer', async () => {
    const page = await results('fixture=A-decoy');
    const session = await browser.context().newCDPSession(page);
    const readers: string[] = [];
    session.on('Runtime.executionContextCreated', ({ context }) => {
      if (context.origin === `chrome-extension://${browser.extensionId}`) readers.push(context.name);
    });
    await session.send('Runtime.enable');
    await page.reload();
    const panel = await browser.openPanel();
    expect(readers).toEqual([]);

    await panel.getByRole('button', { name: 'Import this page' }).click();
    await importCard(panel).getByText('6 rows seen on the page').waitFor();
    await importCard(panel).getByText('Completed').waitFor();
    expect(readers).toEqual(['LeadGen']);
    expect(await panel.evaluate(askAgain)).toBe('Could not establish connection. Receiving end does not exist.');
    await Promise.all([page.close(), panel.close()]);
  });

  it('takes the ticked rows only, and counts the others', async () => {
    const page = await results('query=plant&page=2');
    const panel = await browser.openPanel();
    await panel.getByText('Those I choose').click();
    await panel.getByRole('button', { name: 'Choose from this page' }).click();
    await panel.getByRole('checkbox', { name: 'Dion' }).check();
    await panel.getByRole('checkbox', { name: 'Finn' }).check();
    await panel.getByRole('button', { name: 'Import 2 leads' }).click();
    await importCard(panel).getByText('23 rows left out').waitFor();
    await importCard(panel).getByText('Completed').waitFor();
    const { receipt } = await importShown(panel);
    expect(receipt).toMatchObject({ seen: 25, parsed: 2, accepted: 2, refused: [{ reason: 'not-selected', count: 23 }] });
    await Promise.all([page.close(), panel.close()]);
  });

  it('says what is missing before it imports a page that has not loaded all its rows', async () => {
    const page = await results('fixture=A-lazy');
    const panel = await browser.openPanel();
    await panel.getByRole('button', { name: 'Import this page' }).click();
    await panel.getByText('9 of 25 rows are loaded').waitFor();
    await page.locator('#search-results-container').evaluate((list) => list.dispatchEvent(new Event('scroll')));
    await panel.getByRole('button', { name: 'Read again' }).click();
    await importCard(panel).getByText('Completed').waitFor();
    await Promise.all([page.close(), panel.close()]);
  });

  it('shows every step to everybody: no rule of accessibility is broken, in light and dark, at 320 pixels', async () => {
    const page = await results('query=plant&page=2');
    const panel = await browser.openPanel();
    await panel.setViewportSize({ width: 320, height: 700 });
    const broken: unknown[] = [];
    let checked = 0;
    const check = async (heading: string): Promise<void> => {
      await panel.getByRole('heading', { name: heading }).first().waitFor();
      for (const colorScheme of ['light', 'dark'] as const) {
        await panel.emulateMedia({ colorScheme });
        const { violations, passes } = await new AxeBuilder({ page: panel }).setLegacyMode().analyze();
        broken.push(...violations.map(({ id, nodes }) => ({ heading, colorScheme, id, at: nodes.map((node) => node.html) })));
        checked += passes.length;
      }
      expect(await panel.locator('html').evaluate((root) => root.scrollWidth)).toBe(320);
    };
    await check('Import leads');
    await panel.getByText('Those I choose').click();
    await panel.getByRole('button', { name: 'Choose from this page' }).click();
    await check('Leads on this page');
    await panel.getByRole('button', { name: 'What LeadGen reads' }).click();
    await check('Before you start');
    await panel.getByRole('button', { name: 'Agree and continue' }).click();
    expect(broken).toEqual([]);
    expect(checked).toBeGreaterThan(60);
    await Promise.all([page.close(), panel.close()]);
  });

  it('reads nothing on a page that it does not support, and names it', async () => {
    const page = await results('fixture=D-legacy');
    const panel = await browser.openPanel();
    await panel.getByRole('button', { name: 'Import this page' }).click();
    await panel.getByText('Recognised: layout D.').waitFor();
    await Promise.all([page.close(), panel.close()]);
  });
});

describe('a browser revoked in the dashboard', () => {
  it('says so and keeps what waits', async () => {
    const token = (await signIn(leadgen.origin)).accessToken;
    const { body } = await expectOk<Listing<PairedBrowser>>(leadgen.origin, 'GET', '/api/v1/browsers', { token });
    const ours = body.items.find((one) => one.name.includes(' on '));
    await expectOk(leadgen.origin, 'DELETE', `/api/v1/browsers/${String(ours?.id)}`, { token });
    const page = await results('query=plant&page=1');
    const panel = await browser.openPanel();
    await panel.getByRole('button', { name: 'Import this page' }).click();
    await panel.getByText('This browser has no access to').waitFor();
    await panel.getByText('3 requests wait here').waitFor();
    await Promise.all([page.close(), panel.close()]);
  });
});

/** Runs in the panel: asks the reader of the results page once more. */
async function askAgain(): Promise<string> {
  interface Tabs {
    readonly query: (filter: object) => Promise<{ id: number }[]>;
    readonly sendMessage: (id: number, message: object) => Promise<unknown>;
  }
  const { tabs } = (globalThis as unknown as { chrome: { tabs: Tabs } }).chrome;
  const [tab] = await tabs.query({ url: 'https://www.linkedin.com/*' });
  return tabs.sendMessage(tab?.id ?? -1, { kind: 'read-page', gestureId: 'another' }).then(
    () => 'answered',
    (error: unknown) => (error as Error).message,
  );
}
