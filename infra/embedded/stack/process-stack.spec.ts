import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startProcess, type RunningProcess } from '../processes/running-process';
import { StartFailure } from '../start-failure';
import { ProcessStack, type Service } from './process-stack';

type Name = 'cellar' | 'kitchen';

describe('ProcessStack', () => {
  let folder = '';
  let started: string[] = [];
  let told: string[] = [];
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'leadgen-stack-'));
    started = [];
    told = [];
  });
  afterEach(() => rmSync(folder, { recursive: true, force: true }));

  const service = (name: Name, firstPort: number): Service<Name> => ({
    name,
    start: (port): Promise<RunningProcess> => {
      started.push(`${name} on ${port}`);
      const script = `
        process.on('SIGTERM', () => { console.error('${name} stops'); process.exit(0); });
        console.log(JSON.stringify({ ready: true, port: ${port === 0 ? firstPort : port} }));
        setInterval(() => undefined, 1000);`;
      return startProcess({ name, command: process.execPath, args: ['-e', script], logFile: join(folder, 'both.log') });
    },
  });
  const both = [service('cellar', 11), service('kitchen', 22)];
  const stackOf = (supervised: boolean, services = both): ProcessStack<Name> =>
    new ProcessStack(services, { supervised, tell: (sentence) => told.push(sentence) });
  const stops = (): string[] => readFileSync(join(folder, 'both.log'), 'utf8').trim().split('\n');

  it('starts in order and stops in reverse', async () => {
    const stack = stackOf(false);
    await stack.startAll();
    expect(started).toEqual(['cellar on 0', 'kitchen on 0']);
    expect(Object.keys(stack.pids())).toEqual(['cellar', 'kitchen']);
    await stack.stopAll();
    expect(stops()).toEqual(['kitchen stops', 'cellar stops']);
    expect(stack.pids()).toEqual({});
  });

  it('stops what is up when a later one fails', async () => {
    const broken: Service<Name> = { name: 'kitchen', start: () => Promise.reject(new StartFailure('The stove is cold; light it.')) };
    const stack = stackOf(true, [service('cellar', 11), broken]);
    await expect(stack.startAll()).rejects.toEqual(new StartFailure('The stove is cold; light it.'));
    expect([stops(), stack.pids()]).toEqual([['cellar stops'], {}]);
  });

  it('restarts a killed one on the port that others know', async () => {
    const stack = stackOf(false);
    await stack.startAll();
    await stack.kill('cellar');
    expect(Object.keys(stack.pids())).toEqual(['kitchen']);
    await stack.restart('cellar');
    expect([started.at(-1), stack.port('cellar')]).toEqual(['cellar on 11', 11]);
    await stack.stopAll();
  });

  it('brings back by itself what dies, when supervised', async () => {
    const stack = stackOf(true);
    await stack.startAll();
    const before = stack.pids();
    process.kill(before.kitchen ?? -1, 'SIGKILL');
    const deadline = Date.now() + 5_000;
    while (stack.pids().kitchen !== undefined && Date.now() < deadline) await new Promise(setImmediate);
    await stack.untilUp('kitchen');
    expect(stack.pids()).toEqual({ cellar: before.cellar, kitchen: expect.any(Number) });
    expect(stack.pids().kitchen).not.toBe(before.kitchen);
    expect(told).toEqual(['kitchen ended unexpectedly (SIGKILL); it is being started again.', 'kitchen is back.']);
    await stack.stopAll();
  });

  it('stops at once while something is on its way back', async () => {
    const stack = stackOf(true);
    await stack.startAll();
    for (let round = 0; round < 4; round += 1) {
      await stack.kill('kitchen');
      if (round < 3) await stack.untilUp('kitchen');
    }
    const began = Date.now();
    await stack.stopAll();
    expect(Date.now() - began).toBeLessThan(900);
    expect([stack.pids(), started.length]).toEqual([{}, 5]);
  });
});
