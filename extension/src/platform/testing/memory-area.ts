import type { StorageArea } from '../stores/area';

/** A storage area in memory. Copies on the way in and out, as the browser does; `survive` gives the area a restarted worker finds. */
export class MemoryArea implements StorageArea {
  private items: Record<string, unknown> = {};
  /** Set to make the next write fail as a full disk does. */
  writes = 0;

  get(keys: readonly string[]): Promise<Record<string, unknown>> {
    return Promise.resolve(structuredClone(Object.fromEntries(Object.entries(this.items).filter(([key]) => keys.includes(key)))));
  }

  set(items: Readonly<Record<string, unknown>>): Promise<void> {
    this.writes += 1;
    this.items = { ...this.items, ...structuredClone(items) };
    return Promise.resolve();
  }

  keys(): readonly string[] {
    return Object.keys(this.items);
  }
}
