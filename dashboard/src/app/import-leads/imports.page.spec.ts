import { importView, idOf } from '../../testing/records';
import { showPage } from '../../testing/page-under-test';
import { problem, ScriptedServer } from '../../testing/scripted-server';
import { ImportsPage } from './imports.page';

const LIST = 'GET /api/v1/imports';
const show = (server: ScriptedServer): ReturnType<typeof showPage> => showPage(ImportsPage, 'imports', '/imports', server);

describe('the imports page', () => {
  it('shows each import with its progress and links to it', async () => {
    const page = await show(new ScriptedServer().on(LIST, () => ({ status: 200, body: { items: [importView()], next: null } })));
    await page.shows('People search Visible page 24 of 100 Running');
    expect(page.find<HTMLAnchorElement>('li a').getAttribute('href')).toBe(`/imports/${idOf(900)}`);
  });

  it('says what to do when there is none', async () => {
    const page = await show(new ScriptedServer().on(LIST, () => ({ status: 200, body: { items: [], next: null } })));
    await page.shows('No imports yet');
  });

  it('names the problem and loads again on request', async () => {
    let ready = false;
    const page = await show(
      new ScriptedServer().on(LIST, () => (ready ? { status: 200, body: { items: [importView()], next: null } } : problem(503, 'Rebuilding.'))),
    );
    await page.shows('Rebuilding.');
    ready = true;
    page.find<HTMLButtonElement>('lg-problem-card button').click();
    await page.shows('24 of 100');
  });

  it('grows by the next page on request', async () => {
    const server = new ScriptedServer().on(LIST, ({ query }) =>
      query.get('cursor') === null
        ? { status: 200, body: { items: [importView()], next: 'second' } }
        : { status: 200, body: { items: [importView({ id: idOf(901), status: 'failed' })], next: null } },
    );
    const page = await show(server);
    await page.shows('Show more');
    page.find<HTMLButtonElement>('.more button').click();
    await page.shows('Failed');
    expect(server.requests(LIST).map(({ query }) => query.get('cursor'))).toEqual([null, 'second']);
  });
});
