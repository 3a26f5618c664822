import type { ImportView } from '../../../../event-schemas/src/http/import-leads';
import { showPage } from '../../testing/page-under-test';
import { idOf, importView, pairedBrowser } from '../../testing/records';
import { problem, ScriptedServer } from '../../testing/scripted-server';
import { until } from '../../testing/until';
import { ImportPage } from './import.page';

const ONE = `GET /api/v1/imports/${idOf(900)}`;

const serverWith = (view: () => ImportView): ScriptedServer =>
  new ScriptedServer()
    .on(ONE, () => ({ status: 200, body: view() }))
    .on('GET /api/v1/browsers', () => ({ status: 200, body: { items: [pairedBrowser()], next: null } }));

const show = (server: ScriptedServer): ReturnType<typeof showPage> => showPage(ImportPage, 'imports/:id', `/imports/${idOf(900)}`, server);

describe('the page of an import', () => {
  it('says what became of every row, in words', async () => {
    const page = await show(serverWith(() => importView()));
    await page.shows('Rows on the page 27 Read and sent 25');
    await page.shows('New leads 18 Updated 3 Unchanged 2 For review 1 Left out 3');
    await page.shows('The row showed no name 2');
    await page.shows('The same person appeared twice on the page 1');
  });

  it('leads back to the click: who, when, which browser, which version', async () => {
    const page = await show(serverWith(() => importView()));
    await page.shows('by you');
    await page.shows('Chrome on Linux');
    await page.shows('0.1.0, parser 1.0.0');
  });

  it('follows the import while it runs', async () => {
    let view = importView();
    const server = serverWith(() => view);
    const page = await show(server);
    await page.shows('24 of 100');
    await until('the live line is open', () => server.openLines === 1);
    view = importView({ receipt: { ...view.receipt, accepted: 43 } });
    server.live('data: {"topic":"imports","position":"00000000000000000050"}\n\n');
    await page.shows('49 of 100');
    expect(server.requests(ONE).at(-1)?.headers['After-Position']).toBe('00000000000000000050');
  });

  it.each([
    ['low-yield', 'The page showed far fewer readable rows than expected.'],
    ['suspicious-repeat', 'Most rows showed the same words in place of the title.'],
  ])('says in words why an import failed: %s', async (faultCode, words) => {
    const page = await show(serverWith(() => importView({ status: 'failed', faultCode })));
    await page.shows(words);
  });

  it('cancels after a question, and shows the import as of the cancellation', async () => {
    let view = importView();
    const server = serverWith(() => view).on(`POST /api/v1/imports/${idOf(900)}/cancel`, () => {
      view = importView({ status: 'cancelled' });
      return { status: 200, body: view, headers: { Position: '00000000000000000060' } };
    });
    const page = await show(server);
    await page.shows('Cancel import');
    page.find<HTMLButtonElement>('lg-page-heading button').click();
    await until('the question is shown', () => document.body.textContent.includes('Keep it running'));
    page.find<HTMLButtonElement>('mat-dialog-container .danger-button').click();
    await page.shows('Cancelled');
    expect(server.requests(ONE).at(-1)?.headers['After-Position']).toBe('00000000000000000060');
  });

  it('says that there is no such import', async () => {
    const server = serverWith(() => importView()).on(ONE, () => problem(404, 'There is no import with this id.'));
    await (await show(server)).shows('This import does not exist');
  });
});
