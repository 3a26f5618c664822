import type { StorageArea } from './area';
import { STORE_NAMES, type StoreName, type StoreTypes } from './schemas';

/** Bytes of JSON that each store may hold; together well below the ten megabytes of the browser. */
export const BYTE_BUDGETS: Readonly<Record<StoreName, number>> = { settings: 4_096, session: 16_384, progress: 131_072, queue: 4_194_304 };
export const SCHEMA_VERSION = 1;
export const DEFAULT_ORIGIN = 'http://127.0.0.1:8377';

const initial: StoreTypes = {
  settings: { schema: 1, origin: DEFAULT_ORIGIN, disclosure: null, browserName: '' },
  session: { schema: 1, status: 'unpaired', pairing: null },
  progress: { schema: 1, imports: [] },
  queue: { schema: 1, entries: [] },
};

export class StoreFull extends Error {
  constructor(readonly store: StoreName) {
    super(`The store ${store} would exceed its ${String(BYTE_BUDGETS[store])} bytes.`);
  }
}

export class StoreFromNewerVersion extends Error {
  constructor(readonly store: StoreName) {
    super(`The store ${store} was written by a newer version of LeadGen: update the extension.`);
  }
}

export type Changes = Partial<StoreTypes>;

/**
 * All state of the extension. Changes run one after the other through a single chain; each reads what is stored and writes the
 * stores it changes in one write, so that a worker killed at any point leaves either the old state or the new one.
 */
export class Stores {
  private chain: Promise<unknown> = Promise.resolve();

  constructor(private readonly area: StorageArea) {}

  async read(): Promise<StoreTypes> {
    const found = await this.area.get(STORE_NAMES);
    return {
      settings: checked('settings', found['settings']),
      session: checked('session', found['session']),
      progress: checked('progress', found['progress']),
      queue: checked('queue', found['queue']),
    };
  }

  /** @throws StoreFull, and then nothing is written. */
  change<T>(decide: (state: StoreTypes) => { readonly changes: Changes; readonly result: T }): Promise<T> {
    const turn = this.chain.then(async () => {
      const { changes, result } = decide(await this.read());
      for (const name of STORE_NAMES) if (byteSize(changes[name]) > BYTE_BUDGETS[name]) throw new StoreFull(name);
      if (Object.keys(changes).length > 0) await this.area.set(changes);
      return result;
    });
    this.chain = turn.catch(() => undefined);
    return turn;
  }
}

function checked<N extends StoreName>(name: N, stored: unknown): StoreTypes[N] {
  if (stored === undefined) return initial[name];
  const { schema } = stored as { schema?: unknown };
  if (schema !== SCHEMA_VERSION) throw new StoreFromNewerVersion(name);
  return stored as StoreTypes[N];
}

export const byteSize = (value: unknown): number => (value === undefined ? 0 : new TextEncoder().encode(JSON.stringify(value)).length);
