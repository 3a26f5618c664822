import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { faultFacts, type Log } from '../platform/observability/log';
import { ConfigError } from './config-error';

const LONGEST_STOP_MS = 20_000;

export interface Serving {
  readonly server: Server;
  readonly host: string;
  /** 0 takes a free one. */
  readonly port: number;
  /** Finishes what is under way and closes every store. */
  readonly close: () => Promise<void>;
  /** End when stdin ends, because the process that started us is gone. */
  readonly watchParent: boolean;
  readonly log: Log;
}

/** Listens, says so on stdout in one line, and serves until asked to stop. */
export async function serveUntilStopped({ server, host, port, close, watchParent, log }: Serving): Promise<void> {
  await listening(server, port, host);
  const bound = (server.address() as AddressInfo).port;
  process.stdout.write(`${JSON.stringify({ ready: true, port: bound })}\n`);
  log.info({ host, port: bound }, 'ready');
  const reason = await askedToStop(watchParent);
  log.info({ reason }, 'stopping');
  // No new connections, requests in flight are finished; a connection that never ends is cut at last.
  const cut = setTimeout(() => server.closeAllConnections(), LONGEST_STOP_MS);
  const closed = new Promise((resolve) => server.close(resolve));
  await close();
  await closed;
  clearTimeout(cut);
  log.info('stopped');
}

function listening(server: Server, port: number, host: string): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, host, () => {
      server.off('error', reject);
      resolve();
    });
  });
}

function askedToStop(watchParent: boolean): Promise<string> {
  return new Promise((resolve) => {
    for (const signal of ['SIGTERM', 'SIGINT'] as const) process.once(signal, () => resolve(signal));
    if (!watchParent) return;
    process.stdin.once('end', () => resolve('parent-gone'));
    process.stdin.once('error', () => resolve('parent-gone'));
    process.stdin.resume();
  });
}

/** Runs a process's main function; its failure is one sentence, the last line on stderr, and exit code 1. */
export function runMain(name: string, main: () => Promise<void>): void {
  main().then(
    () => process.exit(0),
    (error: unknown) => {
      process.stderr.write(`${sentenceOf(name, error)}\n`);
      process.exit(1);
    },
  );
}

function sentenceOf(name: string, error: unknown): string {
  if (error instanceof ConfigError) return `${name} could not start: ${error.message}`;
  const code = (error as { code?: unknown } | null)?.code;
  if (code === 'EADDRINUSE') return `${name} could not start: its port is taken; set PORT to another one, or to 0 for a free one.`;
  const { kind, frames } = faultFacts(error);
  return [...frames.slice(0, 4), `${name} could not start: ${error instanceof Error ? error.message : kind}`].join('\n');
}
