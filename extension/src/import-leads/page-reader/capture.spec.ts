/** @jest-environment node */
import { openFixture, SEARCH } from '../fixtures/open-fixture';
import { capture } from './capture';
import type { PageSource } from './page-source';

jest.setTimeout(240_000);

const still = (): Promise<void> => Promise.resolve();
const look = (source: PageSource, settle = still, tabIsVisible = true): ReturnType<typeof capture> =>
  capture({ source: () => source, settle, tabIsVisible: () => tabIsVisible });
const rowOf = (source: PageSource): Element | null => source.document.querySelector('#search-results-container li');

it('keeps what it read when the page stands still', async () => {
  expect(await look(openFixture('A-25'))).toMatchObject({ kind: 'reading', seen: 25 });
});

it('keeps what it read when the page redraws the same rows', async () => {
  const source = openFixture('A-25');
  const redraw = (): Promise<void> => {
    const list = source.document.querySelector('ol.artdeco-list');
    list?.replaceWith(list.cloneNode(true));
    return Promise.resolve();
  };
  expect(await look(source, redraw)).toMatchObject({ kind: 'reading', seen: 25 });
});

it('discards the snapshot when a row is recycled meanwhile', async () => {
  const source = openFixture('A-25');
  const recycle = (): Promise<void> => {
    rowOf(source)?.querySelector('[data-scroll-into-view]')?.setAttribute('data-scroll-into-view', 'urn:li:fs_salesProfile:(ACwOTHER,NAME_SEARCH,x)');
    return Promise.resolve();
  };
  expect(await look(source, recycle)).toEqual({ kind: 'fault', code: 'page-changed', layouts: [] });
});

it('discards the snapshot when the address changes without a reload', async () => {
  const source = openFixture('A-25');
  let address = SEARCH;
  const reading = capture({
    source: () => ({ ...source, address }),
    settle: () => {
      address = SEARCH.replace('page=1', 'page=2');
      return Promise.resolve();
    },
    tabIsVisible: () => true,
  });
  expect(await reading).toEqual({ kind: 'fault', code: 'page-changed', layouts: [] });
});

it('does not look at a tab that nobody sees', async () => {
  expect(await look(openFixture('A-25'), still, false)).toEqual({ kind: 'fault', code: 'hidden-tab', layouts: [] });
});
