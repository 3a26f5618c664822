import { mkdtempSync, readFileSync, rmSync, truncateSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Binary, Double, Int32, Long, MongoClient, type Collection, type Document } from 'mongodb';
import { findMongod } from '../mongod/find-mongod';
import { startMongod, type RunningMongod } from '../mongod/mongod-process';
import { dumpVault, loadVault } from './vault-dump';

jest.setTimeout(540_000);

describe('the vault as files', () => {
  const folder = mkdtempSync(join(tmpdir(), 'leadgen-vault-dump-'));
  let mongod: RunningMongod;
  let client: MongoClient;
  beforeAll(async () => {
    const { binary } = await findMongod();
    mongod = await startMongod({
      binary,
      folder: join(folder, 'mongodb'),
      logFile: join(folder, 'mongod.log'),
      port: 0,
      compression: false,
      withTestsUser: true,
    });
    client = await new MongoClient(mongod.testsUrl).connect();
  });
  afterAll(async () => {
    await client.close();
    await mongod.process.stop();
    rmSync(folder, { recursive: true, force: true });
  });

  const urlOf = (database: string): string => mongod.testsUrl.replace('/?', `/${database}?`);
  const stored = async (database: string, collection: string): Promise<Document[]> =>
    await client.db(database).collection(collection).find({}, { promoteValues: false }).sort({ _id: 1 }).toArray();

  interface Stored extends Document {
    readonly _id: string | Int32;
  }
  const collectionOf = (database: string, name: string): Collection<Stored> => client.db(database).collection<Stored>(name);

  it('come back with every type and byte as it was, in more than one batch', async () => {
    const typed = {
      _id: 'a',
      whole: new Int32(7),
      long: new Long(7),
      float: new Double(7),
      bytes: new Binary(Buffer.from([0, 255])),
      at: new Date(5),
      none: null,
    };
    const many = Array.from({ length: 2_345 }, (_, index) => ({ _id: new Int32(index), text: 'x'.repeat(index) }));
    await collectionOf('one', 'typed').insertOne(typed);
    await collectionOf('one', 'many').insertMany(many);
    expect(await dumpVault(urlOf('one'), join(folder, 'dump'))).toEqual({ many: 2_345, typed: 1 });
    await loadVault(urlOf('two'), join(folder, 'dump'));
    for (const name of ['typed', 'many']) expect(await stored('two', name)).toEqual(await stored('one', name));
    await dumpVault(urlOf('two'), join(folder, 'again'));
    expect(readFileSync(join(folder, 'again/typed.bson'))).toEqual(readFileSync(join(folder, 'dump/typed.bson')));
  });

  it('leave out answers, which may be about events that the backup lacks', async () => {
    await collectionOf('three', 'idempotency_records').insertOne({ _id: 'r', commandId: 'c', answer: { position: '9' } });
    await dumpVault(urlOf('three'), join(folder, 'answers'));
    await loadVault(urlOf('four'), join(folder, 'answers'));
    expect(await stored('four', 'idempotency_records')).toEqual([{ _id: 'r', commandId: 'c' }]);
  });

  it('are refused when one is cut short', async () => {
    await collectionOf('five', 'any').insertOne({ _id: 'a', text: 'abc' });
    await dumpVault(urlOf('five'), join(folder, 'cut'));
    const file = join(folder, 'cut/any.bson');
    truncateSync(file, 20);
    await expect(loadVault(urlOf('six'), join(folder, 'cut'))).rejects.toThrow(`The file ${file} does not hold whole documents; take another backup.`);
  });
});
