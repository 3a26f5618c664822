import { randomUUID } from 'node:crypto';
import { contextForTests } from '../testing/metadata';
import { startWriteSide, type WriteSide } from '../testing/write-side';
import { accept, reject, type Decider } from './decider';

/** Events of two real categories, known here by shape only: the platform knows no business. */
interface AnyEvent {
  readonly type: string;
  readonly clear: object;
  readonly personal: { readonly lead?: Readonly<Record<string, string | null>>; readonly workspace?: object };
}

/** A count of starts: the smallest decider with a state, a rejection and a repetition. */
interface CountCommand {
  /** `tidy`: cancel from two starts on. */
  readonly name: 'start' | 'cancel' | 'tidy';
}
const count: Decider<number, CountCommand, AnyEvent, AnyEvent, 'AlreadyCancelled'> = {
  category: 'import',
  reads: 'clear',
  initial: 0,
  evolve: (state, event) => (event.type === 'ImportStarted' ? state + 1 : event.type === 'ImportCancelled' ? -1 : state),
  decide: (command, state) => {
    if (state === -1) return command.name === 'cancel' ? accept() : reject('AlreadyCancelled');
    if (command.name === 'tidy' && state < 2) return accept();
    return accept(command.name === 'start' ? started : cancelled);
  },
};
const started: AnyEvent = {
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
const cancelled: AnyEvent = { type: 'ImportCancelled', clear: {}, personal: {} };

const profile: AnyEvent = {
  type: 'LeadRecorded',
  clear: { importId: randomUUID(), pageNumber: 1, layout: 'A', parserVersion: '1.0.0', fieldRules: [] },
  personal: {
    lead: {
      fullName: 'Ada Lovelace',
      title: 'Analyst',
      companyName: null,
      companyId: null,
      location: null,
      degree: null,
      tenureInRole: null,
      tenureInCompany: null,
      salesProfileId: 'ACwAAA',
      salesProfileUrl: 'https://www.linkedin.com/sales/lead/ACwAAA',
      publicProfileUrl: null,
    },
  },
};
const names: Decider<readonly unknown[], 'record', AnyEvent, AnyEvent, never> = {
  category: 'lead',
  reads: 'opened',
  initial: [],
  evolve: (state, event) => (event.type === 'LeadRecorded' ? [...state, event.personal.lead?.['fullName']] : state),
  decide: (_command, state) => (state.length === 0 ? accept(profile) : accept()),
};

let side: WriteSide;
beforeAll(() => {
  side = startWriteSide();
});
afterAll(() => side.close());

const context = () => contextForTests({ commandId: randomUUID(), workspaceId: randomUUID() });
const importStream = (): string => `import-${randomUUID()}`;

describe('a command', () => {
  it('appends what was decided and answers with revision and position', async () => {
    const stream = importStream();
    const result = await side.runner.run(count, stream, { name: 'start' }, context());
    const stored = await side.events.readStream(stream);
    expect(result).toEqual({ kind: 'accepted', events: [started], revision: 0, position: stored[0]?.position, repeated: false });
    expect(await side.runner.load(count, stream)).toEqual({ state: 1, revision: 0, position: stored[0]?.position });
  });

  it('answers with the place of the stream when nothing is to be done, and with the reason when it is refused', async () => {
    const stream = importStream();
    const [first, again, refused] = [context(), context(), context()];
    const done = await side.runner.run(count, stream, { name: 'cancel' }, first);
    const { position } = done as { position: string };
    expect(await side.runner.run(count, stream, { name: 'cancel' }, again)).toEqual({ kind: 'accepted', events: [], revision: 0, position, repeated: false });
    expect(await side.runner.run(count, stream, { name: 'start' }, refused)).toEqual({ kind: 'rejected', reason: 'AlreadyCancelled', revision: 0 });
  });

  it('recognises its own id: in this process, in another one, and after others have written', async () => {
    const stream = importStream();
    const repeatedContext = context();
    const first = await side.runner.run(count, stream, { name: 'start' }, repeatedContext);
    await side.runner.run(count, stream, { name: 'start' }, { ...context(), workspaceId: repeatedContext.workspaceId });
    const expected = { ...first, repeated: true };
    expect(await side.runner.run(count, stream, { name: 'start' }, repeatedContext)).toEqual(expected);
    expect(await side.another().runner.run(count, stream, { name: 'start' }, repeatedContext)).toEqual(expected);
    expect(await side.another().runner.run(count, stream, { name: 'start' }, repeatedContext, { expectNew: true })).toEqual({ ...first, repeated: false });
    expect(await side.events.readStream(stream)).toHaveLength(2);
  });

  it('decides on what is there when this process remembers an older state', async () => {
    const stream = importStream();
    await side.runner.run(count, stream, { name: 'start' }, context());
    await side.another().runner.run(count, stream, { name: 'cancel' }, context());
    expect(await side.runner.run(count, stream, { name: 'start' }, context())).toEqual({ kind: 'rejected', reason: 'AlreadyCancelled', revision: 1 });
  });

  it('never says that nothing is to be done from memory alone', async () => {
    const stream = importStream();
    await side.runner.run(count, stream, { name: 'start' }, context());
    await side.another().runner.run(count, stream, { name: 'start' }, context());
    expect(await side.runner.run(count, stream, { name: 'tidy' }, context())).toMatchObject({ events: [cancelled], revision: 2 });
    const expectedNew = await side.another().runner.run(count, stream, { name: 'tidy' }, context(), { expectNew: true });
    expect(expectedNew).toMatchObject({ kind: 'rejected', reason: 'AlreadyCancelled', revision: 2 });
  });

  it('runs one after the other on one stream, within a process and across two', async () => {
    const stream = importStream();
    const other = side.another();
    const runs = Array.from({ length: 20 }, (_, index) => (index % 4 === 0 ? other : side).runner.run(count, stream, { name: 'start' }, context()));
    const results = await Promise.all(runs);
    expect(results.map(({ kind }) => kind)).toEqual(runs.map(() => 'accepted'));
    expect(await side.runner.load(count, stream)).toMatchObject({ state: 20, revision: 19 });
  });

  it('sees what is stored when it expected a new stream and was wrong', async () => {
    const stream = `lead-${randomUUID()}`;
    const workspace = context();
    await side.runner.run(names, stream, 'record', workspace, { expectNew: true });
    const again = await side.another().runner.run(names, stream, 'record', { ...workspace, commandId: randomUUID() }, { expectNew: true });
    expect(again).toMatchObject({ kind: 'accepted', events: [], revision: 0, repeated: false });
    expect(await side.runner.load(names, stream)).toMatchObject({ state: ['Ada Lovelace'] });
  });

  it('stores nothing personal in clear, and gives it back opened', async () => {
    const stream = `lead-${randomUUID()}`;
    const own = context();
    await side.runner.run(names, stream, 'record', own, { expectNew: true });
    const stored = await side.events.readStream(stream);
    expect(JSON.stringify(stored)).not.toMatch(/Lovelace|Analyst|ACwAAA/);
    const [shut] = await side.opener.open<AnyEvent>(stored, 'clear');
    const [opened] = await side.another().opener.open<AnyEvent>(stored, 'opened');
    expect(shut).toMatchObject({ type: 'LeadRecorded', clear: profile.clear, personal: {} });
    expect(opened).toMatchObject({ type: 'LeadRecorded', clear: profile.clear, personal: profile.personal, metadata: { commandId: own.commandId } });
  });
});
