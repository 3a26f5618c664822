/** A page of the log on its way into views: opened as soon as it is there, beside others, and written when its turn comes. */
import type { LogPage } from '../event-store/event-store';
import { storedEventsOf } from '../event-store/log-page';
import type { EventOpener } from '../sealing/event-opener';
import { BatchOpener } from './batch-opener';
import type { FoldedEvent } from './fold-batch';
import type { AnyView } from './view';
import { ViewWriter } from './view-writer';
import { collectionName, viewCollection } from './views-database';
import type { Db } from 'mongodb';

/** Pages are written in the order in which they were opened. */
export interface PageLane {
  /** Resolves with the number of the page's events up to the position of the rebuild. */
  open(page: LogPage): Promise<number>;
  /** The page that was opened first of those not yet written. */
  write(): Promise<void>;
}

/** What every lane of a rebuild has to know. */
export interface LaneWork {
  /** Names of the views. */
  readonly views: readonly string[];
  /** Added to the names of their collections. */
  readonly suffix: string;
  /** Inclusive. */
  readonly upTo: string;
}

export interface LaneTools {
  readonly database: Db;
  readonly opener: EventOpener;
  /** Documents kept in memory per view; 0 where other lanes write too. */
  readonly cacheBytes: number;
}

/** In this thread. */
export class OwnLane implements PageLane {
  private readonly opener: BatchOpener;
  private readonly writers: readonly ViewWriter[];
  private readonly opened: Promise<readonly FoldedEvent[]>[] = [];

  /** `known` are all the views there are. Throws when the work names another one. */
  constructor(
    known: readonly AnyView[],
    private readonly work: LaneWork,
    { database, opener, cacheBytes }: LaneTools,
  ) {
    const views = work.views.map((name) => named(name, known));
    this.opener = new BatchOpener(opener, views);
    this.writers = views.map((view) => new ViewWriter(view, viewCollection(database, `${collectionName(view)}.${work.suffix}`), cacheBytes));
  }

  async open(page: LogPage): Promise<number> {
    const events = storedEventsOf(page, this.work.upTo);
    const opening = this.opener.open(events);
    this.opened.push(opening);
    await opening;
    return events.length;
  }

  async write(): Promise<void> {
    const events = await this.opened.shift();
    if (events !== undefined) await Promise.all(this.writers.map((writer) => writer.write(events)));
  }
}

function named(name: string, known: readonly AnyView[]): AnyView {
  const view = known.find((each) => each.name === name);
  if (view === undefined) throw new Error(`There is no view ${name} in this thread: give its entry file every view of the process.`);
  return view;
}
