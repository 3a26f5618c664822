import type { MemberRole } from '../../../../event-schemas/src/http/members';
import { leadRow } from '../../testing/records';
import { showPage } from '../../testing/page-under-test';
import { ScriptedServer } from '../../testing/scripted-server';
import { until } from '../../testing/until';
import { LeadsPage } from './leads.page';

const LIST = 'GET /api/v1/leads';

beforeEach(() => {
  // jsdom knows neither layout nor media queries.
  Object.assign(globalThis, { matchMedia: () => ({ matches: false, addEventListener: () => undefined, removeEventListener: () => undefined }) });
});

const show = (server: ScriptedServer, address = '/leads', role: MemberRole = 'owner'): ReturnType<typeof showPage> =>
  showPage(LeadsPage, 'leads', address, server, role);

describe('the leads page', () => {
  it('asks for the rows that the address names', async () => {
    const server = new ScriptedServer().on(LIST, () => ({ status: 200, body: { items: [leadRow(1)], next: null } }));
    const page = await show(server, '/leads?q=porto&sort=fullName&importId=i-1');
    await page.shows('1 lead');
    expect(Object.fromEntries(server.requests(LIST)[0]?.query ?? [])).toEqual({ q: 'porto', sort: 'fullName', importId: 'i-1', limit: '100' });
  });

  it('counts what is loaded so far', async () => {
    const server = new ScriptedServer().on(LIST, () => ({ status: 200, body: { items: [leadRow(1), leadRow(2)], next: 'more' } }));
    await (await show(server)).shows('2 leads so far');
  });

  it('shows new leads without a reload, not older than the change it was told of', async () => {
    let items = [leadRow(1)];
    const server = new ScriptedServer().on(LIST, () => ({ status: 200, body: { items, next: null } }));
    const page = await show(server);
    await page.shows('1 lead');
    await until('the live line is open', () => server.openLines === 1);
    items = [leadRow(2), leadRow(1)];
    server.live('data: {"topic":"leads","position":"00000000000000000042"}\n\n');
    await page.shows('2 leads');
    expect(server.requests(LIST).at(-1)?.headers['After-Position']).toBe('00000000000000000042');
  });

  it('filters after a pause in typing, with one request', async () => {
    const server = new ScriptedServer().on(LIST, ({ query }) => ({ status: 200, body: { items: query.get('q') === 'ana' ? [] : [leadRow(1)], next: null } }));
    const page = await show(server);
    await page.shows('1 lead');
    const box = page.find<HTMLInputElement>('input[type=search]');
    for (const text of ['a', 'an', 'ana']) {
      box.value = text;
      box.dispatchEvent(new Event('input'));
    }
    await page.shows('No lead fits this filter');
    expect(server.requests(LIST).map(({ query }) => query.get('q'))).toEqual([null, 'ana']);
  });

  it('offers an auditor neither search nor an order by what is masked, whatever the address says', async () => {
    const server = new ScriptedServer().on(LIST, () => ({ status: 200, body: { items: [leadRow(1)], next: null } }));
    const page = await show(server, '/leads?q=porto&sort=fullName', 'auditor');
    await page.shows('Personal fields are masked for auditors');
    await page.shows('1 lead');
    expect(server.requests(LIST).map(({ query }) => [query.get('q'), query.get('sort')])).toEqual([[null, '-lastSeenAt']]);
    expect([...page.element.querySelectorAll('option')].map(({ value }) => value)).toEqual(['lastSeenAt', '-lastSeenAt']);
    expect([page.element.querySelector('[type=search]'), page.element.querySelectorAll('[role=columnheader] button').length]).toEqual([null, 1]);
  });

  it('says what to do when there is none', async () => {
    const server = new ScriptedServer().on(LIST, () => ({ status: 200, body: { items: [], next: null } }));
    await (await show(server)).shows('No leads yet');
  });
});
