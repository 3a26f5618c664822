import { randomUUID } from 'node:crypto';
import type { CommandContext } from '../decider/command-context';
import { accept, type Decider } from '../decider/decider';
import { ProjectionGroups } from '../projections/projection-groups';
import { contextForTests } from '../testing/metadata';
import { startReadSide, type ReadSide } from '../testing/read-side';
import { parkedCommands, retryParked } from './parked';
import { CannotProceed, type Process } from './process';
import { ProcessRunners } from './process-runners';
import { testLog } from '../testing/test-log';

interface Event {
  readonly type: 'ImportCompleted' | 'ImportCancelled';
  readonly clear: object;
  readonly personal: object;
}
const opened: Event = { type: 'ImportCompleted', clear: {}, personal: {} };
const closed: Event = { type: 'ImportCancelled', clear: {}, personal: {} };
const journal: Decider<null, Event, Event, Event, never> = {
  category: 'import',
  reads: 'clear',
  initial: null,
  evolve: (state) => state,
  decide: (event) => accept(event),
};

interface Told {
  readonly what: string;
  readonly instance: string;
  readonly context: CommandContext;
}

/** Greets what opens, and reminds an hour later unless it closed. */
const remind: Process<{ readonly openedAt: string }, Event, { readonly what: string; readonly instance: string }> = {
  name: 'remind-when-open',
  version: 1,
  types: ['ImportCompleted', 'ImportCancelled'],
  route: (event) => event.stream,
  react: (_state, input, instance) => {
    if (input.kind === 'timer') return { state: null, commands: [{ what: 'remind', instance }], timers: [] };
    if (input.event.type === 'ImportCancelled') return { state: null, commands: [], timers: [] };
    return {
      state: { openedAt: input.event.position },
      commands: [{ what: 'greet', instance }],
      timers: [{ name: 'hour', dueAt: '2026-01-05T10:00:00.000Z' }],
    };
  },
  command: (command, context) => ({ ...command, context }),
};

let side: ReadSide;
let told: Told[];
let running: { stop: () => Promise<void> }[];
let refuse: (told: Told) => Error | null;
beforeEach(async () => {
  side = await startReadSide();
  told = [];
  running = [];
  refuse = () => null;
});
afterEach(async () => {
  for (const each of running) await each.stop();
  await side.close();
});

function work(): { stop: () => Promise<void>; runners: ProcessRunners } {
  const groups = new ProjectionGroups({ ...side, views: [], log: testLog() });
  const runners = new ProcessRunners({
    ...side,
    processes: [remind],
    feed: groups.feed,
    clock: side.write.clock,
    log: testLog(),
    tickMs: 20,
    execute: (command) => {
      const error = refuse(command as Told);
      if (error !== null) return Promise.reject(error);
      told.push(command as Told);
      return Promise.resolve();
    },
  });
  groups.start();
  runners.start();
  const worker = { runners, stop: () => runners.stop().then(() => groups.stop()) };
  running.push(worker);
  return worker;
}

const workspaceId = randomUUID();
const stream = (): string => `import-${randomUUID()}`;
async function happened(to: string, event: Event): Promise<string> {
  const result = await side.write.runner.run(journal, to, event, contextForTests({ commandId: randomUUID(), workspaceId }));
  return result.kind === 'accepted' ? result.position : '';
}
const takenIn = (position: string) => side.checkpoints.waitFor('process.remind-when-open.v1', position, 60_000);

async function until<T>(look: () => T | Promise<T>, wanted: (value: T) => boolean): Promise<T> {
  const giveUpAt = Date.now() + 60_000;
  for (;;) {
    const value = await look();
    if (wanted(value)) return value;
    if (Date.now() > giveUpAt) throw new Error(`Waited in vain: ${JSON.stringify(value)}`);
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
}
const whats = (): string[] => told.map(({ what }) => what);

it('carries out the commands of an event with an id that comes from the event', async () => {
  work();
  const instance = stream();
  await happened(instance, opened);
  await until(whats, (each) => each.length === 1);
  expect(told[0]).toEqual({
    what: 'greet',
    instance,
    context: {
      commandId: expect.stringMatching(/^[0-9a-f-]{14}5[0-9a-f-]{21}$/),
      correlationId: contextForTests().correlationId,
      causationId: (await side.store.readLast(instance))?.id,
      occurredAt: side.write.clock.now(),
      workspaceId,
      actor: null,
      surface: 'system',
      purpose: 'operate',
      basis: 'contract',
      source: 'system',
    },
  });
});

it('fires a timer when the clock has passed it, once, and none that an event has stopped', async () => {
  work();
  const [left, stopped] = [stream(), stream()];
  await happened(left, opened);
  await happened(stopped, opened);
  await takenIn(await happened(stopped, closed));
  await until(whats, (each) => each.length === 2);
  side.write.clock.set('2026-01-05T10:00:00.000Z');
  await until(whats, (each) => each.length === 3);
  expect(told.slice(2).map(({ what, instance }) => [what, instance])).toEqual([['remind', left]]);
  await until(
    () => side.database.collection('process.remind-when-open.v1').countDocuments(),
    (count) => count === 0,
  );
  expect(whats()).toEqual(['greet', 'greet', 'remind']);
});

it('does not fire a timer that has become due while no worker ran, when an event of that time has stopped it', async () => {
  const instance = stream();
  const first = work();
  await takenIn(await happened(instance, opened));
  await until(whats, (each) => each.length === 1);
  await first.stop();
  const position = await happened(instance, closed);
  side.write.clock.set('2026-01-05T12:00:00.000Z');
  work();
  await takenIn(position);
  const another = stream();
  await happened(another, opened);
  await until(whats, (each) => each.includes('remind'));
  expect(told.filter(({ what }) => what === 'remind').map((each) => each.instance)).toEqual([another]);
});

it('tries a command again after a fault, and after its worker is gone, with the same id', async () => {
  const ids: string[] = [];
  refuse = (command) => (ids.push(command.context.commandId), ids.length < 3 ? new Error('not now') : null);
  const first = work();
  await happened(stream(), opened);
  await until(
    () => ids.length,
    (count) => count >= 1,
  );
  await first.stop();
  work();
  await until(whats, (each) => each.length === 1);
  expect(new Set(ids).size).toBe(1);
});

it('derives its instances again when the view database is lost, with the same command ids', async () => {
  const first = work();
  const position = await happened(stream(), opened);
  await until(whats, (each) => each.length === 1);
  await takenIn(position);
  await first.stop();
  await side.database.dropDatabase();
  work();
  await until(whats, (each) => each.length === 2);
  expect(told[1]?.context.commandId).toBe(told[0]?.context.commandId);
});

it('parks a command that cannot proceed with its reason, holds back what follows, and goes on when it is told to', async () => {
  refuse = ({ what }) => (what === 'greet' ? new CannotProceed('nobody-home') : null);
  work();
  const instance = stream();
  await happened(instance, opened);
  const [parked] = await until(
    () => parkedCommands(side.database, [remind]),
    ({ length }) => length === 1,
  );
  expect(parked).toEqual({
    commandId: expect.any(String),
    process: 'remind-when-open',
    instance,
    workspaceId,
    reason: 'nobody-home',
    attempts: 1,
    at: side.write.clock.now(),
  });
  side.write.clock.set('2026-01-05T10:00:00.000Z');
  await until(
    () => side.database.collection('process.remind-when-open.v1').countDocuments({ 'outbox.1.command.what': 'remind' }),
    (count) => count === 1,
  );
  expect(whats()).toEqual([]);
  refuse = () => null;
  expect(await retryParked(side.database, [remind], parked?.commandId ?? '')).toBe(true);
  await until(whats, (each) => each.length === 2);
  expect(whats()).toEqual(['greet', 'remind']);
  expect(await retryParked(side.database, [remind], parked?.commandId ?? '')).toBe(false);
});

it('parks a command that fails five times', async () => {
  refuse = () => new Error('broken');
  work();
  await happened(stream(), opened);
  const [parked] = await until(
    () => parkedCommands(side.database, [remind]),
    ({ length }) => length === 1,
  );
  expect([parked?.reason, parked?.attempts]).toEqual(['failed-repeatedly', 5]);
});
