/** The log in pages as the store sent them; a page is fetched while the ones before it are worked on. */
import { ReadReq } from '@eventstore/db-client/generated/streams_pb';
import { Empty } from '@eventstore/db-client/generated/shared_pb';
import { LOWEST_POSITION, type LogPage, type PagesOptions } from './event-store';
import { NoAnswerInTime } from './faults';
import { logPage, positionOf } from './log-page';
import type { RawRead } from './server-connection';

type OpenRawRead = (request: Buffer) => Promise<RawRead>;

interface Fetched {
  readonly page: LogPage;
  /** The log went on when the page was read. */
  readonly more: boolean;
}

/** `fetch` takes the position after which to read. */
export async function* inPages({ upTo, signal }: PagesOptions, fetch: (after: string) => Promise<Fetched | null>): AsyncGenerator<LogPage, void, undefined> {
  let fetching = fetch(LOWEST_POSITION);
  try {
    for (;;) {
      const fetched = await fetching;
      if (fetched === null || signal.aborted) return;
      const { page, more } = fetched;
      const goesOn = more && page.last < upTo;
      if (goesOn) fetching = fetch(page.last);
      // Whoever asks for the next page sees its fault; nobody may have asked yet.
      fetching.catch(() => undefined);
      yield page;
      if (!goesOn) return;
    }
  } finally {
    await fetching.catch(() => undefined);
  }
}

/** At most `count` events behind the position, the server's own among them; null at the end of the log. */
export async function fetchPage(open: OpenRawRead, after: string, count: number, idleMs: number): Promise<Fetched | null> {
  // A read starts with the event at the position itself, unless that has been scavenged.
  const asked = after === LOWEST_POSITION ? count : count + 1;
  const messages = await received(await open(requestFor(after, asked)), idleMs);
  const fresh = messages[0] !== undefined && positionOf(messages[0]) <= after ? messages.slice(1) : messages;
  return fresh.length === 0 ? null : { page: logPage(fresh), more: messages.length === asked };
}

function requestFor(after: string, count: number): Buffer {
  const all = new ReadReq.Options.AllOptions();
  if (after === LOWEST_POSITION) all.setStart(new Empty());
  else all.setPosition(new ReadReq.Options.Position().setCommitPosition(withoutZeros(after)).setPreparePosition(withoutZeros(after)));
  const options = new ReadReq.Options()
    .setAll(all)
    .setReadDirection(ReadReq.Options.ReadDirection.FORWARDS)
    .setCount(String(count))
    .setUuidOption(new ReadReq.Options.UUIDOption().setString(new Empty()))
    .setNoFilter(new Empty());
  return Buffer.from(new ReadReq().setOptions(options).serializeBinary());
}

const withoutZeros = (position: string): string => String(BigInt(position));

function received(call: RawRead, idleMs: number): Promise<readonly Buffer[]> {
  return new Promise((resolve, reject) => {
    const messages: Buffer[] = [];
    const timer = setTimeout(() => {
      reject(new NoAnswerInTime(`The event store did not go on with a read within ${String(idleMs)} ms.`));
      call.cancel();
    }, idleMs);
    call.on('data', (message: Buffer) => {
      timer.refresh();
      messages.push(message);
    });
    call.on('end', () => {
      clearTimeout(timer);
      resolve(messages);
    });
    call.on('error', (error) => {
      clearTimeout(timer);
      reject(error);
    });
  });
}
