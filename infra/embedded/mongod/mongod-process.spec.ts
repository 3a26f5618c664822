import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, truncateSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { MongoClient, type Collection } from 'mongodb';
import { StartFailure } from '../start-failure';
import { findMongod } from './find-mongod';
import { explain, startMongod, type RunningMongod } from './mongod-process';
import { rotatePasswords } from './mongod-users';

jest.setTimeout(360_000);

/** Looks for Ada for two seconds, so that whatever happens in the meantime finds it looking. */
const SLOWLY = { name: /Ada/, $where: 'sleep(2) || false' };

describe('startMongod', () => {
  let folder = '';
  let binary = '';
  let running: RunningMongod | null = null;
  beforeAll(async () => {
    ({ binary } = await findMongod());
  });
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'leadgen-mongod-'));
  });
  afterEach(async () => {
    await running?.process.kill();
    running = null;
    rmSync(folder, { recursive: true, force: true });
  });

  const logFile = (): string => join(folder, 'mongod.log');
  const files = (): string => join(folder, 'mongodb', 'files');
  const passwordFile = (): string => join(folder, 'mongodb', 'mongod-passwords.json');
  const start = async (): Promise<RunningMongod> => {
    running = await startMongod({ binary, folder: join(folder, 'mongodb'), logFile: logFile(), port: 0, compression: false, withTestsUser: true });
    return running;
  };
  const using = async <A>(url: string, work: (client: MongoClient) => Promise<A>): Promise<A> => {
    const client = await new MongoClient(url, { serverSelectionTimeoutMS: 5_000 }).connect();
    return work(client).finally(() => client.close());
  };
  const note = (client: MongoClient, database: string): Promise<unknown> => client.db(database).collection('notes').insertOne({ text: 'hello' });

  it('lets each user into their own database and nobody else into any', async () => {
    const { viewsUrl, vaultUrl, testsUrl, process } = await start();
    const own = await using(viewsUrl, async (client) => [await note(client, 'leadgen_views'), await note(client, 'leadgen_vault').catch(String)]);
    expect(own).toEqual([expect.objectContaining({ acknowledged: true }), expect.stringMatching(/not authorized on leadgen_vault/)]);
    const vault = await using(vaultUrl, async (client) => [await note(client, 'leadgen_vault'), await note(client, 'leadgen_views').catch(String)]);
    expect(vault).toEqual([expect.objectContaining({ acknowledged: true }), expect.stringMatching(/not authorized on leadgen_views/)]);
    expect(await using(testsUrl, (client) => note(client, 'view_of_some_test'))).toMatchObject({ acknowledged: true });
    const anonymous = `mongodb://127.0.0.1:${process.port}/`;
    const refused = await using(anonymous, async (client) => [
      await note(client, 'leadgen_views').catch(String),
      await client
        .db('admin')
        .command({ createUser: 'intruder', pwd: 'x', roles: ['root'] })
        .catch(String),
    ]);
    expect(refused).toEqual([expect.stringMatching(/requires authentication/), expect.stringMatching(/requires authentication/)]);
  });

  it('keeps the passwords where only the owner can read them, and out of its log', async () => {
    await start();
    const passwords = JSON.parse(readFileSync(passwordFile(), 'utf8')) as Record<string, string>;
    expect(Object.keys(passwords)).toEqual(['root', 'views', 'vault', 'tests']);
    expect(new Set(Object.values(passwords)).size).toBe(4);
    expect(statSync(passwordFile()).mode & 0o777).toBe(0o600);
    const log = readFileSync(logFile(), 'utf8');
    expect(Object.values(passwords).filter((password) => log.includes(password))).toEqual([]);
  });

  it.each([
    ['a read', (people) => people.find(SLOWLY).toArray()],
    ['a list', (people) => people.distinct('name', SLOWLY)],
    // Of a number that is taken.
    ['a change', (people) => people.findOneAndUpdate({ name: 'Ada' }, { $set: { n: 1 } }, { upsert: true })],
  ] satisfies [string, (people: Collection) => Promise<unknown>][])('logs that %s failed half-way, and none of its values', async (_act, act) => {
    const { testsUrl, process } = await start();
    await using(testsUrl, async (client) => {
      const people = client.db('some_test').collection('people');
      await people.createIndex({ n: 1 }, { unique: true }, {});
      await people.insertMany(Array.from({ length: 1_000 }, (_, n) => ({ name: `Ada ${String(n)}`, n })));
      const failed = expect(act(people)).rejects.toThrow(/executor error/i);
      await people.find({ n: 0 }).toArray();
      await people.drop();
      await failed;
    });
    await process.stop();
    const log = readFileSync(logFile(), 'utf8');
    expect(log).toMatch(/executor error.*"code":\d+/i);
    expect(log).not.toContain('Ada');
  });

  it('has an acknowledged vault write after kill -9', async () => {
    const before = await start();
    const journaled = { writeConcern: { w: 'majority', j: true } } as const;
    await using(before.vaultUrl, (client) => client.db('leadgen_vault').collection('keys').insertOne({ name: 'kept' }, journaled));
    expect(await before.process.kill()).toEqual({ code: null, signal: 'SIGKILL' });
    const after = await start();
    expect(await using(after.vaultUrl, (client) => client.db('leadgen_vault').collection('keys').countDocuments())).toBe(1);
    expect(await after.process.stop()).toEqual({ code: 0, signal: null });
  });

  it('makes the users whenever it was killed before all of them were there', async () => {
    const first = await start();
    await first.process.stop();
    // As if the first start had been killed right after root was made.
    const { root } = JSON.parse(readFileSync(passwordFile(), 'utf8')) as { root: string };
    const second = await start();
    await using(`mongodb://root:${root}@127.0.0.1:${second.process.port}/?authSource=admin`, (client) => client.db('admin').command({ dropUser: 'vault' }));
    await second.process.kill();
    const third = await start();
    expect(await using(third.vaultUrl, (client) => note(client, 'leadgen_vault'))).toMatchObject({ acknowledged: true });
  });

  it('takes the passwords that were chosen anew, also when it was killed before it could say so', async () => {
    const first = await start();
    await first.process.stop();
    const root = (): string => (JSON.parse(readFileSync(passwordFile(), 'utf8')) as { root: string }).root;
    const before = root();
    rotatePasswords(passwordFile());
    const rotated = readFileSync(passwordFile(), 'utf8');
    const second = await start();
    const rootUrl = (password: string): string => `mongodb://root:${password}@127.0.0.1:${second.process.port}/?authSource=admin`;
    await expect(using(rootUrl(before), (client) => note(client, 'admin'))).rejects.toThrow('Authentication failed');
    expect(await using(second.vaultUrl, (client) => note(client, 'leadgen_vault'))).toMatchObject({ acknowledged: true });
    expect(second.vaultUrl).not.toContain(first.vaultUrl.split('@')[0]);
    expect(Object.keys(JSON.parse(readFileSync(passwordFile(), 'utf8')) as object)).toEqual(['root', 'views', 'vault', 'tests']);
    await second.process.kill();
    writeFileSync(passwordFile(), rotated);
    const third = await start();
    expect(await using(third.vaultUrl, (client) => note(client, 'leadgen_vault'))).toMatchObject({ acknowledged: true });
  });

  it('refuses files that another mongod holds', async () => {
    await start();
    const second = startMongod({ binary, folder: join(folder, 'mongodb'), logFile: join(folder, 'b.log'), port: 0, compression: false, withTestsUser: false });
    await expect(second).rejects.toEqual(
      new StartFailure(`The MongoDB files in ${files()} are in use by another mongod; stop it, or set LEADGEN_DATA_DIR to another folder.`),
    );
  });

  it('says so when its files are damaged', async () => {
    const { process } = await start();
    await process.stop();
    const table = readdirSync(files()).find((name) => name === '_mdb_catalog.wt') ?? '';
    truncateSync(join(files(), table), 100);
    await expect(start()).rejects.toEqual(
      new StartFailure(
        `The MongoDB files in ${files()} are damaged; restore them from a backup (the views can be rebuilt, the vault cannot); details are in ${logFile()}.`,
      ),
    );
  });

  it('says so when the passwords of existing data are gone, damaged or of other data', async () => {
    const { process } = await start();
    await process.stop();
    const passwords = JSON.parse(readFileSync(passwordFile(), 'utf8')) as Record<string, string>;
    rmSync(passwordFile());
    await expect(start()).rejects.toThrow(/^The file \S+ with the passwords of MongoDB is missing although its data are there; restore it from a backup, or/);
    writeFileSync(passwordFile(), '{"root":');
    await expect(start()).rejects.toThrow(/^The file \S+ with the passwords of MongoDB is damaged; restore it from a backup, or/);
    writeFileSync(passwordFile(), JSON.stringify({ ...passwords, root: 'another' }));
    await expect(start()).rejects.toThrow(/^The password kept for MongoDB is not the one its data were made with; restore the file mongod-passwords\.json/);
  });
});

describe('explain', () => {
  const exit = { code: 100, signal: null };
  it.each([
    ['{"error":"No space left on device"}', 'The disk of /d is full; free some space or set LEADGEN_DATA_DIR to a folder on another disk.'],
    ['{"error":"Permission denied"}', 'mongod may not write to /d; give it to this user or set LEADGEN_DATA_DIR to another folder.'],
    ['{"error":"Address already in use"}', 'The port chosen for mongod was taken at the same moment; start again.'],
    ['{"msg":"something new"}', 'mongod ended before it was ready (exit code 100); its log /l says why.'],
  ])('turns %s into a sentence', (log, sentence) => {
    expect(explain(exit, log, '/d', '/l')).toBe(sentence);
  });
});
