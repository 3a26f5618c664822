/** @jest-environment node */
import { MemoryArea } from '../../platform/testing/memory-area';
import { Stores } from '../../platform/stores/stores';
import type { PageReading, Reading } from '../page-reader/reading';
import { panelActions, type PanelActions } from './panel-actions';
import { initialUi, type PanelModel, type PanelUi } from './panel-model';

const SEARCH = 'https://www.linkedin.com/sales/search/people?page=1';
const gestureId = '11111111-1111-4111-8111-111111111111';
const row = (place: number): PageReading['rows'][number] => ({
  row: place,
  fullName: 'Ada Example',
  salesProfileId: 'ACw1',
  salesProfileUrl: 'https://www.linkedin.com/sales/lead/ACw1',
  title: null,
  companyName: null,
  companyId: null,
  location: null,
  degree: null,
  tenureInRole: null,
  tenureInCompany: null,
  publicProfileUrl: null,
  fieldRules: [],
});
const reading: PageReading = {
  kind: 'reading',
  layout: 'A',
  pageKind: 'people-search',
  pagePath: '/sales/search/people',
  sourcePage: 1,
  total: 2,
  expected: 2,
  rendered: 2,
  seen: 2,
  rows: [row(1), row(2)],
  refused: [],
  repeatedTitle: null,
};
const click = (isTrusted = true): Event => ({ isTrusted }) as Event;

interface Scene {
  readonly actions: PanelActions;
  readonly asked: { page: unknown[]; worker: { name: string; request: Record<string, unknown> }[] };
  readonly ui: () => PanelUi;
}

async function scene(answer: Reading | 'gone', { address = SEARCH, ui = {} }: { address?: string | null; ui?: Partial<PanelUi> } = {}): Promise<Scene> {
  const stores = await new Stores(new MemoryArea()).read();
  let model: PanelModel = { stores, hasAccess: true, place: 'results', ui: { ...initialUi, ...ui } };
  const asked: Scene['asked'] = { page: [], worker: [] };
  const actions = panelActions({
    askWorker: (message) => {
      asked.worker.push(message as Scene['asked']['worker'][number]);
      return Promise.resolve({ ok: true, answer: 'queued' });
    },
    askPage: (_, question) => {
      asked.page.push(question);
      return answer === 'gone' ? Promise.reject(new Error('gone')) : Promise.resolve({ gestureId, reading: answer });
    },
    tabBeside: () => Promise.resolve(address === null ? null : { id: 7, address }),
    newId: () => gestureId,
    model: () => model,
    change: (change) => (model = { ...model, ui: { ...model.ui, ...change } }),
  });
  return { actions, asked, ui: () => model.ui };
}

it('reads on a click, once, and hands every row over under its gesture', async () => {
  const { actions, asked, ui } = await scene(reading);
  await actions.readPage(click());
  expect(asked.page).toEqual([{ kind: 'read-page', gestureId }]);
  expect(asked.worker).toEqual([
    { name: 'import-page', request: { importKey: null, gestureId, mode: 'visible-page', requestedCount: 25, reading, notSelected: 0 } },
  ]);
  expect(ui()).toEqual(initialUi);
});

it('does nothing for a forged click', async () => {
  const { actions, asked } = await scene(reading);
  await actions.readPage(click(false));
  expect(asked).toEqual({ page: [], worker: [] });
});

it.each([
  ['https://www.linkedin.com/feed/', { kind: 'page', code: 'unsupported-page', layouts: [] }],
  ['https://www.linkedin.com/checkpoint/x', { kind: 'page', code: 'challenge', layouts: [] }],
  [null, { kind: 'no-tab' }],
])('puts nothing into a page at %j', async (address, trouble) => {
  const { actions, asked, ui } = await scene(reading, { address });
  await actions.readPage(click());
  expect(asked).toEqual({ page: [], worker: [] });
  expect(ui().trouble).toEqual(trouble);
});

it('says so when the page went away', async () => {
  const { actions, ui } = await scene('gone');
  await actions.readPage(click());
  expect(ui()).toEqual({ ...initialUi, trouble: { kind: 'page-gone' } });
});

it('asks first when the page has more rows to load', async () => {
  const { actions, asked, ui } = await scene({ ...reading, expected: 25 });
  await actions.readPage(click());
  expect(asked.worker).toEqual([]);
  expect(ui().pending).toMatchObject({ why: 'more-to-load', gestureId });
  await actions.importPending();
  expect(asked.worker).toHaveLength(1);
});

it('imports the chosen rows only and counts the others', async () => {
  const { actions, asked, ui } = await scene(reading, { ui: { mode: 'selected-cards' } });
  await actions.readPage(click());
  const { pending } = ui();
  expect([...(pending?.chosen ?? [])]).toEqual([]);
  actions.change({ pending: pending === null ? null : { ...pending, chosen: new Set([2]) } });
  await actions.importPending();
  expect(asked.worker[0]?.request).toMatchObject({ mode: 'selected-cards', notSelected: 1, reading: { rows: [{ row: 2 }] } });
});

it('drops an answer that comes after the person stopped', async () => {
  const { actions, asked, ui } = await scene(reading);
  const under = actions.readPage(click());
  actions.dropPending();
  await under;
  expect(asked.worker).toEqual([]);
  expect(ui()).toEqual(initialUi);
});

describe('a page whose rows show the same title', () => {
  const rules = [
    { field: 'title', rule: 'a.title.1' },
    { field: 'fullName', rule: 'a.name.1' },
  ];
  const titled = { ...row(1), title: 'Head of Sales', fieldRules: rules };
  const doubtful = { ...reading, rows: [titled, row(2)], repeatedTitle: 'Head of Sales' };
  const vouched = { ...titled, fieldRules: [{ field: 'title', rule: 'a.title.1.vouched' }, ...rules.slice(1)] };

  it('is handed over only when the person vouches for it, and its titles say so', async () => {
    const { actions, asked, ui } = await scene(doubtful);
    await actions.readPage(click());
    expect([asked.worker, ui().pending?.why]).toEqual([[], 'repeated-title']);
    await actions.vouchForTitles();
    expect(asked.worker.map(({ request }) => request['reading'])).toEqual([{ ...doubtful, rows: [vouched, row(2)], repeatedTitle: null }]);
    expect(ui()).toEqual(initialUi);
  });

  it('is then treated like any other page, and not at all when the person stops', async () => {
    const { actions, asked, ui } = await scene({ ...doubtful, expected: 25 });
    await actions.readPage(click());
    await actions.vouchForTitles();
    expect(ui().pending).toMatchObject({ why: 'more-to-load', reading: { rows: [vouched, row(2)] } });
    actions.dropPending();
    await actions.vouchForTitles();
    expect(asked.worker).toEqual([]);
  });
});
