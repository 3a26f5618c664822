/** How long a scavenge keeps everybody else waiting at a time. */
import { randomUUID } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import { EventStoreDBClient, jsonEvent } from '@eventstore/db-client';
import type { NodeProcess } from '../embedded/event-node/testing/node-process';

const BATCHES = 40;
const BATCH = 500;
const LONGEST_MS = 60_000;

/** Milliseconds of the longest step while 20,000 deleted events of 500 bytes are taken out. */
export async function longestScavengeStep(node: NodeProcess): Promise<number> {
  const stream = `deleted-${randomUUID()}`;
  const client = EventStoreDBClient.connectionString(node.url);
  const event = () => jsonEvent({ type: 'Bench.v1', data: { filler: 'x'.repeat(480) } });
  for (let index = 0; index < BATCHES; index++) await client.appendToStream(stream, Array.from({ length: BATCH }, event));
  await client.deleteStream(stream);
  await client.dispose();
  const secret = new URLSearchParams(node.url.slice(node.url.indexOf('?'))).get('connectionName') ?? '';
  const authorization = `Basic ${Buffer.from(`admin:${secret}`).toString('base64')}`;
  await fetch(`http://127.0.0.1:${String(node.adminPort)}/admin/scavenge`, { method: 'POST', headers: { authorization } });
  const giveUpAt = Date.now() + LONGEST_MS;
  for (;;) {
    const step = /longest step took (\d+\.\d) ms/.exec(node.said())?.[1];
    if (step !== undefined) return Number(step);
    if (Date.now() > giveUpAt) throw new Error(`The scavenge does not end: ${node.said()}`);
    await pause(20);
  }
}
