import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { markOf } from '../processes/live-process';
import { StartFailure } from '../start-failure';
import { lockFolder } from './folder-lock';

describe('lockFolder', () => {
  let folder = '';
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'leadgen-lock-'));
  });
  afterEach(() => rmSync(folder, { recursive: true, force: true }));
  const lockFile = (): string => join(folder, 'leadgen.lock');

  it('leaves nothing behind after release', () => {
    lockFolder(folder).release();
    expect(readdirSync(folder)).toEqual([]);
  });

  it('names the live process that holds the folder', async () => {
    const holder = spawn(process.execPath, ['-e', 'setInterval(() => undefined, 1000)']);
    await once(holder, 'spawn');
    writeFileSync(lockFile(), JSON.stringify(markOf(holder.pid ?? -1)));
    const refused = new StartFailure(
      `The data folder ${folder} is in use by the running LeadGen with process id ${holder.pid ?? -1}; stop that one (kill ${holder.pid ?? -1}), or set LEADGEN_DATA_DIR to another folder.`,
    );
    expect(() => lockFolder(folder)).toThrow(refused);
    holder.kill('SIGKILL');
    await once(holder, 'exit');
    lockFolder(folder).release();
    expect(readdirSync(folder)).toEqual([]);
  });

  it('is not fooled by another process with the pid of a dead one', () => {
    writeFileSync(lockFile(), JSON.stringify({ pid: process.pid, startedAt: 'another-boot/1' }));
    expect(() => lockFolder(folder).release()).not.toThrow();
  });

  it('takes over a lock file that a crash left half written', () => {
    writeFileSync(lockFile(), '{"pid":');
    expect(() => lockFolder(folder).release()).not.toThrow();
  });

  it('lets exactly one of several starters in at the same moment, over a dead lock', async () => {
    writeFileSync(lockFile(), JSON.stringify({ pid: 2 ** 22 + 1, startedAt: null }));
    const register = join(__dirname, '../../tooling/swc-register.cjs');
    const script = `
      const { lockFolder } = require(${JSON.stringify(join(__dirname, 'folder-lock.ts'))});
      process.stdin.once('data', () => {
        try { lockFolder(${JSON.stringify(folder)}); console.log('in'); } catch (error) { console.log('out'); }
      });
      process.stdin.once('end', () => process.exit(0));
      console.log('waiting');`;
    const starters = Array.from({ length: 4 }, () => spawn(process.execPath, ['--require', register, '-e', script], { stdio: ['pipe', 'pipe', 'inherit'] }));
    const said = starters.map(() => '');
    starters.forEach((starter, index) => {
      starter.stdout.on('data', (chunk: Buffer) => {
        said[index] = `${said[index] ?? ''}${chunk.toString('utf8')}`;
      });
    });
    const untilAll = async (pattern: RegExp): Promise<void> => {
      const deadline = Date.now() + 30_000;
      while (!said.every((text) => pattern.test(text)) && Date.now() < deadline) await new Promise((resolve) => setTimeout(resolve, 5));
    };
    await untilAll(/waiting/);
    for (const starter of starters) starter.stdin.write('go');
    await untilAll(/\n(in|out)/);
    for (const starter of starters) starter.stdin.end();
    await Promise.all(starters.map((starter) => once(starter, 'close')));
    expect(said.map((text) => text.split('\n')[1]).sort()).toEqual(['in', 'out', 'out', 'out']);
  });
});
