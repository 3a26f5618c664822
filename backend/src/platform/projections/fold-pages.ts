/** Pages of the log through lanes: several are opened at once, each is written after the one before it. */
import type { LogPage } from '../event-store/event-store';
import type { PageLane } from './page-lane';

/** A lane opens the next page while the last one is being written. */
const PAGES_PER_LANE = 2;

/** Resolves when every page is written; rejects with the first fault, when nothing is under way any more. */
export async function foldPages(pages: AsyncIterable<LogPage>, lanes: readonly PageLane[], passed: (events: number) => void): Promise<void> {
  const free = Array.from({ length: PAGES_PER_LANE }, () => lanes).flat();
  const underWay: Promise<PageLane>[] = [];
  let before: Promise<unknown> = Promise.resolve();
  try {
    for await (const page of pages) {
      // Pages are done in log order, so that the oldest one under way is the next to set its lane free.
      const lane = free.shift() ?? (await underWay.shift());
      if (lane === undefined) throw new Error('A rebuild needs at least one lane.');
      const done = inTurn(lane, lane.open(page), before, passed);
      done.catch(() => undefined);
      underWay.push(done);
      before = done;
    }
    await Promise.all(underWay);
  } finally {
    await Promise.allSettled(underWay);
  }
}

async function inTurn(lane: PageLane, opening: Promise<number>, before: Promise<unknown>, passed: (events: number) => void): Promise<PageLane> {
  const [events] = await Promise.all([opening, before]);
  await lane.write();
  passed(events);
  return lane;
}
