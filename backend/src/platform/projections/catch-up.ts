/** Folds a group to the end of the log, once: a worker that was killed may have left documents that are ahead of the checkpoint. */
import type { StoredEvent } from '../event-store/event-store';
import { BatchOpener } from './batch-opener';
import { foldLog } from './fold-log';
import type { Checkpoint, GroupLease } from './group-lease';
import { readLog } from './read-log';
import { CACHE_BYTES, CATCH_UP_BATCH, type ProjectionTools } from './tools';
import type { AnyView } from './view';
import { ViewWriter } from './view-writer';
import { collectionName, viewCollection } from './views-database';

/** Takes every view of the group, live in its present version, and the lease. Returns the new checkpoint. */
export async function catchUp(
  tools: ProjectionTools,
  views: readonly AnyView[],
  lease: GroupLease,
  from: Checkpoint,
  signal: AbortSignal,
): Promise<Checkpoint> {
  const writers = views.map((view) => new ViewWriter(view, viewCollection(tools.database, collectionName(view)), CACHE_BYTES));
  let seen = from;
  await foldLog({
    batches: (own) => toTheEnd(tools, from.position, own),
    opener: new BatchOpener(tools.opener, views),
    write: async (events, { position, length }) => {
      await Promise.all(writers.map((writer) => writer.write(events)));
      seen = { position, events: seen.events + length };
      await lease.save(seen, true);
    },
    signal,
  });
  return seen;
}

async function* toTheEnd(tools: ProjectionTools, after: string, signal: AbortSignal): AsyncGenerator<readonly StoredEvent[], void, undefined> {
  for await (const batch of readLog(tools.store, after, CATCH_UP_BATCH, signal)) {
    if (batch === null) return;
    yield batch;
  }
}
