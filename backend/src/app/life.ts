import type { INestApplication } from '@nestjs/common';
import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { faultFacts, type Log } from '../platform/observability/log';
import { ConfigError } from './config';

const LONGEST_STOP_MS = 20_000;

export interface Listening {
  readonly host: string;
  readonly port: number;
}

/** Listens, says so on stdout in one line, and serves until asked to stop. */
export async function serveUntilStopped(app: INestApplication, { host, port }: Listening, log: Log, watchParent: boolean): Promise<void> {
  const server = app.getHttpServer() as Server;
  Object.assign(server, { headersTimeout: 10_000, requestTimeout: 60_000, keepAliveTimeout: 30_000, maxHeadersCount: 60 });
  await app.listen(port, host);
  process.stdout.write(`${JSON.stringify({ ready: true, port: (server.address() as AddressInfo).port })}\n`);
  log.info({ host, port: (server.address() as AddressInfo).port }, 'ready');
  const reason = await askedToStop(watchParent);
  log.info({ reason }, 'stopping');
  await stop(app, server);
  log.info('stopped');
}

/** No new connections, requests in flight are finished, then everything is closed; a connection that never ends is cut at last. */
async function stop(app: INestApplication, server: Server): Promise<void> {
  const cut = setTimeout(() => server.closeAllConnections(), LONGEST_STOP_MS);
  server.closeIdleConnections();
  await app.close();
  clearTimeout(cut);
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

/** Runs a process's main function; its failure is one sentence on stderr and exit code 1. */
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
  return `${frames.slice(0, 4).join('\n')}\n${name} could not start: ${error instanceof Error ? error.message : kind}`;
}
