import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { lockFolder } from './folder-lock';

let folder = '';
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'event-node-lock-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

it('refuses a folder that a live process holds, and says which', () => {
  const lock = lockFolder(folder);
  expect(() => lockFolder(folder)).toThrow(
    `The folder ${folder} is in use by another event node (process ${String(process.pid)}); stop that one or choose another folder.`,
  );
  lock.release();
  lockFolder(folder).release();
  expect(readdirSync(folder)).toEqual([]);
});

it.each([
  ['of a process that has gone', JSON.stringify({ pid: 4_194_301, startedAt: 'x' })],
  ['of an earlier process with the same number', JSON.stringify({ pid: process.pid, startedAt: 'long ago' })],
  ['that is no lock', 'nonsense'],
])('takes over a lock %s', (_what, text) => {
  writeFileSync(join(folder, 'node.lock'), text);
  const lock = lockFolder(folder);
  expect(readdirSync(folder)).toEqual(['node.lock']);
  lock.release();
});
