import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { markOf } from '../processes/live-process';
import { endLeftovers, recordChildren, recordedChildren } from './recorded-children';

describe('endLeftovers', () => {
  let folder = '';
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'leadgen-children-'));
  });
  afterEach(() => rmSync(folder, { recursive: true, force: true }));

  const child = async (script: string): Promise<{ pid: number; ended: Promise<unknown[]> }> => {
    const process_ = spawn(process.execPath, ['-e', `${script}; console.log('up'); setInterval(() => undefined, 1000)`]);
    await once(process_.stdout, 'data');
    return { pid: process_.pid ?? -1, ended: once(process_, 'exit') };
  };

  it('ends what a killed launcher left behind, politely first', async () => {
    const polite = await child(`process.on('SIGTERM', () => process.exit(5))`);
    const deaf = await child(`process.on('SIGTERM', () => undefined)`);
    recordChildren(folder, { polite: polite.pid, deaf: deaf.pid });
    expect(recordedChildren(folder)).toEqual([
      { name: 'polite', ...markOf(polite.pid) },
      { name: 'deaf', ...markOf(deaf.pid) },
    ]);
    expect(await endLeftovers(folder, 300)).toBe(2);
    expect([await polite.ended, await deaf.ended]).toEqual([
      [5, null],
      [null, 'SIGKILL'],
    ]);
    expect(await endLeftovers(folder)).toBe(0);
  });

  it('never touches a process that merely got the pid of a recorded one', async () => {
    const stranger = await child('');
    writeFileSync(join(folder, 'processes.json'), JSON.stringify([{ pid: stranger.pid, startedAt: 'another-boot/1' }]));
    expect(await endLeftovers(folder)).toBe(0);
    process.kill(stranger.pid, 'SIGKILL');
    await stranger.ended;
  });

  it('copes with a missing and with a damaged record', async () => {
    expect(await endLeftovers(folder)).toBe(0);
    writeFileSync(join(folder, 'processes.json'), '[{"pid":');
    expect(await endLeftovers(folder)).toBe(0);
  });
});
