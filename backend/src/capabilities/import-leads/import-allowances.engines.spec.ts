import { MongoClient, type Db } from 'mongodb';
import { randomUUID } from 'node:crypto';
import { ImportAllowances } from './import-allowances';

describe('the imports of a day', () => {
  const client = new MongoClient(process.env['TEST_MONGODB_URL'] ?? '');
  let vault: Db;
  let allowances: ImportAllowances;
  const at = '2026-01-05T09:00:00.000Z';
  const [workspaceId, accountId] = [randomUUID(), randomUUID()];

  beforeEach(async () => {
    vault = client.db(`vault_${randomUUID().slice(0, 8)}`);
    allowances = new ImportAllowances(vault);
    await allowances.prepare();
  });
  afterEach(() => vault.dropDatabase());
  afterAll(() => client.close());

  const take = (importId: string, limit: number, now = at) => allowances.take(workspaceId, accountId, importId, limit, now);

  it('end at the limit, and begin anew on the next day', async () => {
    expect([await take('a', 2), await take('b', 2), await take('c', 2)]).toEqual([true, true, false]);
    expect(await take('c', 2, '2026-01-06T00:00:00.000Z')).toBe(true);
  });

  it('count a repeated import once', async () => {
    expect([await take('a', 1), await take('a', 1), await take('b', 1), await take('a', 1)]).toEqual([true, true, false, true]);
  });

  it('are as many as the limit when twenty start at once, each process for itself', async () => {
    const other = new ImportAllowances(vault);
    const starts = Array.from({ length: 20 }, (_, index) => (index % 2 === 0 ? allowances : other).take(workspaceId, accountId, String(index), 5, at));
    expect((await Promise.all(starts)).filter(Boolean)).toHaveLength(5);
  });

  it('are none where the limit is none', async () => {
    expect(await take('a', 0)).toBe(false);
  });
});
