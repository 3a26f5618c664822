/** The EventStoreDB server that a contract suite talks to: the embedded node of the run, or a real one when CONTRACT_EVENTSTORE_URL names it. */
import { randomUUID } from 'node:crypto';
import { EventStoreDBClient, jsonEvent, type AllStreamResolvedEvent, type JSONEventData, type ResolvedEvent } from '@eventstore/db-client';

export interface StoreUnderTest {
  readonly url: string;
  readonly client: EventStoreDBClient;
  /** A name nobody has used. */
  stream(suffix?: string): string;
  /** Deletes every stream that was named, so that a server of somebody else's is left as it was found. */
  dispose(): Promise<void>;
}

export function storeUnderTest(): StoreUnderTest {
  const url = process.env['CONTRACT_EVENTSTORE_URL'] ?? process.env['EVENTSTORE_URL'] ?? '';
  const client = EventStoreDBClient.connectionString(url);
  const names: string[] = [];
  const stream = (suffix = ''): string => {
    const name = `contract-${randomUUID()}${suffix}`;
    names.push(name);
    return name;
  };
  const dispose = async (): Promise<void> => {
    // Never written, deleted or tombstoned by its test: all as good as deleted.
    await Promise.allSettled(names.map((name) => client.deleteStream(name)));
    await client.dispose();
  };
  return { url, client, stream, dispose };
}

export const numbered = (count: number, from = 0): JSONEventData[] =>
  Array.from({ length: count }, (_, index) => jsonEvent({ id: randomUUID(), type: 'Numbered', data: { number: from + index } }));

export async function drained<E>(read: AsyncIterable<E>): Promise<E[]> {
  const events: E[] = [];
  for await (const event of read) events.push(event);
  return events;
}

/** The numbers that `numbered` has put into the events. */
export const numbersOf = (events: readonly (ResolvedEvent | AllStreamResolvedEvent)[]): number[] =>
  events.map(({ event }) => (event?.data as { number: number } | undefined)?.number ?? NaN);

/** The error of a rejected promise, with the fields that a caller may rely on. */
export async function refusal(promise: Promise<unknown>): Promise<Record<string, unknown>> {
  try {
    await promise;
  } catch (error) {
    const { type, streamName, expectedVersion, actualVersion, maxAppendSize } = error as Record<string, unknown>;
    const fields = { type, streamName, expectedVersion, actualVersion, maxAppendSize };
    return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined));
  }
  throw new Error('It was not refused.');
}

/** Waits for a condition; rejects after the time-out with what was seen last. */
export async function until(condition: () => boolean, what: () => string, timeoutMs = 10_000): Promise<void> {
  const giveUpAt = Date.now() + timeoutMs;
  while (!condition()) {
    if (Date.now() > giveUpAt) throw new Error(`Waited in vain: ${what()}`);
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
}
