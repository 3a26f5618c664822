import { randomUUID } from 'node:crypto';
import { join, resolve } from 'node:path';
import { accept, type Decider } from '../decider/decider';
import type { AnyNewEvent } from '../sealing/event-plan';
import { contextForTests } from '../testing/metadata';
import { startReadSide, type ReadSide } from '../testing/read-side';
import { openedTally, type TallyConnections } from '../testing/tally.thread';
import { reasonOf } from './group-health';
import { LaneThreads } from './lane-threads';
import { rebuildBeside } from './rebuild';
import { ViewsTool } from './views-tool';

const journal: Decider<null, AnyNewEvent, AnyNewEvent, AnyNewEvent, never> = {
  category: 'import',
  reads: 'clear',
  initial: null,
  evolve: (state) => state,
  decide: (event) => accept(event),
};
const clear = {
  mode: 'visible-page',
  requestedCount: 25,
  pageKind: 'people-search',
  searchId: null,
  gestureId: randomUUID(),
  browserId: null,
  extensionVersion: '1.0.0',
  parserVersion: '1.0.0',
};
const started = (pagePath: string): AnyNewEvent => ({ type: 'ImportStarted', clear, personal: { workspace: { pagePath } } });
const completed: AnyNewEvent = { type: 'ImportCompleted', clear: {}, personal: {} };
const cancelled: AnyNewEvent = { type: 'ImportCancelled', clear: {}, personal: {} };

const register = resolve(__dirname, '../../../../infra/tooling/swc-register.cjs');
const signal = new AbortController().signal;
const workspaces = [randomUUID(), randomUUID()];
let side: ReadSide;
beforeEach(async () => {
  side = await startReadSide();
});
afterEach(() => side.close());

const happened = (stream: string, event: AnyNewEvent, workspaceId = workspaces[0] ?? '') =>
  side.write.runner.run(journal, stream, event, contextForTests({ commandId: randomUUID(), workspaceId }));

function threads(entry = join(__dirname, '../testing/tally.thread.ts')): LaneThreads {
  const connections: TallyConnections = {
    eventStoreUrl: side.write.eventStoreUrl,
    mongodbUrl: process.env['TEST_MONGODB_URL'] ?? '',
    views: side.database.databaseName,
    vault: side.write.vault.databaseName,
    keysFolder: side.write.keysFolder,
  };
  return new LaneThreads({ entry, connections, count: 2, execArgv: ['--require', register] });
}
const documentsOf = (collection: string) => side.database.collection(collection).find().sort({ _id: 1 }).toArray();

/** Streams whose events are far apart in the log, so that several pages touch the same documents. */
async function aBusyLog(): Promise<void> {
  const streams = Array.from({ length: 12 }, () => `import-${randomUUID()}`);
  for (const event of [started('/sales/search/one'), completed, cancelled, started('/sales/search/two')]) {
    for (const [index, stream] of streams.entries()) {
      if (event.type !== 'ImportCancelled' || index % 3 === 0) await happened(stream, event, workspaces[index % 2]);
    }
  }
}

describe('a rebuild in threads', () => {
  it('gives the same documents as a rebuild in one', async () => {
    await aBusyLog();
    const upTo = await side.store.lastPosition();
    const work = { views: [openedTally], upTo, signal, pageSize: 4 };
    const alone = await rebuildBeside(side, { ...work, suffix: 'alone' });
    const together = await rebuildBeside({ ...side, threads: threads() }, { ...work, suffix: 'together' });
    const documents = await documentsOf('opened-tally.v1.alone');
    const histories = documents.map(({ types }) => String(types)).sort();
    const again = Array.from({ length: 4 }, () => 'ImportStarted');
    expect(histories).toEqual([...again, ...Array.from({ length: 8 }, () => 'ImportStarted,ImportCompleted,ImportStarted')]);
    expect(await documentsOf('opened-tally.v1.together')).toEqual(documents);
    expect(together).toBe(alone);
  });

  it('tells why it cannot go on as if there were no threads, and leaves the live view alone', async () => {
    await aBusyLog();
    const tool = new ViewsTool({ ...side, threads: threads() }, [openedTally]);
    await tool.rebuild('opened-tally', () => undefined);
    side.keep([openedTally]);
    await side.reader([openedTally]).waitFor('opened-tally', await side.store.lastPosition(), 10_000);
    const documents = await documentsOf('opened-tally.v1');
    expect(documents).toHaveLength(12);
    await side.write.vault.collection('subject_keys').deleteMany({});
    const refused = await tool.rebuild('opened-tally', () => undefined).catch((error: unknown) => error);
    expect([reasonOf(refused), (refused as Error).name]).toEqual(['missing-key', 'MissingKeyNotExplained']);
    expect(await documentsOf('opened-tally.v1')).toEqual(documents);
  });

  it('fails when a thread does not start, instead of waiting for it', async () => {
    await aBusyLog();
    const upTo = await side.store.lastPosition();
    const broken = { ...side, threads: threads(join(__dirname, 'no-such-entry.ts')) };
    await expect(rebuildBeside(broken, { views: [openedTally], upTo, suffix: 'broken', signal })).rejects.toThrow(/no-such-entry/);
  });
});
