import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { StartFailure } from '../start-failure';
import { isAlive, markOf } from './live-process';
import { startProcess, type Program } from './running-process';

const READY = 'console.log(JSON.stringify({ ready: true, port: 4711 })); setInterval(() => undefined, 1000);';

describe('startProcess', () => {
  let folder = '';
  const program = (script: string, more: Partial<Program> = {}): Program => ({
    name: 'clerk',
    command: process.execPath,
    args: ['-e', script],
    logFile: join(folder, 'logs', 'clerk.log'),
    ...more,
  });
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'leadgen-process-'));
  });
  afterEach(() => rmSync(folder, { recursive: true, force: true }));

  it('answers the port of the ready line and the pid of the program itself', async () => {
    const running = await startProcess(program(READY));
    expect([running.port, readFileSync(`/proc/${running.pid}/cmdline`, 'utf8').split('\0')[0]]).toEqual([4711, process.execPath]);
    await running.kill();
  });

  it('stops it by SIGTERM and lets it finish its work', async () => {
    const running = await startProcess(program(`process.on('SIGTERM', () => { console.error('goodbye'); process.exit(7); }); ${READY}`));
    expect(await running.stop()).toEqual({ code: 7, signal: null });
    expect(readFileSync(join(folder, 'logs', 'clerk.log'), 'utf8')).toBe('goodbye\n');
  });

  it('kills one that does not stop within the grace', async () => {
    const running = await startProcess(program(`process.on('SIGTERM', () => undefined); ${READY}`));
    expect(await running.stop(100)).toEqual({ code: null, signal: 'SIGKILL' });
  });

  it('keeps what the program prints after the ready line in the log', async () => {
    const script = `process.on('SIGTERM', () => process.exit(0)); console.log('{"ready":true,"port":1}\\nsecond'); console.log('third');`;
    const running = await startProcess(program(`${script} setInterval(() => undefined, 1000);`));
    await running.stop();
    expect(readFileSync(join(folder, 'logs', 'clerk.log'), 'utf8')).toBe('second\nthird\n');
  });

  it('tells the last sentence of a program that ends before it is ready', async () => {
    const start = startProcess(program(`console.error('noise'); console.error('The drawer is locked; unlock it.'); process.exit(1);`));
    await expect(start).rejects.toEqual(new StartFailure('The drawer is locked; unlock it.'));
  });

  it('tells the message of a log line in JSON', async () => {
    const start = startProcess(program(`console.error(JSON.stringify({ level: 60, msg: 'The drawer is locked; unlock it.' })); process.exit(1);`));
    await expect(start).rejects.toEqual(new StartFailure('The drawer is locked; unlock it.'));
  });

  it('names the exit of a program that ends in silence', async () => {
    await expect(startProcess(program('process.exit(3)'))).rejects.toEqual(
      new StartFailure(`clerk ended before it was ready (exit code 3); see ${join(folder, 'logs', 'clerk.log')}.`),
    );
  });

  it('gives up on a program that stays silent and leaves nothing running', async () => {
    const start = startProcess(
      program('console.error(process.pid); setInterval(() => undefined, 1000);', {
        readyTimeoutMs: 1_500,
      }),
    );
    await expect(start).rejects.toEqual(new StartFailure(`clerk did not become ready within 1.5 seconds; see ${join(folder, 'logs', 'clerk.log')}.`));
    const pid = Number(readFileSync(join(folder, 'logs', 'clerk.log'), 'utf8'));
    expect(pid).toBeGreaterThan(0);
    expect(isAlive(markOf(pid))).toBe(false);
  });

  it('says so when the command does not exist', async () => {
    await expect(startProcess(program('', { command: join(folder, 'nowhere'), args: [] }))).rejects.toThrow(/nowhere/);
  });
});
