/** Batches of the log through the views of a group: while one batch is written, the next one is opened. */
import type { StoredEvent } from '../event-store/event-store';
import type { BatchOpener } from './batch-opener';
import type { FoldedEvent } from './fold-batch';

/** Position of the last event of a batch, and how many events of the log it held. */
export interface BatchFacts {
  readonly position: string;
  readonly length: number;
}

export interface FoldLogOptions {
  /** Called with a signal that aborts as soon as a write fails. */
  readonly batches: (signal: AbortSignal) => AsyncIterable<readonly StoredEvent[]>;
  readonly opener: BatchOpener;
  /** Called in log order, one at a time, also for batches of which no view wants an event. */
  readonly write: (events: readonly FoldedEvent[], batch: BatchFacts) => Promise<void>;
  readonly signal: AbortSignal;
}

/** Resolves when the batches end. Rejects with the first fault; everything before it is written. */
export async function foldLog({ batches, opener, write, signal }: FoldLogOptions): Promise<void> {
  const own = new AbortController();
  let writing: Promise<void> = Promise.resolve();
  try {
    for await (const batch of batches(AbortSignal.any([signal, own.signal]))) {
      const last = batch.at(-1);
      if (last === undefined) continue;
      const opened = await opener.open(batch);
      await writing;
      writing = write(opened, { position: last.position, length: batch.length });
      writing.catch(() => own.abort());
    }
  } finally {
    await writing;
  }
}
