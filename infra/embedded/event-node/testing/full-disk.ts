/** The node on a small disk of its own: it fills up, is read all the same, loses nothing, and goes on when there is space again. */
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { EventStoreDBClient, jsonEvent } from '@eventstore/db-client';
import { messageOf } from '../refusal';
import { startNodeProcess } from './node-process';

export interface FullDiskFindings {
  readonly done: { readonly appendedBefore: number; readonly refused: number; readonly appendedAfter: number };
  readonly faults: {
    readonly unclearErrors: number;
    readonly readsFailed: number;
    readonly lost: number;
    readonly didNotGoOn: number;
    readonly startsRefused: number;
  };
  readonly sentence: string;
}

/** Needs Linux with user namespaces: the disk is a tmpfs that only the node sees. */
export async function fillDisk(folder: string): Promise<FullDiskFindings> {
  const disk = join(folder, 'disk');
  mkdirSync(disk);
  const mounted = ['unshare', '--user', '--map-root-user', '--mount', 'sh', '-c', 'mount -t tmpfs -o size=12m tmpfs "$0" && exec "$@"', disk];
  const node = await startNodeProcess(join(disk, 'data'), { under: mounted });
  // The disk as the node sees it.
  const inside = `/proc/${String(node.pid)}/root${disk}`;
  writeFileSync(join(inside, 'ballast'), Buffer.alloc(6 * 1024 * 1024, 1));
  const client = EventStoreDBClient.connectionString(node.url);
  const appended: number[] = [];
  const append = async (index: number): Promise<string | null> => {
    try {
      await client.appendToStream('full-1', jsonEvent({ type: 'Full.v1', data: { index, filler: 'x'.repeat(20_000) } }));
      appended.push(index);
      return null;
    } catch (error) {
      return messageOf(error);
    }
  };
  const faults = { unclearErrors: 0, readsFailed: 0, lost: 0, didNotGoOn: 0, startsRefused: 0 };
  let sentence: string | null = null;
  let refused = 0;
  for (let index = 0; refused < 20 && index < 2000; index++) {
    const error = await append(index);
    if (error === null) continue;
    refused++;
    sentence = error;
    if (!error.includes('the disk of the event node is full')) faults.unclearErrors++;
    if (!(await readsAs(client, appended))) faults.readsFailed++;
  }
  const appendedBefore = appended.length;
  rmSync(join(inside, 'ballast'));
  for (let index = 10_000; index < 10_020; index++) if ((await append(index)) !== null) faults.didNotGoOn++;
  if (!(await readsAs(client, appended))) faults.lost++;
  await client.dispose();
  await node.stop();
  return { done: { appendedBefore, refused, appendedAfter: appended.length - appendedBefore }, faults, sentence: sentence ?? '' };
}

async function readsAs(client: EventStoreDBClient, expected: readonly number[]): Promise<boolean> {
  const found: number[] = [];
  try {
    for await (const { event } of client.readStream('full-1')) found.push((event?.data as { index: number }).index);
  } catch {
    return false;
  }
  return found.join() === expected.join();
}
