/** Mixed load for a while: appends of all kinds, reads, subscriptions that come and go, deletions. Memory has to stay flat. */
import { readFileSync } from 'node:fs';
import { EventStoreDBClient, START, jsonEvent } from '@eventstore/db-client';
import { startNodeProcess, type NodeProcess } from './node-process';

export interface SoakFindings {
  readonly done: {
    readonly seconds: number;
    readonly appends: number;
    readonly reads: number;
    readonly subscriptions: number;
    readonly megabytesEarly: number;
    readonly megabytesLate: number;
  };
  readonly faults: { readonly failures: number; readonly memoryGrewByMoreThanATenth: number; readonly complaints: number };
}

export async function soak(folder: string, seconds: number, chance: () => number): Promise<SoakFindings> {
  const node = await startNodeProcess(folder);
  const client = EventStoreDBClient.connectionString(node.url);
  const endAt = Date.now() + seconds * 1000;
  const counts = { appends: 0, reads: 0, subscriptions: 0, failures: 0 };
  const memory: number[] = [];
  const work = async (act: () => Promise<void>): Promise<void> => {
    while (Date.now() < endAt) {
      try {
        await act();
      } catch (error) {
        // A stream that is read or deleted may not be there at that moment.
        if (!['stream-not-found', 'wrong-expected-version'].includes((error as { type?: string }).type ?? '')) counts.failures++;
      }
    }
  };
  // A fixed number of streams: what the node keeps in memory per stream is not what is measured.
  const anyStream = (): string => `soak-${String(Math.floor(chance() * 500))}`;
  const append = async (): Promise<void> => {
    const events = Array.from({ length: 1 + Math.floor(chance() * 20) }, () =>
      jsonEvent({ type: 'Soak.v1', data: { filler: 'x'.repeat(Math.floor(chance() * 3000)) } }),
    );
    await client.appendToStream(anyStream(), events);
    counts.appends++;
  };
  const read = async (): Promise<void> => {
    for await (const event of client.readStream(anyStream(), { maxCount: 200 })) if (event.event === undefined) counts.failures++;
    counts.reads++;
  };
  const follow = async (): Promise<void> => {
    const subscription = client.subscribeToAll({ fromPosition: START });
    let left = 2000;
    for await (const event of subscription) if (event.event === undefined || --left === 0) break;
    await subscription.unsubscribe();
    counts.subscriptions++;
  };
  const forget = async (): Promise<void> => {
    await client.deleteStream(anyStream());
    await new Promise((resolve) => setTimeout(resolve, 200));
  };
  const watch = async (): Promise<void> => {
    memory.push(residentMegabytes(node));
    await new Promise((resolve) => setTimeout(resolve, 1000));
  };
  await Promise.all([
    ...Array.from({ length: 6 }, () => work(append)),
    ...Array.from({ length: 3 }, () => work(read)),
    work(follow),
    work(forget),
    work(watch),
  ]);
  await client.dispose();
  await node.stop();
  const afterWarmUp = memory.slice(Math.min(60, Math.floor(memory.length / 3)));
  const third = Math.max(1, Math.floor(afterWarmUp.length / 3));
  const [early, late] = [average(afterWarmUp.slice(0, third)), average(afterWarmUp.slice(-third))];
  const { failures, ...done } = counts;
  return {
    done: { seconds, ...done, megabytesEarly: Math.round(early), megabytesLate: Math.round(late) },
    faults: { failures, memoryGrewByMoreThanATenth: late > early * 1.1 ? 1 : 0, complaints: node.said() === '' ? 0 : 1 },
  };
}

const average = (values: readonly number[]): number => values.reduce((sum, value) => sum + value, 0) / values.length;

function residentMegabytes(node: NodeProcess): number {
  return Number(/VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${String(node.pid)}/status`, 'utf8'))?.[1]) / 1024;
}
