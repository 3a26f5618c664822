/** One open append stream and the appends that wait for their reply on it. Each settles exactly once: reply, loss or time-out. */
import { WrongExpectedVersion } from '@eventstore/db-client/generated/shared_pb';
import { BatchAppendResp } from '@eventstore/db-client/generated/streams_pb';
import { unpackToCommandError } from '@eventstore/db-client/dist/streams/appendToStream/unpackError';
import { parseUUID } from '@eventstore/db-client/dist/utils';
import { readSuccess } from './append-reply';
import { appendRequest } from './append-request';
import type { AppendResult, ExpectedRevision } from './event-store';
import { ConnectionLost, NoAnswerInTime } from './faults';
import type { BatchAppendCall } from './server-connection';
import { positionText } from './stored-event';

interface Waiting {
  readonly resolve: (result: AppendResult) => void;
  readonly reject: (error: Error) => void;
  /** Milliseconds since 1970. */
  readonly until: number;
}

export class AppendLane {
  open = true;
  private readonly waiting = new Map<string, Waiting>();
  private count = 0;
  private timer: NodeJS.Timeout | null = null;

  constructor(
    private readonly call: BatchAppendCall,
    private readonly timeOutMs: number,
  ) {
    call.on('data', (reply: Buffer) => {
      this.settle(reply);
    });
    call.on('error', (error: Error) => {
      this.lose(error);
    });
    call.on('end', () => {
      this.lose(new ConnectionLost('The event store ended the append stream.'));
    });
  }

  append(stream: string, expected: ExpectedRevision, events: Buffer): Promise<AppendResult> {
    this.count += 1;
    const correlationId = `00000000-0000-4000-8000-${this.count.toString(16).padStart(12, '0')}`;
    const until = Date.now() + this.timeOutMs;
    return new Promise((resolve, reject) => {
      this.waiting.set(correlationId, { resolve, reject, until });
      this.watch();
      this.call.write(appendRequest(correlationId, stream, expected, events, until));
    });
  }

  /** One timer for all: they were asked in the order in which their time runs out. */
  private watch(): void {
    const oldest = this.waiting.values().next().value;
    if (this.timer !== null || oldest === undefined) return;
    this.timer = setTimeout(
      () => {
        this.timer = null;
        this.giveUpLate();
        this.watch();
      },
      Math.max(1, oldest.until - Date.now()),
    );
  }

  private giveUpLate(): void {
    const now = Date.now();
    for (const [correlationId, { until, reject }] of this.waiting) {
      if (until > now) return;
      this.waiting.delete(correlationId);
      reject(new NoAnswerInTime(`The event store did not answer an append within ${String(this.timeOutMs)} ms.`));
    }
  }

  private settle(bytes: Buffer): void {
    const success = readSuccess(bytes);
    if (success !== null) {
      const { correlationId, revision, position } = success;
      this.take(correlationId)?.resolve({ kind: 'appended', revision, position: positionText(position) });
      return;
    }
    const reply = BatchAppendResp.deserializeBinary(new Uint8Array(bytes));
    const waiting = this.take(parseUUID(reply.getCorrelationId()) ?? '');
    const unusual = reply.getSuccess();
    const conflict = conflictOf(reply);
    if (unusual !== undefined) {
      waiting?.resolve({
        kind: 'appended',
        revision: Number(unusual.getCurrentRevision()),
        position: positionText(unusual.getPosition()?.getCommitPosition()),
      });
    } else if (conflict !== null) waiting?.resolve(conflict);
    else waiting?.reject(faultOf(reply));
  }

  /** Undefined for a reply that comes after its time-out: the append was asked again, and the repetition gets the answer. */
  private take(correlationId: string): Waiting | undefined {
    const waiting = this.waiting.get(correlationId);
    if (waiting === undefined) return undefined;
    this.waiting.delete(correlationId);
    return waiting;
  }

  private lose(error: Error): void {
    this.open = false;
    if (this.timer !== null) clearTimeout(this.timer);
    this.timer = null;
    for (const { reject } of this.waiting.values()) reject(error);
    this.waiting.clear();
  }
}

function conflictOf(reply: BatchAppendResp): AppendResult | null {
  const name = 'event_store.client.WrongExpectedVersion';
  const details = reply.getError()?.getDetails();
  if (details?.getTypeName() !== name) return null;
  const found = details.unpack((bytes: Uint8Array) => WrongExpectedVersion.deserializeBinary(bytes), name);
  return { kind: 'conflict', actual: found?.hasCurrentStreamRevision() === true ? Number(found.getCurrentStreamRevision()) : null };
}

function faultOf(reply: BatchAppendResp): Error {
  const error = reply.getError();
  if (error?.getDetails() === undefined) return new Error('The event store refused an append without a reason.');
  return unpackToCommandError(error, Buffer.from(reply.getStreamIdentifier()?.getStreamName_asU8() ?? []).toString('utf8'));
}
