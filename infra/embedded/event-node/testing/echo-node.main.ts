/** The ceiling of the client: answers appends and reads at once, from memory, and keeps nothing. For measurements only. */
import { Server, ServerCredentials, type ServerDuplexStream, type ServerWritableStream } from '@grpc/grpc-js';
import { ServerFeaturesService } from '@eventstore/db-client/generated/serverfeatures_grpc_pb';
import type { ReadReq } from '@eventstore/db-client/generated/streams_pb';
import { readRequest } from '../protocol/read-request';
import { getSupportedMethods } from '../protocol/server-features';
import { streamsDefinition } from '../protocol/streams-definition';
import { decodeBatchChunk, encodeBatchSuccess } from '../wire/batch-append';
import { encodeCaughtUp, encodeConfirmation } from '../wire/read-replies';
import { encodeRecorded } from '../wire/recorded-event';

const EVENTS = Number(process.env['ECHO_EVENTS'] ?? 100_000);
const DATA = Buffer.from(JSON.stringify({ filler: 'x'.repeat(480) }));

let revision = 0;

function batchAppend(call: ServerDuplexStream<Buffer, Buffer>): void {
  call.on('data', (bytes: Buffer) => {
    const { correlationId, options, events, isFinal } = decodeBatchChunk(bytes);
    revision += events.length;
    if (isFinal) call.write(encodeBatchSuccess(correlationId, options?.stream ?? 'echo', { revision, position: 64 + revision }));
  });
  call.on('end', () => call.end());
  call.on('error', () => undefined);
}

async function read(call: ServerWritableStream<ReadReq, Buffer>): Promise<void> {
  const following = readRequest(call.request).count === null;
  if (following) call.write(encodeConfirmation('echo'));
  const event = { id: '6f6d2b0a-3c52-4c58-9d2e-0a1b2c3d4e5f', type: 'Bench.v1', contentType: 'application/json', data: DATA, metadata: Buffer.alloc(0) };
  const frame = encodeRecorded(event, { stream: Buffer.from('echo-1'), revision: 1, position: 64, recordedAt: 0 });
  for (let index = 0; index < EVENTS && !call.cancelled; index++) {
    if (!call.write(frame)) await new Promise((resolve) => call.once('drain', resolve));
  }
  if (following) call.write(encodeCaughtUp());
  else call.end();
}

const server = new Server({ 'grpc.max_receive_message_length': -1 });
server.addService(streamsDefinition, { batchAppend, read: (call: ServerWritableStream<ReadReq, Buffer>) => void read(call) });
server.addService(ServerFeaturesService, { getSupportedMethods });
server.bindAsync('127.0.0.1:0', ServerCredentials.createInsecure(), (error, port) => {
  if (error !== null) throw error;
  process.stdout.write(`${JSON.stringify({ ready: true, port, adminPort: 0 })}\n`);
});
process.once('SIGTERM', () => process.exit(0));
