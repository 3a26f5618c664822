import type { DynamicModule } from '@nestjs/common';
import { CommandBus, CqrsModule } from '@nestjs/cqrs';
import { Test, type TestingModule } from '@nestjs/testing';
import { randomUUID } from 'node:crypto';
import type { ImportRow, RecordPageRequest } from '../../../../../event-schemas/src/http/import-leads';
import { DeciderRunner } from '../../../platform/decider/decider-runner';
import { EVENT_STORE, type StoredEvent } from '../../../platform/event-store/event-store';
import { Keyring } from '../../../platform/sealing/keyring';
import { LookupTokens } from '../../../platform/sealing/lookup-tokens';
import { VAULT_DB } from '../../../platform/sealing/vault';
import { contextForTests } from '../../../platform/testing/metadata';
import { startWriteSide, type WriteSide } from '../../../platform/testing/write-side';
import { Ids, RandomIds } from '../../../platform/time-and-ids/ids';
import { MaintainLeadsCommands, NameLeadsCommand, RecordLeadsCommand } from '../../maintain-leads';
import { importDecider } from '../domain/import';
import { ImportLeadsCommands } from '../import-leads.module';
import type { ImportContext } from './answers';
import { CloseStalePageCommand } from './close-stale-page';
import { EndImportCommand } from './end-import';
import { RecordImportPageCommand } from './record-import-page';
import { StartImportCommand } from './start-import';

let side: WriteSide;
let app: TestingModule;
let commands: CommandBus;

beforeAll(async () => {
  side = startWriteSide();
  const given = [
    { provide: DeciderRunner, useValue: side.runner },
    { provide: Keyring, useValue: side.keyring },
    { provide: EVENT_STORE, useValue: side.events },
    { provide: VAULT_DB, useValue: side.vault },
    { provide: LookupTokens, useValue: new LookupTokens(Buffer.alloc(32, 7)) },
    { provide: Ids, useValue: new RandomIds() },
  ];
  const platform: DynamicModule = { module: class Given {}, global: true, providers: given, exports: given.map(({ provide }) => provide) };
  app = await Test.createTestingModule({ imports: [platform, CqrsModule.forRoot(), ImportLeadsCommands, MaintainLeadsCommands] }).compile();
  await app.init();
  commands = app.get(CommandBus);
});

afterAll(async () => {
  await app.close();
  await side.close();
});

const gestureId = randomUUID();
const inWorkspace = (workspaceId: string, commandId: string = randomUUID()): ImportContext => ({
  ...contextForTests({ commandId, purpose: 'import', basis: 'contract', source: 'user' }),
  workspaceId,
});

const row = (salesProfileId: string, parts: Partial<ImportRow> = {}): ImportRow => ({
  row: 1,
  fullName: `Name of ${salesProfileId}`,
  title: 'Analyst',
  companyName: 'Example Ltd',
  companyId: null,
  location: null,
  degree: '2nd',
  tenureInRole: null,
  tenureInCompany: null,
  salesProfileId,
  salesProfileUrl: `https://www.linkedin.com/sales/lead/${salesProfileId}`,
  publicProfileUrl: null,
  fieldRules: [{ field: 'fullName', rule: 'a.name.1' }],
  ...parts,
});

const page = (rows: readonly ImportRow[], parts: Partial<RecordPageRequest> = {}): RecordPageRequest => ({
  pageNumber: 1,
  sourcePage: 1,
  layout: 'A',
  gestureId,
  seen: rows.length,
  rows,
  refused: [],
  ...parts,
});

async function startImport(workspaceId: string, requestedCount = 25): Promise<string> {
  const asked = { mode: 'visible-page', requestedCount, pageKind: 'people-search', pagePath: '/sales/search/people', searchId: null } as const;
  const answer = await commands.execute(
    new StartImportCommand(inWorkspace(workspaceId), null, { ...asked, extensionVersion: '0.1.0', parserVersion: '1.0.0', gestureId }),
  );
  if (answer.kind === 'rejected') throw new Error(answer.reason);
  return answer.view.id;
}

async function record(context: ImportContext, importId: string, body: RecordPageRequest) {
  const answer = await commands.execute(new RecordImportPageCommand(context, importId, body));
  return answer.kind === 'recorded' ? answer.receipt : answer.reason;
}

const counts = { accepted: 0, merged: 0, unchanged: 0, conflicts: 0, refused: [] };
const typesOf = (events: readonly StoredEvent[]): string[] => events.map(({ storedType }) => storedType);
const leadsOf = async (importId: string): Promise<string[]> =>
  (await side.events.readStream(`import-${importId}`)).flatMap(({ data }) => (data['c'] as { leadIds?: string[] }).leadIds ?? []);

describe('the start of an import', () => {
  it('finds the import that the same command has started, also when both run at once', async () => {
    const context = inWorkspace(randomUUID());
    const asked = { mode: 'visible-page', requestedCount: 5, pageKind: 'people-search', pagePath: '/sales/search/people', searchId: null } as const;
    const command = new StartImportCommand(context, null, { ...asked, extensionVersion: '0.1.0', parserVersion: '1.0.0', gestureId });
    const answers = await Promise.all([commands.execute(command), commands.execute(command)]);
    answers.push(await commands.execute(command));
    expect(new Set(answers.map((answer) => JSON.stringify(answer))).size).toBe(1);
    const ids = answers.flatMap((answer) => (answer.kind === 'accepted' ? [answer.view.id] : []));
    expect(typesOf(await side.events.readStream(`import-${String(ids[0])}`))).toEqual(['ImportStarted.v1']);
  });
});

describe('a page of an import', () => {
  it('writes its leads between the opened and the recorded page', async () => {
    const workspaceId = randomUUID();
    const importId = await startImport(workspaceId);
    expect(await record(inWorkspace(workspaceId), importId, page([row('one'), row('two')]))).toEqual({
      importId,
      pageNumber: 1,
      status: 'accepted',
      remaining: 23,
      ...counts,
      seen: 2,
      parsed: 2,
      accepted: 2,
    });
    const stored = await side.events.readStream(`import-${importId}`);
    expect(typesOf(stored)).toEqual(['ImportStarted.v1', 'ImportPageOpened.v1', 'ImportPageRecorded.v1']);
    const leads = await Promise.all((await leadsOf(importId)).map((id) => side.events.readStream(`lead-${id}`)));
    expect(leads.map(typesOf)).toEqual([['LeadRecorded.v1'], ['LeadRecorded.v1']]);
    const order = [stored[1], ...leads.flat(), stored[2]].map((event) => event?.position ?? '');
    expect([...order].sort()[0]).toBe(order[0]);
    expect([...order].sort().at(-1)).toBe(order.at(-1));
  });

  it('gives the same receipt to the same command and changes state once', async () => {
    const workspaceId = randomUUID();
    const importId = await startImport(workspaceId);
    const context = inWorkspace(workspaceId);
    const body = page([row('one'), row('two')]);
    const receipts = [await record(context, importId, body), ...(await Promise.all([1, 2, 3, 4].map(() => record(context, importId, body))))];
    expect(new Set(receipts.map((receipt) => JSON.stringify(receipt))).size).toBe(1);
    expect((await side.events.readStream(`import-${importId}`)).length).toBe(3);
    const lengths = await Promise.all((await leadsOf(importId)).map(async (id) => (await side.events.readStream(`lead-${id}`)).length));
    expect(lengths).toEqual([1, 1]);
  });

  it('merges what differs, leaves what does not, and counts both', async () => {
    const workspaceId = randomUUID();
    await record(inWorkspace(workspaceId), await startImport(workspaceId), page([row('one'), row('two')]));
    const receipt = await record(
      inWorkspace(workspaceId),
      await startImport(workspaceId),
      page([row('one', { title: 'Chief Analyst' }), row('two'), row('three')]),
    );
    expect(receipt).toMatchObject({ accepted: 1, merged: 1, unchanged: 1, conflicts: 0, refused: [] });
  });

  it('makes one lead of a person whom two imports see at one instant', async () => {
    const workspaceId = randomUUID();
    const imports = [await startImport(workspaceId), await startImport(workspaceId), await startImport(workspaceId)];
    const receipts = await Promise.all(imports.map((importId) => record(inWorkspace(workspaceId), importId, page([row('one')]))));
    const leads = await Promise.all(imports.map(leadsOf));
    expect(new Set(leads.flat()).size).toBe(1);
    expect(typesOf(await side.events.readStream(`lead-${leads[0]?.[0] ?? ''}`))).toEqual(['LeadRecorded.v1']);
    expect(receipts.map((receipt) => (typeof receipt === 'string' ? receipt : [receipt.accepted, receipt.unchanged])).sort()).toEqual([
      [0, 1],
      [0, 1],
      [1, 0],
    ]);
  });

  it('never exceeds the requested count, however many pages come at once', async () => {
    const workspaceId = randomUUID();
    const importId = await startImport(workspaceId, 5);
    const bodies = [1, 2, 3, 4].map((pageNumber) => page([row(`a${String(pageNumber)}`), row(`b${String(pageNumber)}`)], { pageNumber }));
    const receipts = await Promise.all(bodies.map((body) => record(inWorkspace(workspaceId), importId, body)));
    const accepted = receipts.reduce((sum, receipt) => sum + (typeof receipt === 'string' ? 0 : receipt.accepted), 0);
    expect([accepted, (await leadsOf(importId)).length]).toEqual([5, 5]);
    const stored = await side.events.readStream(`import-${importId}`);
    const refused = stored.flatMap(({ storedType, data }) => (storedType === 'ImportPageRecorded.v1' ? (data['c'] as { refused: unknown[] }).refused : []));
    expect(refused).toContainEqual({ reason: 'over-requested-count', count: expect.any(Number) as number });
  });

  it('asks for a review when a public profile belongs to another lead', async () => {
    const workspaceId = randomUUID();
    const publicProfileUrl = 'https://www.linkedin.com/in/ada-example';
    const first = await startImport(workspaceId);
    await record(inWorkspace(workspaceId), first, page([row('one', { publicProfileUrl })]));
    const second = await startImport(workspaceId);
    expect(await record(inWorkspace(workspaceId), second, page([row('two', { publicProfileUrl })]))).toMatchObject({
      status: 'partially-accepted',
      conflicts: 1,
    });
    const events = await side.events.readStream(`lead-${(await leadsOf(second))[0] ?? ''}`);
    expect(typesOf(events)).toEqual(['LeadRecorded.v1', 'IdentityConflictFound.v1']);
    expect(events[1]?.data['c']).toMatchObject({ otherLeadId: (await leadsOf(first))[0], tokenType: 'li-slug' });
  });

  it.each([
    ['a forged click', { gestureId: randomUUID() }, 'GestureDoesNotMatch'],
    ['counts that do not add up', { seen: 9 }, 'SeenDoesNotAddUp'],
  ])('leaves no trace of a page with %s', async (_, parts, reason) => {
    const workspaceId = randomUUID();
    const importId = await startImport(workspaceId);
    expect(await record(inWorkspace(workspaceId), importId, page([row('one')], parts))).toBe(reason);
    expect((await side.events.readStream(`import-${importId}`)).length).toBe(1);
    expect(await side.vault.collection<{ _id: string }>('identity_index').countDocuments({ _id: { $regex: `^${workspaceId}` } })).toBe(0);
  });

  it('does not exist for another workspace', async () => {
    const importId = await startImport(randomUUID());
    expect(await record(inWorkspace(randomUUID()), importId, page([row('one')]))).toBe('ImportNotFound');
  });

  it('is closed from the streams of its leads when its request never comes back, and corrected when it does', async () => {
    const workspaceId = randomUUID();
    const importId = await startImport(workspaceId);
    const context = inWorkspace(workspaceId);
    const rows = [row('one'), row('two')];
    const [one, two] = await commands.execute(new NameLeadsCommand(workspaceId, rows));
    if (one === undefined || two === undefined) throw new Error('two people have two names');
    // The request breaks off after its first lead.
    const opening = { kind: 'OpenPage', workspaceId, commandId: context.commandId, ...page(rows), rowLeadIds: [one.leadId, two.leadId] } as const;
    await side.runner.run(importDecider, `import-${importId}`, opening, context);
    const { row: _row, fieldRules, ...profile } = row('one');
    const sighting = { importId, pageNumber: 1, layout: 'A', parserVersion: '1.0.0' } as const;
    await commands.execute(new RecordLeadsCommand(context, sighting, [{ ...one, profile, fieldRules }]));

    await commands.execute(new CloseStalePageCommand(inWorkspace(workspaceId), importId, 1));
    const closed = (await side.events.readStream(`import-${importId}`)).at(-1);
    const outcomes = [{ leadId: one.leadId, outcome: 'accepted' }];
    expect(closed?.data['c']).toEqual({ pageNumber: 1, outcomes, refused: [{ reason: 'not-written', count: 1 }], closedBy: 'process' });

    expect(await record(context, importId, page(rows))).toMatchObject({ status: 'accepted', accepted: 2, refused: [] });
    expect((await side.events.readStream(`lead-${one.leadId}`)).length).toBe(1);
  });

  it('is recorded although its import was cancelled while it was open', async () => {
    const workspaceId = randomUUID();
    const importId = await startImport(workspaceId);
    const context = inWorkspace(workspaceId);
    await record(context, importId, page([row('one')]));
    expect(await commands.execute(new EndImportCommand(inWorkspace(workspaceId), importId, { kind: 'cancelled' }))).toMatchObject({
      kind: 'accepted',
      view: { status: 'cancelled' },
    });
    expect(await record(context, importId, page([row('one')]))).toMatchObject({ status: 'cancelled', accepted: 1 });
    expect(await record(inWorkspace(workspaceId), importId, page([row('two')], { pageNumber: 2 }))).toBe('ImportAlreadyFinished');
  });
});
