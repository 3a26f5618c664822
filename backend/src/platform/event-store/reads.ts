/** Drained reads: every event is taken or the call is cancelled, because an abandoned read keeps its stream and its memory. */
import { BACKWARDS, END, FORWARDS, START, StreamNotFoundError, type EventStoreDBClient, type ReadPosition } from '@eventstore/db-client';
import type { StoredEvent } from './event-store';
import { NoAnswerInTime } from './faults';
import { isSystemEvent, storedEvent } from './stored-event';

interface Read {
  on(name: 'data', listener: (event: Resolved) => void): unknown;
  on(name: 'end', listener: () => void): unknown;
  on(name: 'error', listener: (error: Error) => void): unknown;
  cancel(): Promise<void>;
}
interface Resolved {
  readonly event?: Parameters<typeof storedEvent>[0];
}

/** Empty when the stream does not exist. */
export async function readStream(
  client: EventStoreDBClient,
  stream: string,
  from: number,
  most: number | null,
  idleMs: number,
): Promise<readonly StoredEvent[]> {
  const fromRevision = from === 0 ? START : BigInt(from);
  return drained(client.readStream(stream, { direction: FORWARDS, fromRevision, ...(most === null ? {} : { maxCount: most }) }), idleMs);
}

export async function readLast(client: EventStoreDBClient, stream: string, idleMs: number): Promise<StoredEvent | null> {
  const read = client.readStream(stream, { direction: BACKWARDS, fromRevision: END, maxCount: 1 });
  return (await drained(read, idleMs))[0] ?? null;
}

const PAGE = 64;

/** The newest event of the log that is not the server's own, or null. */
export async function readLastOfAll(client: EventStoreDBClient, idleMs: number): Promise<StoredEvent | null> {
  let fromPosition: ReadPosition = END;
  for (;;) {
    const read = client.readAll({ direction: BACKWARDS, fromPosition, maxCount: PAGE });
    const events = await drained(read, idleMs);
    const found = events.find((event) => !isSystemEvent({ streamId: event.stream, type: event.storedType }));
    if (found !== undefined) return found;
    const oldest = events.at(-1);
    if (oldest === undefined || events.length < PAGE) return null;
    const commit = BigInt(oldest.position);
    fromPosition = { commit, prepare: commit };
  }
}

function drained(read: Read, idleMs: number): Promise<readonly StoredEvent[]> {
  return new Promise((resolve, reject) => {
    const events: StoredEvent[] = [];
    const timer = setTimeout(() => {
      reject(new NoAnswerInTime(`The event store did not go on with a read within ${String(idleMs)} ms.`));
      void read.cancel().catch(() => undefined);
    }, idleMs);
    read.on('data', ({ event }) => {
      timer.refresh();
      if (event !== undefined) events.push(storedEvent(event));
    });
    read.on('end', () => {
      clearTimeout(timer);
      resolve(events);
    });
    read.on('error', (error) => {
      clearTimeout(timer);
      if (error instanceof StreamNotFoundError) resolve([]);
      else reject(error);
    });
  });
}
