/** Fifty people with values that stand nowhere else: nothing of them is readable in the event store, the vault or a log. */
import { randomBytes, randomUUID } from 'node:crypto';
import { appendFileSync } from 'node:fs';
import path from 'node:path';
import { EventStoreDBClient, jsonEvent, NO_STREAM } from '@eventstore/db-client';
import { MongoClient } from 'mongodb';
import type { IssuedApiKey } from '../../event-schemas/src/http/api-keys';
import type { ImportRow } from '../../event-schemas/src/http/import-leads';
import type { LeadView } from '../../event-schemas/src/http/maintain-leads';
import { filesIn, searchBytes } from '../e2e/client/byte-search';
import { OWNER, finishImport, sendPage, startImport } from '../e2e/client/importer';
import { allLeads, waitUntilVisible } from '../e2e/client/reader';
import { call, expectOk } from '../e2e/client/rest';
import { throwAwayInstallation, type ThrowAway } from '../e2e/client/throw-away';

const nonsense = (): string => `qzx${randomBytes(8).toString('hex')}`;

const canary = (row: number): ImportRow => {
  const salesProfileId = `ACwAA${nonsense()}`;
  return {
    row,
    fullName: `${nonsense()} ${nonsense()}`,
    title: nonsense(),
    companyName: nonsense(),
    companyId: String(100_000_000_000 + row),
    location: nonsense(),
    degree: '2nd',
    tenureInRole: nonsense(),
    tenureInCompany: nonsense(),
    salesProfileId,
    salesProfileUrl: `https://www.linkedin.com/sales/lead/${salesProfileId}`,
    publicProfileUrl: `https://www.linkedin.com/in/${nonsense()}`,
    fieldRules: [{ field: 'title', rule: 'a.title.1' }],
  };
};

/** Every value of a row that could only have come from the page. */
const needlesOf = (row: ImportRow): string[] =>
  [
    row.fullName,
    ...row.fullName.split(' '),
    row.title,
    row.companyName,
    row.companyId,
    row.location,
    row.tenureInRole,
    row.tenureInCompany,
    row.salesProfileId,
    row.publicProfileUrl,
  ].filter((value): value is string => value !== null);

describe('canaries', () => {
  const rows = Array.from({ length: 50 }, (_, index) => canary(index + 1));
  const planted = { events: nonsense(), vault: nonsense(), logs: nonsense() };
  let installation: ThrowAway;
  let names: string[] = [];
  let oneLead: LeadView;
  /** Names and secrets of API keys that worked, and one that never did. */
  const keys = { name: nonsense(), wrong: `lgk_00000000_${nonsense()}`, secrets: [] as string[] };

  beforeAll(async () => {
    installation = await throwAwayInstallation('canary');
    const { origin, browser } = installation;
    const open = await startImport(origin, browser.accessToken, 50);
    await sendPage(origin, browser.accessToken, open, 1, rows.slice(0, 25));
    await sendPage(origin, browser.accessToken, open, 2, rows.slice(25));
    const { position } = await finishImport(origin, browser.accessToken, open);
    await waitUntilVisible(origin, installation.owner.accessToken, '/api/v1/leads?limit=1', position ?? '');
    const leads = await allLeads(origin, installation.owner.accessToken);
    names = leads.map(({ fullName }) => fullName);
    oneLead = (await expectOk<LeadView>(origin, 'GET', `/api/v1/leads/${leads[0]?.id ?? ''}`, { token: installation.owner.accessToken })).body;
    await useKeys();
    await plant();
    // Stopping writes everything to its files.
    await installation.stop();
  }, 540_000);
  afterAll(() => installation.remove());

  async function useKeys(): Promise<void> {
    const { origin, owner } = installation;
    const issued = async (path: string, body: object): Promise<IssuedApiKey> =>
      (await expectOk<IssuedApiKey>(origin, 'POST', path, { token: owner.accessToken, body, idempotencyKey: randomUUID() })).body;
    const made = await issued('/api/v1/api-keys', { name: keys.name, scopes: ['read-leads'], days: 1, password: OWNER.password });
    const rotated = await issued(`/api/v1/api-keys/${made.id}/rotations`, { overlapHours: 1, password: OWNER.password });
    keys.secrets.push(made.secret, rotated.secret);
    for (const token of keys.secrets) await expectOk(origin, 'GET', '/api/v1/leads?limit=1', { token });
    await call(origin, 'GET', '/api/v1/leads?limit=1', { token: keys.wrong });
  }

  async function plant(): Promise<void> {
    const store = EventStoreDBClient.connectionString(installation.eventstoreUrl);
    await store.appendToStream(`planted-${randomUUID()}`, jsonEvent({ type: 'Planted.v1', data: { needle: planted.events } }), { expectedRevision: NO_STREAM });
    await store.dispose();
    const mongo = await MongoClient.connect(installation.testMongodbUrl);
    await mongo.db(new URL(installation.vaultMongodbUrl).pathname.slice(1)).collection('planted').insertOne({ needle: planted.vault });
    await mongo.close();
    appendFileSync(path.join(installation.dataDir, 'logs/api.log'), `${Buffer.from(`"${planted.logs}"`).toString('base64')}\n`);
  }

  const vaultFolder = (): string => path.join(installation.dataDir, 'mongodb/files', new URL(installation.vaultMongodbUrl).pathname.slice(1));
  const searched = (): string[] => [path.join(installation.dataDir, 'events'), vaultFolder(), path.join(installation.dataDir, 'logs')].flatMap(filesIn);

  it('the views give all fifty back', () => {
    expect([...names].sort()).toEqual(rows.map(({ fullName }) => fullName).sort());
    const source = rows.find(({ fullName }) => fullName === oneLead.fullName);
    expect(oneLead.fields.find(({ field }) => field === 'title')?.current.value).toBe(source?.title);
  });

  it('the search finds what was planted in each store', async () => {
    const hits = await searchBytes(searched(), Object.values(planted));
    expect(new Set(hits.map(({ needle }) => needle))).toEqual(new Set(Object.values(planted)));
    expect(hits.find(({ needle }) => needle === planted.logs)?.encoding).toBe('base64');
  });

  it('nothing of the people, the owner or the workspace stands in events, vault or logs', async () => {
    const needles = [...rows.flatMap(needlesOf), OWNER.email, OWNER.displayName, OWNER.workspaceName, OWNER.password, 'Synthetic browser'];
    expect(await searchBytes(searched(), needles)).toEqual([]);
  });

  it('nothing of an API key but its hash stands in events, vault or logs', async () => {
    const needles = [keys.name, keys.wrong, ...keys.secrets, ...keys.secrets.map((secret) => secret.slice('lgk_00000000_'.length))];
    expect(keys.secrets).toHaveLength(2);
    expect(await searchBytes(searched(), needles)).toEqual([]);
  });
});
