/** Writers with known ids, a kill -9 at a random moment, a restart, and a look at everything that was acknowledged. */
import { randomUUID } from 'node:crypto';
import { setTimeout as wait } from 'node:timers/promises';
import { EventStoreDBClient, NO_STREAM, jsonEvent } from '@eventstore/db-client';
import { startNodeProcess, type NodeProcess } from './node-process';

export interface KillRounds {
  readonly rounds: number;
  readonly writers: number;
  /** 0 ≤ n < 1, repeatable. */
  readonly chance: () => number;
  /** Kills the compiled node of dist/server, which is what people run. */
  readonly built?: boolean;
}

export interface KillFindings {
  readonly done: { readonly kills: number; readonly acknowledged: number; readonly unacknowledged: number; readonly unacknowledgedKept: number };
  /** Each has to be zero. */
  readonly faults: { readonly lost: number; readonly doubled: number; readonly misplaced: number; readonly half: number; readonly positionsWentBack: number };
}

interface Writer {
  readonly stream: string;
  /** Ids in the order of their revisions. */
  readonly acknowledged: string[];
  /** What was sent when the node was killed. */
  inFlight: readonly string[];
}

interface Totals {
  unacknowledged: number;
  unacknowledgedKept: number;
  lost: number;
  doubled: number;
  misplaced: number;
  half: number;
  positionsWentBack: number;
}

export async function runKillRounds(folder: string, options: KillRounds): Promise<KillFindings> {
  const writers: Writer[] = Array.from({ length: options.writers }, () => ({ stream: `kill-${randomUUID()}`, acknowledged: [], inFlight: [] }));
  const totals: Totals = { unacknowledged: 0, unacknowledgedKept: 0, lost: 0, doubled: 0, misplaced: 0, half: 0, positionsWentBack: 0 };
  let highest = 0n;
  const start = (): Promise<NodeProcess> => startNodeProcess(folder, { built: options.built ?? false });
  let node = await start();
  for (let round = 0; round < options.rounds; round++) {
    highest = await writeUntilKilled(node, writers, options.chance, highest, totals);
    node = await start();
    await compare(node, writers, totals);
  }
  await node.stop();
  const { unacknowledged, unacknowledgedKept, ...faults } = totals;
  const acknowledged = writers.reduce((sum, writer) => sum + writer.acknowledged.length, 0);
  return { done: { kills: options.rounds, acknowledged, unacknowledged, unacknowledgedKept }, faults };
}

/** Answers with the highest acknowledged position. */
async function writeUntilKilled(node: NodeProcess, writers: readonly Writer[], chance: () => number, highestBefore: bigint, totals: Totals): Promise<bigint> {
  const client = EventStoreDBClient.connectionString(node.url);
  let highest = highestBefore;
  const writing = writers.map(async (writer) => {
    for (;;) {
      const ids = Array.from({ length: 1 + Math.floor(chance() * 5) }, () => randomUUID());
      const events = ids.map((id) => jsonEvent({ id, type: 'Kill.v1', data: { filler: 'x'.repeat(Math.floor(chance() * 2000)) } }));
      const last = writer.acknowledged.length - 1;
      writer.inFlight = ids;
      const written = await client.appendToStream(writer.stream, events, { expectedRevision: last < 0 ? NO_STREAM : BigInt(last) });
      writer.acknowledged.push(...ids);
      writer.inFlight = [];
      const position = written.position?.commit ?? 0n;
      if (position <= highestBefore) totals.positionsWentBack++;
      if (position > highest) highest = position;
    }
  });
  const settled = Promise.allSettled(writing);
  await wait(30 + chance() * 300);
  await node.kill();
  await settled;
  await client.dispose();
  return highest;
}

async function compare(node: NodeProcess, writers: readonly Writer[], totals: Totals): Promise<void> {
  const client = EventStoreDBClient.connectionString(node.url);
  await Promise.all(writers.map((writer) => compareStream(client, writer, totals)));
  let last = 0n;
  const seen = new Set<string>();
  for await (const { event } of client.readAll()) {
    if (event === undefined) continue;
    if (event.position.commit <= last) totals.positionsWentBack++;
    if (seen.has(event.id)) totals.doubled++;
    seen.add(event.id);
    last = event.position.commit;
  }
  await client.dispose();
}

async function compareStream(client: EventStoreDBClient, writer: Writer, totals: Totals): Promise<void> {
  const found: string[] = [];
  if (writer.acknowledged.length > 0 || writer.inFlight.length > 0) {
    try {
      for await (const { event } of client.readStream(writer.stream)) {
        if (Number(event?.revision) !== found.length) totals.misplaced++;
        found.push(event?.id ?? '');
      }
    } catch (error) {
      if ((error as { type?: string }).type !== 'stream-not-found') throw error;
    }
  }
  writer.acknowledged.forEach((id, revision) => {
    if (found[revision] === id) return;
    if (found.includes(id)) totals.misplaced++;
    else totals.lost++;
  });
  const extra = found.slice(writer.acknowledged.length);
  if (writer.inFlight.length > 0) totals.unacknowledged++;
  if (extra.length > 0) {
    if (extra.join() === writer.inFlight.join()) totals.unacknowledgedKept++;
    else totals.half++;
    writer.acknowledged.push(...extra);
  }
  writer.inFlight = [];
}
