/** The node as a process of its own, for tests that kill it: from source, in a temporary folder. */
import { spawn, type ChildProcess } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';

export interface NodeProcess {
  readonly pid: number;
  readonly port: number;
  readonly adminPort: number;
  /** For the client, with the secret in it. */
  readonly url: string;
  /** Everything it has said on stderr. */
  said(): string;
  /** SIGKILL. */
  kill(): Promise<void>;
  /** SIGTERM; the exit code. */
  stop(): Promise<number | null>;
}

const SECRET = 'only-for-this-test';
const ROOT = join(__dirname, '../../../..');

export interface NodeProcessOptions {
  readonly port?: number;
  /** A command that the node runs under, such as a tracer. */
  readonly under?: readonly string[];
  readonly env?: Readonly<Record<string, string>>;
  /** The compiled files of dist/server instead of the source: what people run, and what is measured. */
  readonly built?: boolean;
  /** Another program of this folder that answers like the node. */
  readonly program?: string;
}

/** Rejects with what the node said when it does not start. */
export async function startNodeProcess(folder: string, options: NodeProcessOptions = {}): Promise<NodeProcess> {
  const name = `infra/embedded/event-node/${options.program ?? 'event-node.main'}`;
  const source = ['--require', join(ROOT, 'infra/tooling/swc-register.cjs'), join(ROOT, `${name}.ts`)];
  const program = [process.execPath, ...(options.built === true ? [join(ROOT, 'dist/server', `${name}.js`)] : source)];
  const [command, ...args]: readonly string[] = [...(options.under ?? []), ...program, '--data', folder, '--port', String(options.port ?? 0)];
  const child = spawn(command ?? process.execPath, args, {
    stdio: ['ignore', 'pipe', 'pipe'],
    env: { ...process.env, ...options.env, EVENT_NODE_SECRET: SECRET },
  });
  let said = '';
  child.stderr.on('data', (chunk: Buffer) => (said += chunk.toString('utf8')));
  const exited = new Promise<number | null>((resolve) => child.once('exit', resolve));
  const closed = new Promise<void>((resolve) => child.once('close', resolve));
  const line = await Promise.race([firstLine(child), exited.then(() => closed).then(() => null)]);
  if (line === null) throw new Error(said.trim());
  const { port, adminPort } = JSON.parse(line) as { port: number; adminPort: number };
  return {
    pid: child.pid ?? -1,
    port,
    adminPort,
    url: `esdb://127.0.0.1:${String(port)}?tls=false&connectionName=${SECRET}`,
    said: () => said,
    kill: () => ended(child, 'SIGKILL', exited).then(() => undefined),
    stop: () => ended(child, 'SIGTERM', exited),
  };
}

export function temporaryFolder(): { readonly path: string; remove(): void } {
  const path = mkdtempSync(join(tmpdir(), 'event-node-'));
  return { path, remove: () => rmSync(path, { recursive: true, force: true }) };
}

function firstLine(child: ChildProcess): Promise<string> {
  return new Promise((resolve) => {
    if (child.stdout !== null) createInterface({ input: child.stdout }).once('line', resolve);
  });
}

async function ended(child: ChildProcess, signal: NodeJS.Signals, exited: Promise<number | null>): Promise<number | null> {
  if (child.exitCode === null && child.signalCode === null) child.kill(signal);
  return await exited;
}
