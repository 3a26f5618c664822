import type { StorageArea } from '../stores/area';

export const localArea: StorageArea = {
  get: (keys) => chrome.storage.local.get([...keys]),
  set: (items) => chrome.storage.local.set(items),
};

/** Scripts inside pages, our own included, cannot see the stores from then on. */
export const keepStorageFromPages = (): Promise<void> => chrome.storage.local.setAccessLevel({ accessLevel: 'TRUSTED_CONTEXTS' });

export const onStorageChange = (listener: () => void): void => chrome.storage.local.onChanged.addListener(listener);
