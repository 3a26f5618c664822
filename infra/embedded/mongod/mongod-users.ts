// Who may enter the mongod we start. Every start repeats this, so a crash between two users heals itself.
import { randomBytes } from 'node:crypto';
import { closeSync, existsSync, fsyncSync, openSync, readFileSync, renameSync, writeSync } from 'node:fs';
import { MongoClient, MongoServerError, type Db } from 'mongodb';
import { StartFailure } from '../start-failure';

export const VIEWS_DATABASE = 'leadgen_views';
export const VAULT_DATABASE = 'leadgen_vault';

/** Random passwords, kept in one file of the data folder that only its owner may read. */
export interface MongodPasswords {
  readonly root: string;
  readonly views: string;
  readonly vault: string;
  /** Of the user of test runs, who may use any database; made only where that is asked for. */
  readonly tests: string;
  /** What root still has while a change of its password has not been carried out; null otherwise. */
  readonly rootBefore: string | null;
}

interface Role {
  readonly role: string;
  readonly db: string;
}
const AUTHENTICATION_FAILED = 18;

/** Reads the passwords, or makes them when mongod has never run on this folder. */
export function passwordsOf(file: string, mongodHasData: boolean): MongodPasswords {
  if (existsSync(file)) return parse(readFileSync(file, 'utf8'), file);
  if (mongodHasData) {
    throw new StartFailure(
      `The file ${file} with the passwords of MongoDB is missing although its data are there; restore it from a backup, or move the data folder away to start anew.`,
    );
  }
  const passwords = freshPasswords();
  writeDurably(file, JSON.stringify(passwords));
  return { ...passwords, rootBefore: null };
}

/** Chooses other passwords; the next start gives them to mongod, which must not run now. Throws StartFailure. */
export function rotatePasswords(file: string): void {
  const { root, rootBefore } = parse(readFileSync(file, 'utf8'), file);
  writeDurably(file, JSON.stringify({ ...freshPasswords(), rootBefore: rootBefore ?? root }));
}

/** After mongod has taken every password of the file: the one before is forgotten. */
export function settlePasswords(file: string, passwords: MongodPasswords): void {
  const { rootBefore, ...settled } = passwords;
  if (rootBefore !== null) writeDurably(file, JSON.stringify(settled));
}

function freshPasswords(): Omit<MongodPasswords, 'rootBefore'> {
  const random = (): string => randomBytes(24).toString('base64url');
  return { root: random(), views: random(), vault: random(), tests: random() };
}

/** The connection string of one user; the database is the one the user owns. */
export function urlOf(port: number, user: string, password: string, database = ''): string {
  return `mongodb://${user}:${encodeURIComponent(password)}@127.0.0.1:${port}/${database}?authSource=admin`;
}

/** Creates root through the localhost exception when nobody exists yet, then the two users of the application. */
export async function ensureUsers(port: number, passwords: MongodPasswords, withTestsUser: boolean): Promise<void> {
  if (passwords.rootBefore !== null) await changeRoot(port, passwords.root, passwords.rootBefore);
  const client = await connectAsRoot(port, passwords.root);
  try {
    const admin = client.db('admin');
    await ensureUser(admin, 'views', passwords.views, [{ role: 'readWrite', db: VIEWS_DATABASE }]);
    await ensureUser(admin, 'vault', passwords.vault, [{ role: 'readWrite', db: VAULT_DATABASE }]);
    if (withTestsUser) {
      await ensureUser(admin, 'tests', passwords.tests, [
        { role: 'readWriteAnyDatabase', db: 'admin' },
        { role: 'dbAdminAnyDatabase', db: 'admin' },
      ]);
    }
  } finally {
    await client.close();
  }
}

/** Refused means that an earlier start has done it and was killed before it could say so. */
async function changeRoot(port: number, password: string, before: string): Promise<void> {
  let client: MongoClient;
  try {
    client = await connect(urlOf(port, 'root', before));
  } catch (error) {
    if (error instanceof MongoServerError && error.code === AUTHENTICATION_FAILED) return;
    throw error;
  }
  try {
    await client.db('admin').command({ updateUser: 'root', pwd: password });
  } finally {
    await client.close();
  }
}

async function connectAsRoot(port: number, password: string): Promise<MongoClient> {
  const url = urlOf(port, 'root', password);
  try {
    return await connect(url);
  } catch (error) {
    if (!(error instanceof MongoServerError) || error.code !== AUTHENTICATION_FAILED) throw error;
  }
  const anonymous = await connect(`mongodb://127.0.0.1:${port}/`);
  try {
    await anonymous.db('admin').command({ createUser: 'root', pwd: password, roles: [{ role: 'root', db: 'admin' }] });
  } catch (error) {
    throw new StartFailure(
      'The password kept for MongoDB is not the one its data were made with; restore the file mongod-passwords.json that belongs to them.',
      {
        cause: error,
      },
    );
  } finally {
    await anonymous.close();
  }
  return connect(url);
}

function connect(url: string): Promise<MongoClient> {
  return new MongoClient(url, { serverSelectionTimeoutMS: 10_000, directConnection: true, maxPoolSize: 1 }).connect();
}

async function ensureUser(admin: Db, user: string, pwd: string, roles: readonly Role[]): Promise<void> {
  const { users } = await admin.command({ usersInfo: user });
  const known = Array.isArray(users) && users.length > 0;
  await admin.command(known ? { updateUser: user, pwd, roles } : { createUser: user, pwd, roles });
}

function parse(text: string, file: string): MongodPasswords {
  const damaged = new StartFailure(
    `The file ${file} with the passwords of MongoDB is damaged; restore it from a backup, or move the data folder away to start anew.`,
  );
  try {
    const value: unknown = JSON.parse(text);
    const { root, views, vault, tests, rootBefore } = value as Record<keyof MongodPasswords, unknown>;
    if (typeof root !== 'string' || typeof views !== 'string' || typeof vault !== 'string' || typeof tests !== 'string') throw damaged;
    return { root, views, vault, tests, rootBefore: typeof rootBefore === 'string' ? rootBefore : null };
  } catch {
    throw damaged;
  }
}

/** Whole and on disk before the first user exists, else a crash would lock us out of our own database. */
function writeDurably(file: string, text: string): void {
  const temporary = `${file}.new`;
  const descriptor = openSync(temporary, 'w', 0o600);
  try {
    writeSync(descriptor, text);
    fsyncSync(descriptor);
  } finally {
    closeSync(descriptor);
  }
  renameSync(temporary, file);
}
