/** @jest-environment node */
import { MemoryArea } from '../../platform/testing/memory-area';
import { paired } from '../../platform/testing/worker';
import { Stores } from '../../platform/stores/stores';
import type { StoreTypes } from '../../platform/stores/schemas';
import { initialUi, requestedCount, screenOf, type PanelModel } from './panel-model';

const fresh = (): Promise<StoreTypes> => new Stores(new MemoryArea()).read();
const model = (stores: StoreTypes, hasAccess = false): PanelModel => ({ stores, hasAccess, place: 'results', ui: initialUi });
const decided = (stores: StoreTypes, accepted: boolean, version = 1): StoreTypes => ({
  ...stores,
  settings: { ...stores.settings, disclosure: { accepted, version, at: '' } },
});

it('leads from the disclosure over pairing and access to the import', async () => {
  const stores = await fresh();
  expect([
    screenOf(model(stores)),
    screenOf(model(decided(stores, false))),
    screenOf(model(decided(stores, true))),
    screenOf(model({ ...decided(stores, true), session: paired })),
    screenOf(model({ ...decided(stores, true), session: paired }, true)),
  ]).toEqual(['disclosure', 'declined', 'pairing', 'access', 'import']);
});

it('asks again when the practices changed since the person agreed', async () => {
  expect(screenOf(model({ ...decided(await fresh(), true, 0), session: paired }, true))).toBe('disclosure');
});

it.each([
  ['25', 25],
  [' 2500 ', 2500],
  ['2501', null],
  ['0', null],
  ['', null],
  ['1e3', null],
])('takes %j for the count %j', (typed, count) => {
  expect(requestedCount(typed)).toBe(count);
});
