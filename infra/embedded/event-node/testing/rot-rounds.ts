/** Cuts and flips copies of a log and compares what the node then serves with what was written. */
import { cpSync, existsSync, readFileSync, rmSync, statSync, truncateSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { EventStoreDBClient, jsonEvent } from '@eventstore/db-client';
import { startEventNode } from '../event-node';
import { messageOf } from '../refusal';
import { verifyFolder } from '../storage/verify-folder';
import { startNodeProcess } from './node-process';

const DATABASE = 'events.db';
const WAL = 'events.db-wal';
const STREAMS = 40;

export interface RotFindings {
  readonly done: { readonly rounds: number; readonly unharmed: number; readonly prefix: number; readonly refusedStart: number; readonly refusedRead: number };
  /** Each has to be zero. */
  readonly faults: { readonly altered: number; readonly lostSilently: number; readonly unnamed: number; readonly missedByVerify: number };
}

/** All of it is in the database file when the node has been stopped, in the write-ahead log when it has been killed. */
export async function writeSample(folder: string, end: 'stop' | 'kill'): Promise<readonly string[]> {
  const node = await startNodeProcess(folder);
  const client = EventStoreDBClient.connectionString(node.url);
  for (let index = 0; index < 300; index++) {
    const events = Array.from({ length: 1 + (index % 3) }, (_, each) =>
      jsonEvent({ type: 'Rot.v1', data: { index, each, filler: 'y'.repeat((index * 37) % 900) } }),
    );
    await client.appendToStream(`rot-${String(index % STREAMS)}`, events);
  }
  const all = await readEverything(client);
  await client.dispose();
  await (end === 'stop' ? node.stop() : node.kill());
  return all;
}

async function readEverything(client: EventStoreDBClient): Promise<string[]> {
  const lines: string[] = [];
  for await (const { event } of client.readAll()) lines.push(lineOf(event));
  return lines;
}

/** Every field of an event. */
const lineOf = (event: unknown): string => JSON.stringify(event, (_key, value: unknown) => (typeof value === 'bigint' ? String(value) : value));

/** A stream may be absent: its first event can lie behind the cut. */
async function readStreams(client: EventStoreDBClient): Promise<string[]> {
  const lines: string[] = [];
  for (let index = 0; index < STREAMS; index++) {
    try {
      for await (const { event } of client.readStream(`rot-${String(index)}`)) lines.push(lineOf(event));
    } catch (error) {
      if ((error as { type?: string }).type !== 'stream-not-found') throw error;
    }
  }
  return lines;
}

interface Served {
  readonly all: readonly string[] | null;
  readonly streams: readonly string[] | null;
  readonly refusal: string | null;
  readonly refusedStart: boolean;
  readonly report: string;
}

async function serve(folder: string): Promise<Served> {
  let report = '';
  try {
    const node = await startEventNode({ dataDir: folder, port: 0, secret: null, report: (line) => (report += line) });
    const client = EventStoreDBClient.connectionString(`esdb://127.0.0.1:${String(node.port)}?tls=false`);
    let refusal: string | null = null;
    const attempt = async (read: Promise<string[]>): Promise<readonly string[] | null> =>
      await read.catch((error: unknown) => {
        refusal = messageOf(error);
        return null;
      });
    const all = await attempt(readEverything(client));
    const streams = await attempt(readStreams(client));
    await client.dispose();
    await node.stop();
    return { all, streams, refusal, refusedStart: false, report };
  } catch (error) {
    return { all: null, streams: null, refusal: messageOf(error), refusedStart: true, report };
  }
}

export async function runRotRounds(
  sample: string,
  written: readonly string[],
  rounds: number,
  harm: 'cut' | 'flip',
  chance: () => number,
): Promise<RotFindings> {
  const done = { rounds, unharmed: 0, prefix: 0, refusedStart: 0, refusedRead: 0 };
  const faults = { altered: 0, lostSilently: 0, unnamed: 0, missedByVerify: 0 };
  const known = new Set(written);
  for (let round = 0; round < rounds; round++) {
    const folder = `${sample}-${harm}`;
    rmSync(folder, { recursive: true, force: true });
    copySample(sample, folder);
    if (harm === 'cut') cut(join(folder, WAL), chance);
    else flip(join(folder, existsSync(join(folder, WAL)) && chance() < 0.3 ? WAL : DATABASE), chance);
    const served = await serve(folder);
    if ([...(served.all ?? []), ...(served.streams ?? [])].some((line) => !known.has(line))) faults.altered++;
    if (served.refusal !== null) {
      if (served.refusedStart) done.refusedStart++;
      else done.refusedRead++;
      if (!/position \d+|damaged/.test(served.refusal)) faults.unnamed++;
      if (!served.refusedStart && isWhole(folder)) faults.missedByVerify++;
    } else if (served.all?.length === written.length && served.streams?.length === written.length) done.unharmed++;
    else if (
      written.slice(0, served.all?.length).join() === served.all?.join() &&
      served.streams?.length === served.all.length &&
      served.report.includes('Cut ')
    )
      done.prefix++;
    else faults.lostSilently++;
    rmSync(folder, { recursive: true, force: true });
  }
  return { done, faults };
}

function isWhole(folder: string): boolean {
  try {
    return verifyFolder(folder).damages.length === 0;
  } catch {
    return false;
  }
}

/** Without the memory-mapped index, which the next start builds anew as it does after a crash of the machine. */
function copySample(sample: string, folder: string): void {
  cpSync(sample, folder, { recursive: true, filter: (source) => !source.endsWith('-shm') && !source.endsWith('.lock') });
}

function cut(path: string, chance: () => number): void {
  truncateSync(path, Math.floor(chance() * statSync(path).size));
}

function flip(path: string, chance: () => number): void {
  const bytes = readFileSync(path);
  const at = Math.floor(chance() * bytes.length);
  bytes[at] = (bytes[at] ?? 0) ^ (1 + Math.floor(chance() * 255));
  writeFileSync(path, bytes);
}
