/** @jest-environment node */
import { dispatch } from '../../platform/messages/protocol';
import { FakeLeadGen } from '../../platform/testing/fake-leadgen';
import { paired, WorkerWorld } from '../../platform/testing/worker';
import type { Session, StoreTypes } from '../../platform/stores/schemas';
import { Stores } from '../../platform/stores/stores';
import { Tokens } from '../../sign-in/tokens';
import type { PageReading } from '../page-reader/reading';
import { commandHandlers } from './commands';
import { Outbox } from './outbox';

const gestureId = '11111111-1111-4111-8111-111111111111';
const row = {
  row: 1,
  fullName: 'Ada Example',
  salesProfileId: 'ACw1',
  salesProfileUrl: 'https://www.linkedin.com/sales/lead/ACw1',
  title: null,
  companyName: null,
  companyId: null,
  location: null,
  degree: null,
  tenureInRole: null,
  tenureInCompany: null,
  publicProfileUrl: null,
  fieldRules: [],
};
const reading: PageReading = {
  kind: 'reading',
  layout: 'A',
  pageKind: 'people-search',
  pagePath: '/sales/search/people',
  sourcePage: 2,
  total: 60,
  expected: 25,
  rendered: 2,
  seen: 3,
  rows: [row],
  refused: [{ reason: 'not-filled', count: 1 }],
  repeatedTitle: null,
};
const page = { importKey: null, gestureId, mode: 'selected-cards', requestedCount: 25, reading, notSelected: 1 } as const;

/** A worker whose server does not answer, so that what is queued stays to be looked at. */
async function panel(
  session: Session = paired,
  accepted = true,
): Promise<{ ask: (name: string, request: unknown) => Promise<unknown>; state: () => Promise<StoreTypes> }> {
  const ports = new WorkerWorld().ports(() => Promise.resolve({ kind: 'unreachable' }));
  await ports.stores.change(({ settings }) => ({
    changes: { session, settings: { ...settings, disclosure: { version: 1, accepted, at: '' } } },
    result: undefined,
  }));
  const handlers = commandHandlers(ports, new Outbox(ports, new Tokens(ports)));
  return { ask: (name, request) => dispatch(handlers, { name, request }), state: () => ports.stores.read() };
}

describe('import-page', () => {
  it('queues start, page and finish under the gesture of the click', async () => {
    const { ask, state } = await panel();
    expect(await ask('import-page', page)).toEqual({ ok: true, answer: 'queued' });
    const { queue, progress } = await state();
    expect(
      queue.entries.map(({ schema, gestureId: gesture, workspaceId, createdAt, request }) => ({ schema, gesture, workspaceId, createdAt, request })),
    ).toEqual(
      [
        {
          kind: 'start',
          body: {
            mode: 'selected-cards',
            requestedCount: 25,
            pageKind: 'people-search',
            pagePath: '/sales/search/people',
            searchId: null,
            extensionVersion: '1.2.3',
            parserVersion: '1.0.0',
            gestureId,
          },
        },
        {
          kind: 'page',
          body: {
            pageNumber: 1,
            sourcePage: 2,
            layout: 'A',
            gestureId,
            seen: 3,
            rows: [row],
            refused: [
              { reason: 'not-filled', count: 1 },
              { reason: 'not-selected', count: 1 },
            ],
          },
        },
        { kind: 'finish', body: { outcome: 'completed', faultCode: null } },
      ].map((request) => ({ schema: 1, gesture: gestureId, workspaceId: 'workspace-1', createdAt: '2026-11-23T10:00:00.000Z', request })),
    );
    expect(JSON.stringify(progress)).not.toContain('Ada');
  });

  it('adds the next page to the import that is open, and nothing after its finish', async () => {
    const { ask, state } = await panel();
    await ask('import-page', { ...page, requestedCount: 100 });
    const importKey = (await state()).progress.imports[0]?.key ?? '';
    await ask('import-page', { ...page, importKey, gestureId: '22222222-2222-4222-8222-222222222222', requestedCount: 100 });
    await ask('finish-import', { importKey });
    await ask('finish-import', { importKey });
    const { queue, progress } = await state();
    expect(
      queue.entries.map(({ request }) =>
        request.kind === 'page' ? `page ${String(request.body.pageNumber)} ${request.body.gestureId.slice(0, 4)}` : request.kind,
      ),
    ).toEqual(['start', 'page 1 1111', 'page 2 1111', 'finish']);
    expect(progress.imports).toMatchObject([{ pagesQueued: 2, closing: true }]);
  });

  it('adds a page once that is handed over twice', async () => {
    const { ask, state } = await panel();
    await ask('import-page', page);
    expect(await ask('import-page', page)).toEqual({ ok: true, answer: 'queued' });
    const { queue, progress } = await state();
    expect([queue.entries.length, progress.imports.length]).toEqual([3, 1]);
  });

  it.each([
    ['not-paired', { schema: 1, status: 'unpaired', pairing: null } as const, true],
    ['not-agreed', paired, false],
  ])('is answered %s and queues nothing', async (answer, session, accepted) => {
    const { ask, state } = await panel(session, accepted);
    expect(await ask('import-page', page)).toEqual({ ok: true, answer });
    expect((await state()).queue.entries).toEqual([]);
  });

  it('is refused without the gesture of a click', async () => {
    const { ask, state } = await panel();
    expect(await ask('import-page', { ...page, gestureId: '' })).toEqual({ ok: false, fault: 'An import needs the gesture of a click.' });
    expect((await state()).queue.entries).toEqual([]);
  });

  it('has asked for a wake-up before it is stored, and keeps it for whoever is stopped before sending', async () => {
    const world = new WorkerWorld();
    const ports = world.ports(() => Promise.resolve({ kind: 'unreachable' }));
    await ports.stores.change(({ settings }) => ({
      changes: { session: paired, settings: { ...settings, disclosure: { version: 1, accepted: true, at: '' } } },
      result: undefined,
    }));
    const wakesWhenStored: (number | null | undefined)[] = [];
    const outbox = new Outbox(ports, new Tokens(ports));
    const stores = new Stores({
      get: (keys) => world.area.get(keys),
      set: async (items) => {
        // A look that began before and finds nothing must not take the wake-up back.
        await outbox.drain();
        wakesWhenStored.push(world.wakes.at(-1));
        await world.area.set(items);
      },
    });
    expect(await dispatch(commandHandlers({ ...ports, stores }, outbox), { name: 'import-page', request: page })).toEqual({ ok: true, answer: 'queued' });
    expect(wakesWhenStored).toEqual([30_000]);
  });

  it('is refused when the queue is full, and keeps what is there', async () => {
    const { ask, state } = await panel();
    const huge = (digit: number): object => ({
      ...page,
      reading: { ...reading, rows: Array.from({ length: 100 }, () => ({ ...row, title: 'x'.repeat(20_000) })) },
      gestureId: gestureId.replace('1', String(digit)),
    });
    expect(
      [await ask('import-page', huge(1)), await ask('import-page', huge(2)), await ask('import-page', huge(3))].map(
        (reply) => (reply as { answer: string }).answer,
      ),
    ).toEqual(['queued', 'queued', 'queue-full']);
    expect((await state()).queue.entries).toHaveLength(6);
  });
});

it('cancelling drops the pages that were not sent and tells the server', async () => {
  const { ask, state } = await panel();
  await ask('import-page', { ...page, requestedCount: 100 });
  await ask('cancel-import', { importKey: (await state()).progress.imports[0]?.key });
  expect((await state()).queue.entries.map(({ request }) => request.kind)).toEqual(['start', 'cancel']);
});

it('removing an import leaves nothing of it', async () => {
  const { ask, state } = await panel();
  await ask('import-page', page);
  await ask('remove-import', { importKey: (await state()).progress.imports[0]?.key });
  const { queue, progress } = await state();
  expect([queue.entries, progress.imports]).toEqual([[], []]);
});

it.each([[null], ['drain'], [{ name: 'constructor' }], [{ name: 'unknown', request: {} }]])('does not know the message %j', async (message) => {
  const ports = new WorkerWorld().ports(new FakeLeadGen().post);
  expect(await dispatch(commandHandlers(ports, new Outbox(ports, new Tokens(ports))), message)).toEqual({ ok: false, fault: 'unknown-message' });
});
