import { randomUUID } from 'node:crypto';
import type { Recorded } from '../../../../event-schemas/src/envelope/metadata';
import { accept, type Decider } from '../decider/decider';
import { contextForTests } from '../testing/metadata';
import { startReadSide, type ReadSide } from '../testing/read-side';
import { ProjectionGroups } from './projection-groups';
import type { View } from './view';
import { FuturePosition } from './view-reader';
import { groupsOf } from './views-database';
import { ViewsTool, ViewsToolError } from './views-tool';
import { testLog } from '../testing/test-log';

interface Started {
  readonly type: 'ImportStarted';
  readonly clear: object;
  readonly personal: { readonly workspace?: { readonly pagePath: string } };
}
interface Ended {
  readonly type: 'ImportCompleted' | 'ImportCancelled';
  readonly clear: object;
  readonly personal: object;
}
type Event = Started | Ended;

const started: Started = {
  type: 'ImportStarted',
  clear: {
    mode: 'visible-page',
    requestedCount: 25,
    pageKind: 'people-search',
    searchId: null,
    gestureId: randomUUID(),
    browserId: null,
    extensionVersion: '1.0.0',
    parserVersion: '1.0.0',
  },
  personal: { workspace: { pagePath: '/sales/search/people' } },
};
const completed: Ended = { type: 'ImportCompleted', clear: {}, personal: {} };
const cancelled: Ended = { type: 'ImportCancelled', clear: {}, personal: {} };

const journal: Decider<null, Event, Event, Event, never> = {
  category: 'import',
  reads: 'clear',
  initial: null,
  evolve: (state) => state,
  decide: (event) => accept(event),
};

interface Tally {
  readonly workspaceId: string | null;
  readonly types: readonly string[];
  readonly pagePath: string | null;
}

/** A cancelled import leaves the view; one that starts again comes back. */
const tally = (parts: Partial<View<Tally, Event>> = {}): View<Tally, Event> => ({
  name: 'tally',
  version: 1,
  group: 'tallies',
  reads: 'clear',
  types: ['ImportStarted', 'ImportCompleted', 'ImportCancelled'],
  indexes: [{ keys: { workspaceId: 1 } }],
  topic: null,
  route: (event) => [event.stream],
  apply: (document, event) =>
    event.type === 'ImportCancelled'
      ? null
      : { workspaceId: event.metadata.workspaceId, types: [...(document?.types ?? []), event.type], pagePath: pagePathOf(event) ?? document?.pagePath ?? null },
  ...parts,
});
const pagePathOf = (event: Recorded<Event>): string | undefined => (event.type === 'ImportStarted' ? event.personal.workspace?.pagePath : undefined);

let side: ReadSide;
const workspaceId = randomUUID();
const stream = (): string => `import-${randomUUID()}`;
beforeEach(async () => {
  side = await startReadSide();
});
afterEach(() => side.close());

/** Appends the events one by one; the last position. */
async function happened(to: string, ...events: readonly Event[]): Promise<string> {
  let position = '';
  for (const event of events) {
    const result = await side.write.runner.run(journal, to, event, contextForTests({ commandId: randomUUID(), workspaceId }));
    if (result.kind === 'accepted') position = result.position;
  }
  return position;
}

const documentsOf = (view: View<Tally, Event>) => side.reader([view]).collection(view).find().sort({ _id: 1 }).toArray();
const seen = (view: View<Tally, Event>, position: string) => side.reader([view]).waitFor(view.name, position, 60_000);

async function until(groups: ProjectionGroups, condition: (health: ReturnType<ProjectionGroups['health']>[number]) => boolean): Promise<void> {
  const giveUpAt = Date.now() + 60_000;
  for (;;) {
    const [health] = groups.health();
    if (health !== undefined && condition(health)) return;
    if (Date.now() > giveUpAt) throw new Error(`Waited in vain: ${JSON.stringify(health)}`);
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
}

describe('a group of views', () => {
  it('folds what happened before and after it starts, and remembers the position of the last event of each document', async () => {
    const view = tally();
    const [one, two] = [stream(), stream()].sort();
    const first = await happened(one ?? '', started);
    side.keep([view]);
    expect(await seen(view, first)).toBe('reached');
    const second = await happened(two ?? '', started, completed);
    expect(await seen(view, second)).toBe('reached');
    expect(await documentsOf(view)).toEqual([
      { _id: one, workspaceId, types: ['ImportStarted'], pagePath: null, position: first },
      { _id: two, workspaceId, types: ['ImportStarted', 'ImportCompleted'], pagePath: null, position: second },
    ]);
  });

  it('gives opened values only to views that read them', async () => {
    const [clear, opened] = [tally(), tally({ name: 'opened-tally', reads: 'opened' })];
    side.keep([clear, opened]);
    await seen(opened, await happened(stream(), started)).catch(() => undefined);
    await side.checkpoints.waitFor('tallies', await side.store.lastPosition(), 60_000);
    expect((await documentsOf(clear)).map(({ pagePath }) => pagePath)).toEqual([null]);
    expect((await documentsOf(opened)).map(({ pagePath }) => pagePath)).toEqual(['/sales/search/people']);
  });

  it('removes a document, and makes it again', async () => {
    const view = tally();
    const to = stream();
    side.keep([view]);
    await seen(view, await happened(to, started, cancelled));
    expect(await documentsOf(view)).toEqual([]);
    const last = await happened(to, started);
    await seen(view, last);
    expect(await documentsOf(view)).toEqual([{ _id: to, workspaceId, types: ['ImportStarted'], pagePath: null, position: last }]);
  });

  it('changes nothing when it folds the same events again after losing its checkpoint', async () => {
    const view = tally();
    const [one, two] = [stream(), stream()];
    const begin = await happened(one, started);
    const last = await happened(two, started, completed, cancelled, started);
    const first = side.keep([view]);
    await seen(view, last);
    await first.stop();
    const before = await documentsOf(view);
    await groupsOf(side.database).updateOne({ _id: 'tallies' }, { $set: { position: begin } });
    side.keep([view]);
    await seen(view, await happened(one, completed));
    expect((await documentsOf(view)).find(({ _id }) => _id === two)).toEqual(before.find(({ _id }) => _id === two));
  });

  it('passes events that no view wants', async () => {
    const view = tally({ types: ['ImportCompleted'] });
    side.keep([view]);
    expect(await seen(view, await happened(stream(), started))).toBe('reached');
    expect(await documentsOf(view)).toEqual([]);
  });

  it('is kept by one worker at a time, and by the next one when the first stops', async () => {
    const folded: string[] = [];
    const watching = (worker: string) => tally({ route: (event) => (folded.push(worker), [event.stream]) });
    const first = side.keep([watching('first')]);
    await until(first, ({ state }) => state === 'live');
    const second = side.keep([watching('second')]);
    await seen(tally(), await happened(stream(), started));
    expect(second.health()).toEqual([expect.objectContaining({ state: 'waiting' })]);
    await first.stop();
    await seen(tally(), await happened(stream(), started));
    expect(folded).toEqual(['first', 'second']);
  });

  it('stops at an event on which a view throws, says so, and goes on when the view is mended', async () => {
    const broken = tally({ apply: (document, event) => (event.type === 'ImportCompleted' ? fail() : tally().apply(document, event, event.stream)) });
    const fail = (): never => {
      throw new Error('a bug');
    };
    const to = stream();
    const groups = side.keep([broken]);
    const before = await happened(to, started);
    await seen(broken, before);
    const after = await happened(to, completed);
    await until(groups, ({ state }) => state === 'faulted');
    expect(groups.health()).toEqual([{ group: 'tallies', state: 'faulted', position: before, reason: 'view-broke' }]);
    expect(await groups.readinessChecks()[0]?.check()).toBe('view-broke');
    await groups.stop();
    side.keep([tally()]);
    await seen(broken, after);
    expect((await documentsOf(tally())).map(({ types }) => types)).toEqual([['ImportStarted', 'ImportCompleted']]);
  });

  it('stops when a key is missing without a reason in the log, and goes on when the vault is whole again', async () => {
    const view = tally({ reads: 'opened' });
    const position = await happened(stream(), started);
    const keys = side.write.vault.collection('subject_keys');
    const lost = await keys.find().toArray();
    await keys.deleteMany({});
    const fresh = side.write.another();
    const groups = new ProjectionGroups({ ...side, opener: fresh.opener, store: fresh.events, views: [view], log: testLog() });
    groups.start();
    await until(groups, ({ reason }) => reason === 'missing-key');
    await keys.insertMany(lost);
    expect(await seen(view, position)).toBe('reached');
    await groups.stop();
    expect((await documentsOf(view)).map(({ pagePath }) => pagePath)).toEqual(['/sales/search/people']);
  });

  it('builds a changed view beside the old one, swaps them and drops the old one', async () => {
    const to = stream();
    const first = side.keep([tally()]);
    await seen(tally(), await happened(to, started, completed));
    await first.stop();
    const changed = tally({ version: 2, apply: (_document, event) => ({ workspaceId, types: [event.type], pagePath: null }) });
    const reader = side.reader([changed]);
    await reader.start();
    expect(reader.collection(changed).collectionName).toBe('tally.v1');
    const groups = side.keep([changed]);
    await until(groups, ({ state }) => state === 'live');
    await reader.start();
    expect(reader.collection(changed).collectionName).toBe('tally.v2');
    expect((await documentsOf(changed)).map(({ types }) => types)).toEqual([['ImportCompleted']]);
    await groups.stop();
    const next = side.keep([changed]);
    await until(next, ({ state }) => state === 'live');
    const names = await side.database.listCollections({}, { nameOnly: true }).toArray();
    expect(names.map(({ name }) => name).filter((name) => name.startsWith('tally'))).toEqual(['tally.v2']);
  });
});

describe('waiting for a position', () => {
  it('ends with `behind` when the view does not get there in time', async () => {
    const position = await happened(stream(), started);
    expect(await side.reader([tally()]).waitFor('tally', position, 30)).toBe('behind');
  });

  it('refuses a position that nobody can have been given', async () => {
    await happened(stream(), started);
    await expect(side.reader([tally()]).waitFor('tally', '9'.repeat(20), 30)).rejects.toThrow(FuturePosition);
  });
});

describe('the tool beside a running worker', () => {
  it('proves views equal to the log, finds a changed document, and mends it by a rebuild', async () => {
    const view = tally();
    const to = stream();
    side.keep([view]);
    const position = await happened(to, started, completed);
    await happened(stream(), started, cancelled);
    await seen(view, await side.store.lastPosition());
    const tool = new ViewsTool(side, [view]);
    expect(await tool.verify(null)).toEqual([expect.objectContaining({ view: 'tally', equal: true })]);
    await side
      .reader([view])
      .collection(view)
      .updateOne({ _id: to }, { $set: { types: [] } });
    expect(await tool.verify('tally')).toEqual([expect.objectContaining({ equal: false })]);
    expect(await tool.rebuild('tally', () => undefined)).toBe((await tool.status())[0]?.events);
    expect(await tool.verify('tally')).toEqual([expect.objectContaining({ equal: true })]);
    expect(await documentsOf(view)).toEqual([{ _id: to, workspaceId, types: ['ImportStarted', 'ImportCompleted'], pagePath: null, position }]);
    const later = await happened(to, completed);
    expect(await seen(view, later)).toBe('reached');
  });

  it('is not misled by documents that a killed worker wrote ahead of its checkpoint', async () => {
    const view = tally();
    const worker = side.keep([view]);
    const before = await happened(stream(), started);
    await seen(view, await happened(stream(), started, completed));
    await worker.stop();
    await groupsOf(side.database).updateOne({ _id: 'tallies' }, { $set: { position: before } });
    expect(await new ViewsTool(side, [view]).verify('tally')).toEqual([expect.objectContaining({ view: 'tally', equal: true })]);
  });

  it('names the views there are when it is asked for another one', async () => {
    await expect(new ViewsTool(side, [tally()]).verify('nonsense')).rejects.toEqual(new ViewsToolError('There is no view nonsense; take one of tally.'));
  });
});
