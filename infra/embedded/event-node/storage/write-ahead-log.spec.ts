import { copyFileSync, readFileSync, truncateSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import Database from 'libsql';
import { temporaryFolder } from '../testing/node-process';
import { inspectTail } from './write-ahead-log';

const folder = temporaryFolder();
const wal = join(folder.path, 'copy-wal');
let whole: Buffer;

beforeAll(() => {
  const path = join(folder.path, 'x.db');
  const database = new Database(path);
  database.exec('PRAGMA journal_mode = WAL; CREATE TABLE t (a BLOB);');
  for (let index = 0; index < 5; index++) database.prepare('INSERT INTO t VALUES (?)').run([Buffer.alloc(100, index)]);
  // Beside the open database: closing it would empty the log.
  copyFileSync(`${path}-wal`, wal);
  whole = readFileSync(wal);
  database.close();
});
afterAll(() => folder.remove());
beforeEach(() => writeFileSync(wal, whole));

const FRAME = 4096 + 24;

it('finds nothing wrong with a log that is whole, or not there', () => {
  expect([inspectTail(wal), inspectTail(join(folder.path, 'absent'))]).toEqual([
    { lostBytes: 0, lostCommits: 0 },
    { lostBytes: 0, lostCommits: 0 },
  ]);
});

it('counts the bytes of a write that was torn', () => {
  truncateSync(wal, whole.length - 1000);
  expect(inspectTail(wal)).toEqual({ lostBytes: FRAME - 1000, lostCommits: 1 });
});

it('tells a torn write from rot, which makes complete writes behind it unreadable', () => {
  const rotten = Buffer.from(whole);
  const at = whole.length - 3 * FRAME + 100;
  rotten[at] = (rotten[at] ?? 0) ^ 1;
  writeFileSync(wal, rotten);
  expect(inspectTail(wal)).toEqual({ lostBytes: 3 * FRAME, lostCommits: 3 });
});
