/** The log in pages, from a node of its own: what they hold is what the client reads. */
import { randomUUID } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { EventStoreDBClient, jsonEvent } from '@eventstore/db-client';
import { startEventNode, type EventNode } from '../../../../infra/embedded/event-node/event-node';
import { EventStoreUnavailable, LOWEST_POSITION, type EventToAppend, type LogPage, type StoredEvent } from './event-store';
import { EventStoreDb } from './event-store-db';
import { storedEventsOf } from './log-page';

const END = '9'.repeat(20);
const folder = mkdtempSync(join(tmpdir(), 'leadgen-pages-'));
let node: EventNode;
let store: EventStoreDb;
const url = (): string => `esdb://127.0.0.1:${String(node.port)}?tls=false`;

beforeAll(async () => {
  node = await startEventNode({ dataDir: folder, port: 0, secret: null });
  store = new EventStoreDb({ url: url(), attemptMs: 500, giveUpMs: 1_000 });
});
afterAll(async () => {
  await store.close();
  await node.stop();
  rmSync(folder, { recursive: true });
});

const event = (number: number): EventToAppend => ({
  id: randomUUID(),
  storedType: 'Something.v1',
  data: { v: 1, c: { number }, b: [], z: 'ä ☕' },
  metadata: { commandId: randomUUID(), text: 'ß'.repeat(200) },
});

async function pagesOf(options: { readonly upTo?: string; readonly pageSize?: number; readonly signal?: AbortSignal }): Promise<LogPage[]> {
  const pages: LogPage[] = [];
  for await (const page of store.pages({ upTo: END, signal: new AbortController().signal, ...options })) pages.push(page);
  return pages;
}
const eventsOf = (pages: readonly LogPage[], upTo = END): readonly StoredEvent[] => pages.flatMap((page) => storedEventsOf(page, upTo));

describe('the pages of the log', () => {
  it('are none while it is empty', async () => {
    expect(await pagesOf({})).toEqual([]);
  });

  it('hold every event but those of the server, as the client reads them', async () => {
    const [one, two] = [`import-${randomUUID()}`, `import-${randomUUID()}`];
    await store.append(one, 'no-stream', [event(0), event(1), event(2)]);
    const client = EventStoreDBClient.connectionString(url());
    await client.setStreamMetadata(one, { maxCount: 100 });
    await client.appendToStream('foreign-1', jsonEvent({ type: '$ours', data: {} }));
    await client.dispose();
    await store.append(two, 'no-stream', [event(3)]);
    await store.append(one, 2, [event(4)]);
    const [first, second] = [await store.readStream(one), await store.readStream(two)];
    const all = [...first, ...second].sort((a, b) => (a.position < b.position ? -1 : 1));
    expect(all).toHaveLength(5);
    for (const pageSize of [1, 2, 3, 500]) expect(eventsOf(await pagesOf({ pageSize }))).toEqual(all);
    const pages = await pagesOf({ pageSize: 2 });
    expect(pages.at(-1)?.last).toBe(await store.lastPosition());
    expect(pages.map(({ last }) => last)).toEqual([...new Set(pages.map(({ last }) => last))].sort());
  });

  it('end with the one that holds the position', async () => {
    const [, second] = eventsOf(await pagesOf({}));
    const upTo = second?.position ?? LOWEST_POSITION;
    const pages = await pagesOf({ upTo, pageSize: 3 });
    expect(pages).toHaveLength(1);
    expect(eventsOf(pages, upTo)).toEqual(eventsOf(await pagesOf({})).slice(0, 2));
  });

  it('end when nobody wants them any more', async () => {
    const wanted = new AbortController();
    const pages: LogPage[] = [];
    for await (const page of store.pages({ upTo: END, pageSize: 1, signal: wanted.signal })) {
      pages.push(page);
      wanted.abort();
    }
    expect(pages).toHaveLength(1);
  });

  it('say that the store is away', async () => {
    const away = new EventStoreDb({ url: 'esdb://127.0.0.1:1?tls=false', attemptMs: 200, giveUpMs: 400 });
    const reading = away.pages({ upTo: END, signal: new AbortController().signal })[Symbol.asyncIterator]().next();
    await expect(reading).rejects.toThrow(EventStoreUnavailable);
    await away.close();
  });
});
