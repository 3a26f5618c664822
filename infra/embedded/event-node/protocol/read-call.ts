/** Reads and subscriptions: one call of the protocol. */
import { randomUUID } from 'node:crypto';
import type { ServerWritableStream } from '@grpc/grpc-js';
import type { ReadReq } from '@eventstore/db-client/generated/streams_pb';
import { DamagedRecord } from '../refusal';
import { AllCursor, StreamCursor } from '../subscriptions/cursor';
import { encodeCaughtUp, encodeConfirmation, encodeStreamNotFound } from '../wire/read-replies';
import { isAllowed } from './authority';
import { asCallError, invalid, streamDeleted, unauthenticated } from './errors';
import type { NodeParts } from './node-parts';
import { Outlet } from './outlet';
import { readRequest, type ReadRequest, type ReadStart } from './read-request';

type ReadCall = ServerWritableStream<ReadReq, Buffer>;

export function read(call: ReadCall, parts: NodeParts): void {
  if (!isAllowed(call.metadata, parts.secret)) {
    call.emit('error', unauthenticated());
    return;
  }
  const outlet = new Outlet(call);
  answer(call, outlet, parts).catch((error: unknown) => {
    if (error instanceof DamagedRecord) parts.onDamage(error);
    if (!outlet.closed) call.emit('error', asCallError(error));
  });
}

async function answer(call: ReadCall, outlet: Outlet, parts: NodeParts): Promise<void> {
  const request = readRequest(call.request);
  if (request.count === null) await subscribe(outlet, request, parts);
  else {
    await outlet.sendPages(request.stream === null ? allPages(request, parts) : streamPages(request.stream, request, parts));
    if (!outlet.closed) call.end();
  }
}

function* streamPages(stream: string, request: ReadRequest, parts: NodeParts): Iterable<readonly Buffer[]> {
  const state = parts.streams.stateOf(stream);
  if (state === 'deleted') throw streamDeleted(stream);
  if (state === 'absent') {
    yield [encodeStreamNotFound(stream)];
    return;
  }
  if (request.start === 'end' && !request.backwards) throw invalid('A stream cannot be read forwards from its end.');
  const from = asNumber(request.start, 0, Number.MAX_SAFE_INTEGER);
  yield* parts.streams.pages(stream, from, request.backwards, request.count ?? 0, request.resolveLinks);
}

function* allPages(request: ReadRequest, parts: NodeParts): Iterable<readonly Buffer[]> {
  const from = asNumber(request.start, 0, parts.log.lastPosition + 1);
  requirePosition(from, parts);
  yield* parts.all.pages(from, request.backwards, request.count ?? 0, request.resolveLinks, request.filter);
}

async function subscribe(outlet: Outlet, request: ReadRequest, parts: NodeParts): Promise<void> {
  const cursor = request.stream === null ? allCursor(request, parts) : streamCursor(request.stream, request, parts);
  await outlet.send([encodeConfirmation(randomUUID())]);
  let caughtUp = false;
  while (!outlet.closed) {
    // Sending may take long, and what is written meanwhile must not be waited for.
    const seen = parts.signal.count;
    const step = cursor.next();
    await outlet.send(step.frames);
    if (!step.atEnd) continue;
    if (!caughtUp) {
      const checkpoint = cursor instanceof AllCursor ? cursor.finalCheckpoint() : null;
      await outlet.send(checkpoint === null ? [encodeCaughtUp()] : [checkpoint, encodeCaughtUp()]);
      caughtUp = true;
      // Something may have been written while the last lines went out.
      continue;
    }
    await outlet.commitOrClose(parts.signal, seen);
  }
}

/** Starts of a subscription are exclusive. */
function allCursor(request: ReadRequest, parts: NodeParts): AllCursor {
  const after = asNumber(request.start, 0, parts.log.lastPosition);
  requirePosition(after, parts);
  return new AllCursor(parts.log, parts.streams, after, request.filter, request.resolveLinks);
}

function streamCursor(stream: string, request: ReadRequest, parts: NodeParts): StreamCursor {
  const after = asNumber(request.start, -1, parts.streams.lastRevision(stream));
  return new StreamCursor(parts.streams, stream, after + 1, request.resolveLinks);
}

function asNumber(start: ReadStart, first: number, end: number): number {
  if (start === 'start') return first;
  return start === 'end' ? end : start;
}

function requirePosition(position: number, parts: NodeParts): void {
  if (!parts.all.isPosition(position)) throw invalid(`No event starts at position ${String(position)}.`);
}
