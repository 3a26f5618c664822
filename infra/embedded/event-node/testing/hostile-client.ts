/** A client that does everything wrong, against a node that has to go on serving others. */
import { readFileSync } from 'node:fs';
import { connect } from 'node:http2';
import { setTimeout as wait } from 'node:timers/promises';
import { Client, Metadata, credentials, type ServiceError } from '@grpc/grpc-js';
import { EventStoreDBClient, START, jsonEvent } from '@eventstore/db-client';
import shared from '@eventstore/db-client/generated/shared_pb';
import messages from '@eventstore/db-client/generated/streams_pb';
import { startNodeProcess, type NodeProcess } from './node-process';

export interface HostileFindings {
  readonly done: { readonly subscribers: number; readonly cycles: number; readonly megabytesBefore: number; readonly megabytesWithSubscribers: number };
  readonly faults: {
    readonly strangerServed: number;
    readonly malformedServed: number;
    readonly halfSentUnanswered: number;
    readonly lateUnanswered: number;
    readonly hugeServed: number;
    readonly othersFailed: number;
    readonly memoryUnbounded: number;
    readonly diedOrComplained: number;
  };
}

const BATCH_APPEND = '/event_store.client.streams.Streams/BatchAppend';
const READ = '/event_store.client.streams.Streams/Read';
const SUBSCRIBERS_PER_CONNECTION = 50;

export async function sendHostility(folder: string, sizes: { readonly subscribers: number; readonly cycles: number }): Promise<HostileFindings> {
  const node = await startNodeProcess(folder);
  const honest = EventStoreDBClient.connectionString(node.url);
  const faults = {
    strangerServed: 0,
    malformedServed: 0,
    halfSentUnanswered: 0,
    lateUnanswered: 0,
    hugeServed: 0,
    othersFailed: 0,
    memoryUnbounded: 0,
    diedOrComplained: 0,
  };
  const others = async (): Promise<void> => {
    try {
      await honest.appendToStream('honest-1', jsonEvent({ type: 'Honest.v1', data: {} }), { deadline: 10_000 });
    } catch {
      faults.othersFailed++;
    }
  };
  await others();
  if ((await call(node, 'wrong', BATCH_APPEND, chunk({ isFinal: true }))) !== 16) faults.strangerServed++;
  await others();
  if ((await call(node, null, BATCH_APPEND, Buffer.from([0xff, 0xff, 0xff, 0xff]))) === 0) faults.malformedServed++;
  if ((await call(node, null, READ, Buffer.from([0x0a, 0xff]))) === 0) faults.malformedServed++;
  await others();
  if ((await firstAnswer(node, chunk({ isFinal: false }))) !== 4) faults.halfSentUnanswered++;
  if ((await firstAnswer(node, chunk({ isFinal: true, late: true }))) !== 4) faults.lateUnanswered++;
  if ((await call(node, null, BATCH_APPEND, Buffer.alloc(18 * 1024 * 1024))) === 0) faults.hugeServed++;
  await others();
  await dropMidBatch(node);
  await others();
  for (let index = 0; index < 150; index++) await honest.appendToStream('filler-1', jsonEvent({ type: 'Filler.v1', data: { filler: 'x'.repeat(100_000) } }));
  const before = residentMegabytes(node);
  const withSubscribers = await neverRead(node, sizes.subscribers, others);
  if (withSubscribers - before > 150) faults.memoryUnbounded++;
  await openAndClose(node, sizes.cycles);
  await others();
  await honest.dispose();
  if ((await node.stop()) !== 0 || node.said() !== '') faults.diedOrComplained++;
  return { done: { ...sizes, megabytesBefore: before, megabytesWithSubscribers: withSubscribers }, faults };
}

function chunk(kind: { readonly isFinal: boolean; readonly late?: boolean }): Buffer {
  const id = new shared.UUID();
  id.setString('6f6d2b0a-3c52-4c58-9d2e-0a1b2c3d4e5f');
  const stream = new shared.StreamIdentifier();
  stream.setStreamName(Buffer.from('hostile-1'));
  const options = new messages.BatchAppendReq.Options();
  options.setStreamIdentifier(stream);
  const message = new messages.BatchAppendReq();
  message.setCorrelationId(id);
  message.setOptions(options);
  message.setIsFinal(kind.isFinal);
  const bytes = Buffer.from(message.serializeBinary());
  // Field 6 of the options, a time stamp of one second after 1970, as a second part of the same options.
  return kind.late === true ? Buffer.concat([bytes, Buffer.from([0x12, 0x04, 0x32, 0x02, 0x08, 0x01])]) : bytes;
}

const asIs = (bytes: Buffer): Buffer => bytes;

function grpc(node: NodeProcess, name: string | null): { client: Client; metadata: Metadata } {
  const metadata = new Metadata();
  metadata.set('connection-name', name ?? new URL(node.url).searchParams.get('connectionName') ?? '');
  const limits = { 'grpc.max_send_message_length': -1, 'grpc.use_local_subchannel_pool': 1 };
  return { client: new Client(`127.0.0.1:${String(node.port)}`, credentials.createInsecure(), limits), metadata };
}

/** Sends one message and half-closes; the status code. */
async function call(node: NodeProcess, name: string | null, path: string, bytes: Buffer): Promise<number> {
  const { client, metadata } = grpc(node, name);
  const duplex = client.makeBidiStreamRequest(path, asIs, asIs, metadata);
  const code = new Promise<number>((resolve) => duplex.on('status', (status) => resolve(status.code)));
  duplex.on('error', () => undefined).resume();
  duplex.write(bytes);
  duplex.end();
  const found = await code;
  client.close();
  return found;
}

/** Sends one message and leaves the call open; the code of the error in the first answer, −1 without one. */
async function firstAnswer(node: NodeProcess, bytes: Buffer): Promise<number> {
  const { client, metadata } = grpc(node, null);
  const duplex = client.makeBidiStreamRequest(BATCH_APPEND, asIs, asIs, metadata);
  const answer = new Promise<number>((resolve) =>
    duplex.once('data', (reply: Buffer) => resolve(messages.BatchAppendResp.deserializeBinary(reply).getError()?.getCode() ?? 0)),
  );
  duplex.on('error', (_error: ServiceError) => undefined);
  duplex.write(bytes);
  const code = await Promise.race([answer, wait(5000).then(() => -1)]);
  duplex.cancel();
  client.close();
  return code;
}

async function dropMidBatch(node: NodeProcess): Promise<void> {
  for (let index = 0; index < 20; index++) {
    const { client, metadata } = grpc(node, null);
    const duplex = client.makeBidiStreamRequest(BATCH_APPEND, asIs, asIs, metadata);
    duplex.on('error', () => undefined).resume();
    duplex.write(chunk({ isFinal: false }));
    await wait(5);
    duplex.cancel();
    client.close();
  }
}

/** Subscriptions whose data nobody takes; the largest memory of the node while they are open. */
async function neverRead(node: NodeProcess, count: number, others: () => Promise<void>): Promise<number> {
  const clients = Array.from({ length: Math.ceil(count / SUBSCRIBERS_PER_CONNECTION) }, () => EventStoreDBClient.connectionString(node.url));
  const subscriptions = Array.from({ length: count }, (_, index) => {
    const subscription = clients[index % clients.length]?.subscribeToAll({ fromPosition: START });
    subscription?.on('error', () => undefined);
    return subscription;
  });
  let most = 0;
  for (let look = 0; look < 20; look++) {
    await wait(100);
    await others();
    most = Math.max(most, residentMegabytes(node));
  }
  for (const subscription of subscriptions) await subscription?.unsubscribe();
  await Promise.all(clients.map((client) => client.dispose()));
  return most;
}

async function openAndClose(node: NodeProcess, cycles: number): Promise<void> {
  for (let index = 0; index < cycles; index++) {
    const session = connect(`http://127.0.0.1:${String(node.port)}`);
    session.on('error', () => undefined);
    await new Promise<void>((resolve) => session.once('connect', () => resolve()).once('close', () => resolve()));
    session.destroy();
  }
}

function residentMegabytes(node: NodeProcess): number {
  const kilobytes = /VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${String(node.pid)}/status`, 'utf8'))?.[1];
  return Math.round(Number(kilobytes) / 1024);
}
