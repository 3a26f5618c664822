import { randomUUID } from 'node:crypto';
import type { LiveMessage } from '../../../../event-schemas/src/http/live';
import { accept, type Decider } from '../decider/decider';
import type { AnyView } from '../projections/view';
import { contextForTests } from '../testing/metadata';
import { startReadSide, type ReadSide } from '../testing/read-side';
import { LiveFeed } from './live-feed';

interface Event {
  readonly type: 'ImportCompleted' | 'ImportCancelled';
  readonly clear: object;
  readonly personal: object;
}
const completed: Event = { type: 'ImportCompleted', clear: {}, personal: {} };
const cancelled: Event = { type: 'ImportCancelled', clear: {}, personal: {} };
const journal: Decider<null, Event, Event, Event, never> = {
  category: 'import',
  reads: 'clear',
  initial: null,
  evolve: (state) => state,
  decide: (event) => accept(event),
};
const view: AnyView = {
  name: 'ends',
  version: 1,
  group: 'ends',
  reads: 'clear',
  types: ['ImportCompleted'],
  indexes: [],
  topic: 'imports',
  route: ({ stream }) => [stream],
  apply: (_document, { metadata }) => ({ workspaceId: metadata.workspaceId }),
};

let side: ReadSide;
let feed: LiveFeed;
beforeEach(async () => {
  side = await startReadSide();
  feed = new LiveFeed(side.store, side.checkpoints, [view]);
});
afterEach(async () => {
  feed.close();
  await side.close();
});

async function happened(workspaceId: string, event: Event): Promise<string> {
  const result = await side.write.runner.run(journal, `import-${randomUUID()}`, event, contextForTests({ commandId: randomUUID(), workspaceId }));
  return result.kind === 'accepted' ? result.position : '';
}

/** Messages as they come; `next` waits for one. */
function mailbox() {
  const messages: LiveMessage[] = [];
  let wake: () => void = () => undefined;
  return {
    messages,
    listener: (message: LiveMessage): void => {
      messages.push(message);
      wake();
    },
    next: async (): Promise<LiveMessage | undefined> => {
      if (messages.length === 0) {
        await new Promise<void>((resolve) => {
          wake = resolve;
        });
      }
      return messages.shift();
    },
  };
}

it('tells a workspace that a topic has news, once its view shows it, and no other workspace', async () => {
  const [ours, theirs] = [randomUUID(), randomUUID()];
  const [mine, others] = [mailbox(), mailbox()];
  side.keep([view]);
  const stops = [await feed.subscribe(ours, mine.listener), await feed.subscribe(theirs, others.listener)];
  const position = await happened(ours, completed);
  expect(await mine.next()).toEqual({ topic: 'imports', position });
  expect(await side.database.collection('ends.v1').countDocuments({ workspaceId: ours })).toBe(1);
  await happened(theirs, completed);
  await others.next();
  expect(mine.messages).toEqual([]);
  for (const stop of stops) stop();
});

it('says nothing before the view has passed the event, and nothing about events of no topic', async () => {
  const workspaceId = randomUUID();
  const mine = mailbox();
  const stop = await feed.subscribe(workspaceId, mine.listener);
  await happened(workspaceId, cancelled);
  const position = await happened(workspaceId, completed);
  await expect(side.checkpoints.waitFor('ends', position, 100)).resolves.toBe('behind');
  expect(mine.messages).toEqual([]);
  side.keep([view]);
  expect(await mine.next()).toEqual({ topic: 'imports', position });
  stop();
});

it('tells a newcomer about what the view had not yet shown when it came', async () => {
  const workspaceId = randomUUID();
  const position = await happened(workspaceId, completed);
  const mine = mailbox();
  const stop = await feed.subscribe(workspaceId, mine.listener);
  side.keep([view]);
  expect(await mine.next()).toEqual({ topic: 'imports', position });
  stop();
});

it('tells nothing to those who left, and goes on for those who come back', async () => {
  const workspaceId = randomUUID();
  const [gone, back] = [mailbox(), mailbox()];
  side.keep([view]);
  (await feed.subscribe(workspaceId, gone.listener))();
  await side.checkpoints.waitFor('ends', await happened(workspaceId, completed), 60_000);
  const stop = await feed.subscribe(workspaceId, back.listener);
  const position = await happened(workspaceId, completed);
  expect(await back.next()).toEqual({ topic: 'imports', position });
  expect(gone.messages).toEqual([]);
  stop();
});
