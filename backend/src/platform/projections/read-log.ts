/** The log as batches that are pulled: the next one is fetched while the last one is worked on. */
import type { EventStore, StoredEvent } from '../event-store/event-store';

const MOST_READY = 2;

/** Batches after the position until the signal aborts; null each time the end of the log is reached. */
export async function* readLog(
  store: EventStore,
  after: string,
  maxBatch: number,
  signal: AbortSignal,
): AsyncGenerator<readonly StoredEvent[] | null, void, undefined> {
  const own = new AbortController();
  const ready: (readonly StoredEvent[] | null)[] = [];
  let wakeReader: () => void = () => undefined;
  let wakeWriter: () => void = () => undefined;
  const faults: unknown[] = [];
  let ended = false;
  const following = store
    .follow({
      after,
      maxBatch,
      batch: async (events) => {
        ready.push(events);
        wakeReader();
        while (ready.length >= MOST_READY && !own.signal.aborted) {
          await new Promise<void>((resolve) => {
            wakeWriter = resolve;
          });
        }
      },
      caughtUp: () => {
        ready.push(null);
        wakeReader();
      },
      signal: AbortSignal.any([signal, own.signal]),
    })
    .catch((error: unknown) => faults.push(error))
    .finally(() => {
      ended = true;
      wakeReader();
    });
  const over = (): boolean => ended;
  try {
    for (;;) {
      const next = ready.shift();
      if (next !== undefined) {
        wakeWriter();
        yield next;
      } else if (over()) {
        if (faults.length > 0) throw faults[0];
        return;
      } else {
        await new Promise<void>((resolve) => {
          wakeReader = resolve;
        });
      }
    }
  } finally {
    own.abort();
    wakeWriter();
    await following;
  }
}
