import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { createInterface } from 'node:readline';

const ROOT = resolve(__dirname, '../../..');
const dataFolder = mkdtempSync(join(tmpdir(), 'leadgen-life-'));
const started: ChildProcess[] = [];
afterAll(() => {
  // A test that failed leaves its process behind, and the run would wait for it for ever.
  for (const child of started) child.kill('SIGKILL');
  rmSync(dataFolder, { recursive: true });
});

const mongo = (database: string): string => String(process.env['TEST_MONGODB_URL']).replace(/(\/\/[^/]+)\/?/, `$1/${database}`);
const environment = (): NodeJS.ProcessEnv => ({
  ...process.env,
  MONGODB_URL: mongo('view_life'),
  VAULT_MONGODB_URL: mongo('vault_life'),
  LEADGEN_DATA_DIR: dataFolder,
  PORT: '0',
});

function start(name: 'api' | 'worker', env: NodeJS.ProcessEnv = {}): ChildProcess {
  const child = spawn(process.execPath, ['--require', join(ROOT, 'infra/tooling/swc-register.cjs'), join(ROOT, `backend/src/app/${name}.main.ts`)], {
    env: { ...environment(), ...env },
    stdio: ['pipe', 'pipe', 'pipe'],
  });
  started.push(child);
  return child;
}

async function ready(child: ChildProcess): Promise<number> {
  if (child.stdout === null) throw new Error('stdout is not a pipe');
  const [line] = (await once(createInterface({ input: child.stdout }), 'line')) as [string];
  const { port } = JSON.parse(line) as { readonly ready: true; readonly port: number };
  return port;
}

const exit = async (child: ChildProcess): Promise<number | null> => (await once(child, 'exit'))[0] as number | null;

describe.each(['api', 'worker'] as const)('the %s process', (name) => {
  it('says when it is ready, is well, and ends cleanly when asked', async () => {
    const child = start(name);
    const port = await ready(child);
    expect((await fetch(`http://127.0.0.1:${String(port)}/health/live`)).status).toBe(200);
    expect(await (await fetch(`http://127.0.0.1:${String(port)}/metrics`)).text()).toContain('leadgen_process_cpu');
    child.kill('SIGTERM');
    expect(await exit(child)).toBe(0);
  }, 240_000);

  it('ends when the process that watches over it is gone', async () => {
    const child = start(name, { LEADGEN_PARENT_WATCH: '1' });
    await ready(child);
    child.stdin?.end();
    expect(await exit(child)).toBe(0);
  }, 240_000);

  it('refuses a wrong environment in one sentence', async () => {
    const child = start(name, { VAULT_MONGODB_URL: '' });
    const said: string[] = [];
    child.stderr?.on('data', (chunk: Buffer) => said.push(chunk.toString()));
    expect(await exit(child)).toBe(1);
    expect(said.join('')).toBe(`${name} could not start: VAULT_MONGODB_URL is not set; give it the address of the store, such as mongodb://127.0.0.1.\n`);
  }, 240_000);
});

describe('the worker process', () => {
  it('tells how far each group is behind and how many commands wait for a person', async () => {
    const child = start('worker');
    const address = `http://127.0.0.1:${String(await ready(child))}/metrics`;
    const text = await (await fetch(address)).text();
    expect(text).toMatch(/^leadgen_group_positions_behind\{kind="views",group="leads"\} \d+$/m);
    expect(text).toMatch(/^leadgen_group_faulted\{kind="process",group="[a-z-]+"\} 0$/m);
    expect(text).toMatch(/^leadgen_parked_commands\{process="[a-z-]+"\} 0$/m);
    child.kill('SIGTERM');
    expect(await exit(child)).toBe(0);
  });
});

describe('the api process', () => {
  it('leaves the one-time token where its operator finds it', () => {
    expect(existsSync(join(dataFolder, 'set-up-token'))).toBe(true);
  });
});
