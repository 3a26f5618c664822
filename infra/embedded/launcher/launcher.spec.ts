import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { recordedChildren, type RecordedChild } from '../data-folder/recorded-children';
import { isAlive } from '../processes/live-process';

jest.setTimeout(720_000);

interface Launcher {
  readonly child: ChildProcess;
  readonly pid: number;
  /** Waits until the launcher has said something that matches, and answers the first group. */
  said(pattern: RegExp): Promise<string>;
  readonly ended: Promise<{ code: number | null; signal: string | null; out: string; err: string }>;
}

describe('the launcher', () => {
  let folder = '';
  const launchers: Launcher[] = [];
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'leadgen-launcher-'));
  });
  afterEach(async () => {
    for (const { child, ended } of launchers.splice(0)) {
      child.kill('SIGTERM');
      await ended;
    }
    rmSync(folder, { recursive: true, force: true });
  });

  const launch = (env: Record<string, string> = {}): Launcher => {
    const register = join(__dirname, '../../tooling/swc-register.cjs');
    const child = spawn(process.execPath, ['--require', register, join(__dirname, 'launcher.main.ts')], {
      env: { ...process.env, LEADGEN_DATA_DIR: folder, PORT: '0', EVENTSTORE_URL: '', MONGODB_URL: '', VAULT_MONGODB_URL: '', ...env },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    let out = '';
    let err = '';
    child.stdout.setEncoding('utf8').on('data', (text: string) => (out += text));
    child.stderr.setEncoding('utf8').on('data', (text: string) => (err += text));
    const ended = once(child, 'close').then(([code, signal]) => ({ code: code as number | null, signal: signal as string | null, out, err }));
    const said = async (pattern: RegExp): Promise<string> => {
      const deadline = Date.now() + 120_000;
      for (;;) {
        const found = pattern.exec(out);
        if (found !== null) return found[1] ?? '';
        if (child.exitCode !== null || Date.now() > deadline) throw new Error(`never said ${String(pattern)}, but: ${out}${err}`);
        await pause(20);
      }
    };
    const launcher: Launcher = { child, pid: child.pid ?? -1, said, ended };
    launchers.push(launcher);
    return launcher;
  };
  const address = /LeadGen runs at (http:\S+) /;
  const recorded = (): RecordedChild[] => recordedChildren(folder);
  const ready = async (origin: string): Promise<number> => (await fetch(`${origin}/health/ready`)).status;
  const until = async (condition: () => Promise<boolean> | boolean): Promise<void> => {
    const deadline = Date.now() + 60_000;
    while (!(await condition())) {
      if (Date.now() > deadline) throw new Error(`not within a minute: ${condition.toString()}`);
      await pause(25);
    }
  };

  it('tells the address and the set-up link, and Ctrl-C stops everything', async () => {
    const launcher = launch();
    const origin = await launcher.said(address);
    const token = await launcher.said(/set-up#token=(\S+)/);
    expect([await ready(origin), token]).toEqual([200, readFileSync(join(folder, 'set-up-token'), 'utf8').trim()]);
    const children = recorded();
    expect(children.map(isAlive)).toEqual([true, true, true, true]);
    // npm and the terminal each pass the signal on for one Ctrl-C.
    launcher.child.kill('SIGINT');
    launcher.child.kill('SIGINT');
    const { code, err, out } = await launcher.ended;
    expect([code, err, out.trimEnd().split('\n').at(-1)]).toEqual([0, '', 'LeadGen has stopped; everything acknowledged is on disk.']);
    expect([children.map(isAlive), recorded()]).toEqual([[false, false, false, false], []]);
  });

  it('refuses a folder in use and a taken port in one sentence, and disturbs nobody', async () => {
    const first = launch();
    const origin = await first.said(address);
    const sameFolder = await launch().ended;
    expect([sameFolder.code, sameFolder.err]).toEqual([
      1,
      `The data folder ${folder} is in use by the running LeadGen with process id ${first.pid}; stop that one (kill ${first.pid}), or set LEADGEN_DATA_DIR to another folder.\n`,
    ]);
    const port = new URL(origin).port;
    const samePort = await launch({ LEADGEN_DATA_DIR: join(folder, 'another'), PORT: port }).ended;
    expect([samePort.code, samePort.err]).toEqual([
      1,
      expect.stringMatching(`^Port ${port} is taken by process \\d+ \\(.*\\); stop that one, or choose another port with PORT=\\d+ npm start\\.\\n$`),
    ]);
    expect(await ready(origin)).toBe(200);
  });

  it('brings back whatever is killed, at the same address', async () => {
    const launcher = launch();
    const origin = await launcher.said(address);
    for (const name of ['event-node', 'mongod', 'worker', 'api']) {
      const before = recorded();
      process.kill(before.find((each) => each.name === name)?.pid ?? -1, 'SIGKILL');
      await launcher.said(new RegExp(`${name} is back`));
      await until(async () => (await ready(origin).catch(() => 0)) === 200);
      const after = recorded();
      expect(after.filter((each) => each.name !== name)).toEqual(before.filter((each) => each.name !== name));
      expect(after.map(isAlive)).toEqual([true, true, true, true]);
    }
  });

  it('leaves no orphan when it is killed with -9, and the next start takes over', async () => {
    const first = launch();
    const token = await first.said(/set-up#token=(\S+)/);
    const children = recorded();
    first.child.kill('SIGKILL');
    expect((await first.ended).signal).toBe('SIGKILL');
    const second = launch();
    const origin = await second.said(address);
    expect([children.map(isAlive), await ready(origin)]).toEqual([[false, false, false, false], 200]);
    expect(await second.said(/set-up#token=(\S+)/)).toBe(token);
  });

  it('says in one sentence that the folder cannot be used', async () => {
    writeFileSync(join(folder, 'file'), '');
    const { code, out, err } = await launch({ LEADGEN_DATA_DIR: join(folder, 'file', 'data') }).ended;
    expect([code, out, err]).toEqual([
      1,
      'Starting event node, mongod, worker and api ...\n',
      `The data folder ${join(folder, 'file', 'data')} cannot be written (ENOTDIR); make it writable for this user, or set LEADGEN_DATA_DIR to another folder.\n`,
    ]);
  });
});
