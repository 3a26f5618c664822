/** The event node against the client's own ceiling (an echo of the same protocol) and against raw group commits. */
import { randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { EventStoreDBClient, NO_STREAM, START, jsonEvent } from '@eventstore/db-client';
import { startNodeProcess, temporaryFolder, type NodeProcess } from '../embedded/event-node/testing/node-process';
import { figure, percentile, recordFigures, type Figure } from './figures';
import { longestScavengeStep } from './event-node-scavenge';
import { rawCommitsPerSecond, writeMillion } from './event-node-storage';

const RUNS = Number(process.env['BENCH_RUNS'] ?? 3);
const SEQUENTIAL = 2000;
const CONCURRENT = 12_800;
const BATCHES = 100;
const BATCH = 500;

const event = () => jsonEvent({ type: 'Bench.v1', data: { filler: 'x'.repeat(480) } });
const perSecond = (count: number, began: number): number => count / ((performance.now() - began) / 1000);

interface Run {
  readonly p50: number;
  readonly p99: number;
  readonly concurrent: number;
  readonly batches: number;
  readonly readAll: number;
  readonly catchUp: number;
}

async function measure(node: NodeProcess): Promise<Run> {
  const client = EventStoreDBClient.connectionString(node.url);
  try {
    const [p50, p99] = await sequential(client);
    return { p50, p99, concurrent: await concurrent(client), batches: await batches(client), readAll: await readAll(client), catchUp: await catchUp(client) };
  } finally {
    await client.dispose();
  }
}

async function sequential(client: EventStoreDBClient): Promise<[number, number]> {
  const milliseconds: number[] = [];
  for (let index = 0; index < SEQUENTIAL; index++) {
    const began = performance.now();
    await client.appendToStream(`one-${randomUUID()}`, event(), { expectedRevision: NO_STREAM });
    milliseconds.push(performance.now() - began);
  }
  return [percentile(milliseconds, 0.5), percentile(milliseconds, 0.99)];
}

async function concurrent(client: EventStoreDBClient): Promise<number> {
  const began = performance.now();
  let left = CONCURRENT;
  await Promise.all(
    Array.from({ length: 64 }, async () => {
      while (left-- > 0) await client.appendToStream(`many-${randomUUID()}`, event(), { expectedRevision: NO_STREAM });
    }),
  );
  return perSecond(CONCURRENT, began);
}

async function batches(client: EventStoreDBClient): Promise<number> {
  const began = performance.now();
  for (let index = 0; index < BATCHES; index++) await client.appendToStream(`batch-${randomUUID()}`, Array.from({ length: BATCH }, event));
  return perSecond(BATCHES * BATCH, began);
}

async function readAll(client: EventStoreDBClient): Promise<number> {
  const began = performance.now();
  let count = 0;
  for await (const { event: found } of client.readAll()) if (found !== undefined) count++;
  return perSecond(count, began);
}

async function catchUp(client: EventStoreDBClient): Promise<number> {
  const began = performance.now();
  let count = 0;
  const subscription = client.subscribeToAll({ fromPosition: START });
  subscription.on('data', () => count++);
  await new Promise((resolve) => subscription.once('caughtUp', resolve));
  const rate = perSecond(count, began);
  await subscription.unsubscribe();
  return rate;
}

/** Milliseconds from the call of the append to the delivery at a subscription of the same process. */
async function live(node: NodeProcess): Promise<number> {
  const client = EventStoreDBClient.connectionString(node.url);
  const subscription = client.subscribeToAll({ fromPosition: 'end' });
  await new Promise((resolve) => subscription.once('caughtUp', resolve).resume());
  const milliseconds: number[] = [];
  for (let index = 0; index < 500; index++) {
    const delivered = new Promise((resolve) => subscription.once('data', resolve));
    const began = performance.now();
    await Promise.all([client.appendToStream('live-1', event()), delivered.then(() => milliseconds.push(performance.now() - began))]);
  }
  await subscription.unsubscribe();
  await client.dispose();
  return percentile(milliseconds, 0.5);
}

const residentMegabytes = (node: NodeProcess): number => Number(/VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${String(node.pid)}/status`, 'utf8'))?.[1]) / 1024;

async function withNode<T>(folder: string, work: (node: NodeProcess) => Promise<T>, program?: string): Promise<T> {
  const node = await startNodeProcess(folder, { built: true, ...(program === undefined ? {} : { program }) });
  try {
    return await work(node);
  } finally {
    await node.stop();
  }
}

async function million(folder: string): Promise<{ seconds: number; megabytes: number }> {
  const began = performance.now();
  return withNode(folder, (node) => Promise.resolve({ seconds: (performance.now() - began) / 1000, megabytes: residentMegabytes(node) }));
}

async function main(): Promise<void> {
  const folder = temporaryFolder();
  const [ours, echo, starts]: [Run[], Run[], { seconds: number; megabytes: number }[]] = [[], [], []];
  const [lives, raw, steps]: [number[], number[], number[]] = [[], [], []];
  try {
    writeMillion(join(folder.path, 'million'));
    for (let run = 0; run < RUNS; run++) {
      echo.push(await withNode(join(folder.path, 'echo'), measure, 'testing/echo-node.main'));
      ours.push(await withNode(join(folder.path, String(run)), measure));
      lives.push(await withNode(join(folder.path, `live-${String(run)}`), live));
      steps.push(await withNode(join(folder.path, `scavenge-${String(run)}`), longestScavengeStep));
      raw.push(rawCommitsPerSecond(join(folder.path, `raw-${String(run)}`), 13));
      starts.push(await million(join(folder.path, 'million')));
    }
  } finally {
    folder.remove();
  }
  const of = (runs: readonly Run[], key: keyof Run): number[] => runs.map((run) => run[key]);
  const against = (name: string, unit: string, key: keyof Run, aim: NonNullable<Parameters<typeof figure>[3]>): Figure =>
    figure(name, unit, of(ours, key), { baselines: of(echo, key), ...aim });
  recordFigures('event-node', RUNS, [
    against('sequential append, p50', 'ms', 'p50', {}),
    against('sequential append, p99', 'ms', 'p99', {}),
    against('64 concurrent single appends', 'events/s', 'concurrent', { aim: { of: 'value', sign: '>=', limit: 9000 } }),
    figure('64 concurrent, against raw group commits of 13', 'events/s', of(ours, 'concurrent'), { baselines: raw }),
    against('batches of 500', 'events/s', 'batches', { aim: { of: 'ratio', sign: '>=', limit: 0.7 } }),
    against('read of the whole log', 'events/s', 'readAll', {}),
    against('catch-up subscription', 'events/s', 'catchUp', { aim: { of: 'value', sign: '>=', limit: 60_000 } }),
    figure('live, append to delivery, p50', 'ms', lives, { aim: { of: 'value', sign: '<', limit: 1 } }),
    figure('longest step of a scavenge', 'ms', steps, { aim: { of: 'value', sign: '<=', limit: 50 } }),
    figure(
      'start at 1,000,000 events in 200,000 streams',
      's',
      starts.map(({ seconds }) => seconds),
      { aim: { of: 'value', sign: '<', limit: 3 } },
    ),
    figure(
      'memory there',
      'MB',
      starts.map(({ megabytes }) => megabytes),
      { aim: { of: 'value', sign: '<=', limit: 250 } },
    ),
  ]);
}

main().catch((error: unknown) => {
  console.error(error);
  process.exitCode = 1;
});
