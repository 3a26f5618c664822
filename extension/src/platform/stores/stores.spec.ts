/** @jest-environment node */
import { MemoryArea } from '../testing/memory-area';
import { STORE_NAMES } from './schemas';
import { BYTE_BUDGETS, StoreFromNewerVersion, StoreFull, Stores } from './stores';

it('writes several stores in one write and nothing but the four', async () => {
  const area = new MemoryArea();
  const stores = new Stores(area);
  await stores.change((state) => ({
    changes: { queue: state.queue, progress: state.progress, settings: state.settings, session: state.session },
    result: undefined,
  }));
  expect([area.writes, [...area.keys()].sort()]).toEqual([1, [...STORE_NAMES].sort()]);
});

it('runs changes one after the other, also after one that failed', async () => {
  const stores = new Stores(new MemoryArea());
  const rename = (suffix: string): Promise<void> =>
    stores.change(({ settings }) => ({ changes: { settings: { ...settings, browserName: settings.browserName + suffix } }, result: undefined }));
  const failing = stores.change(() => {
    throw new Error('decided badly');
  });
  await Promise.all([rename('a'), expect(failing).rejects.toThrow('decided badly'), rename('b'), rename('c')]);
  expect((await stores.read()).settings.browserName).toBe('abc');
});

it('writes nothing at all when a store would exceed its budget', async () => {
  const area = new MemoryArea();
  const stores = new Stores(area);
  const change = stores.change(({ settings, progress }) => ({
    changes: { progress, settings: { ...settings, browserName: 'x'.repeat(BYTE_BUDGETS.settings) } },
    result: undefined,
  }));
  await expect(change).rejects.toThrow(StoreFull);
  expect(area.keys()).toEqual([]);
});

it('leaves a store alone that a newer version wrote', async () => {
  const area = new MemoryArea();
  await area.set({ queue: { schema: 2 } });
  await expect(new Stores(area).read()).rejects.toThrow(StoreFromNewerVersion);
});
