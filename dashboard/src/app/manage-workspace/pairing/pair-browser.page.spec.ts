import { showPage } from '../../../testing/page-under-test';
import { idOf, pairedBrowser } from '../../../testing/records';
import { ScriptedServer } from '../../../testing/scripted-server';
import { until } from '../../../testing/until';
import { PairBrowserPage } from './pair-browser.page';

const state = 'B'.repeat(43);
const show = (server: ScriptedServer, fragment = `#state=${state}`): ReturnType<typeof showPage> =>
  showPage(PairBrowserPage, 'browsers/pair', `/browsers/pair${fragment}`, server);

const serverWith = (expiresInMs: number, browsers: () => readonly unknown[] = () => []): ScriptedServer =>
  new ScriptedServer()
    .on('GET /api/v1/browsers', () => ({ status: 200, body: { items: browsers(), next: null } }))
    .on('POST /api/v1/pairings', () => ({ status: 201, body: { code: 'K7QF-2MXD', expiresAt: new Date(Date.now() + expiresInMs).toISOString() } }));

describe('the pairing page', () => {
  it('makes a code for the state of the link, only after the person confirmed', async () => {
    const server = serverWith(300_000);
    const page = await show(server);
    await page.shows('Pair this browser?');
    expect(server.requests('POST /api/v1/pairings')).toEqual([]);
    page.find<HTMLButtonElement>('.actions button').click();
    await page.shows('K7QF-2MXD');
    expect(server.requests('POST /api/v1/pairings').map(({ body }) => body)).toEqual([{ state }]);
  });

  it('offers a new code when the old one has run out', async () => {
    const page = await show(serverWith(-1));
    page.find<HTMLButtonElement>('.actions button').click();
    await page.shows('The code has expired');
    expect(page.text()).not.toContain('K7QF-2MXD');
  });

  it('tells when the browser has been paired', async () => {
    let browsers: readonly unknown[] = [pairedBrowser()];
    const server = serverWith(300_000, () => browsers);
    const page = await show(server);
    page.find<HTMLButtonElement>('.actions button').click();
    await page.shows('K7QF-2MXD');
    await until('the live line is open', () => server.openLines === 1);
    browsers = [pairedBrowser(), pairedBrowser({ id: idOf(501), name: 'Work laptop' })];
    server.live('data: {"topic":"browsers","position":"00000000000000000003"}\n\n');
    await page.shows('“Work laptop” can now send imports to this workspace.');
  });

  it('refuses a link without a complete state', async () => {
    await (await show(serverWith(300_000), '#state=cut')).shows('This pairing link is not complete');
  });
});
