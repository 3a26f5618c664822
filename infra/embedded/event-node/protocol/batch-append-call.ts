/** The long-lived write call: chunks of many appends arrive interleaved, and each append gets exactly one reply. */
import type { ServerDuplexStream } from '@grpc/grpc-js';
import type { WriteOutcome } from '../streams/event-writer';
import { decodeBatchChunk, encodeBatchSuccess, type BatchChunk, type BatchOptions } from '../wire/batch-append';
import type { ProposedEvent } from '../wire/recorded-event';
import { isAllowed } from './authority';
import { encodeBatchFailure, type BatchFailure } from './batch-failure';
import { directReplyOf, type DirectReply } from './direct-replies';
import { asCallError, unauthenticated } from './errors';
import { LARGEST_APPEND, WRITE_TIMEOUT_MS, type NodeParts } from './node-parts';

interface PendingAppend {
  readonly options: BatchOptions;
  readonly deadline: number;
  readonly events: ProposedEvent[];
  readonly timer: NodeJS.Timeout | null;
  size: number;
  incomplete: readonly string[];
}

const UNREAD_REPLIES = 1000;

type BatchCall = ServerDuplexStream<Buffer, Buffer>;

export function batchAppend(call: BatchCall, parts: NodeParts): void {
  if (!isAllowed(call.metadata, parts.secret)) {
    call.emit('error', unauthenticated());
    return;
  }
  new BatchAppendCall(call, parts).listen();
}

class BatchAppendCall {
  private readonly pending = new Map<string, PendingAppend>();
  private inFlight = 0;
  private halfClosed = false;
  private closed = false;
  private unread = 0;
  private readonly directReply: DirectReply;
  private readonly taken = (): void => {
    this.unread--;
    if (this.unread === 0) this.call.resume();
  };

  constructor(
    private readonly call: BatchCall,
    private readonly parts: NodeParts,
  ) {
    this.directReply = directReplyOf(call.metadata);
  }

  listen(): void {
    this.call.on('data', (bytes: Buffer) => {
      try {
        this.accept(decodeBatchChunk(bytes));
      } catch (error) {
        this.close();
        this.call.emit('error', asCallError(error));
      }
    });
    this.call.on('end', () => {
      this.halfClosed = true;
      this.endIfDone();
    });
    this.call.on('cancelled', () => this.close());
    this.call.on('error', () => this.close());
  }

  private close(): void {
    this.closed = true;
    for (const append of this.pending.values()) if (append.timer !== null) clearTimeout(append.timer);
    this.pending.clear();
  }

  private accept(chunk: BatchChunk): void {
    const { correlationId } = chunk;
    const append = this.pending.get(correlationId) ?? this.open(chunk);
    if (append === null) return;
    for (const event of chunk.events) {
      append.events.push(event);
      append.size += event.data.length + event.metadata.length + 2 * event.type.length;
      if (event.incomplete.length > 0) append.incomplete = event.incomplete;
    }
    if (append.size > LARGEST_APPEND) append.events.length = 0;
    if (chunk.isFinal) this.complete(correlationId, append);
    else if (!this.pending.has(correlationId)) this.pending.set(correlationId, append);
  }

  /** null: the chunk belongs to nothing that is open, its append has had its reply. */
  private open(chunk: BatchChunk): PendingAppend | null {
    const { options, correlationId } = chunk;
    if (options === null) return null;
    const now = this.parts.now();
    const deadline = Math.min(options.deadline ?? Infinity, now + Math.min(options.timeout ?? Infinity, WRITE_TIMEOUT_MS));
    if (deadline <= now) {
      this.reply(encodeBatchFailure(correlationId, options, { kind: 'late' }));
      return null;
    }
    const timer = chunk.isFinal ? null : setTimeout(() => this.expire(correlationId), deadline - now);
    return { options, deadline, events: [], timer, size: 0, incomplete: [] };
  }

  private expire(correlationId: string): void {
    const append = this.pending.get(correlationId);
    if (append === undefined) return;
    this.pending.delete(correlationId);
    this.reply(encodeBatchFailure(correlationId, append.options, { kind: 'late' }));
  }

  private complete(correlationId: string, append: PendingAppend): void {
    if (append.timer !== null) clearTimeout(append.timer);
    this.pending.delete(correlationId);
    const { options, events } = append;
    const refusal = refusalOf(append);
    if (refusal !== null) {
      this.reply(encodeBatchFailure(correlationId, options, refusal));
      return;
    }
    this.inFlight++;
    this.parts.writer.submit({
      action: 'append',
      stream: options.stream,
      expected: options.expected,
      events,
      deadline: append.deadline,
      settle: (outcome) => {
        this.inFlight--;
        this.reply(answer(correlationId, options, outcome));
      },
    });
  }

  private reply(bytes: Buffer): void {
    if (this.closed) return;
    this.directReply(bytes, this.taken);
    // A client that does not read its replies may not send more either.
    if (++this.unread > UNREAD_REPLIES) this.call.pause();
    this.endIfDone();
  }

  private endIfDone(): void {
    if (this.halfClosed && !this.closed && this.inFlight === 0 && this.pending.size === 0) {
      this.closed = true;
      this.call.end();
    }
  }
}

function refusalOf(append: PendingAppend): BatchFailure | null {
  if (append.size > LARGEST_APPEND) return { kind: 'too-large' };
  if (append.incomplete.length > 0) return { kind: 'failed', sentence: `An event lacks ${append.incomplete.join(' and ')}` };
  if (append.options.stream === '') return { kind: 'failed', sentence: 'An append needs the name of a stream' };
  return null;
}

function answer(correlationId: string, options: BatchOptions, outcome: WriteOutcome): Buffer {
  return outcome.kind === 'written' ? encodeBatchSuccess(correlationId, options.stream, outcome) : encodeBatchFailure(correlationId, options, outcome);
}
