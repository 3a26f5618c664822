/** The inside of a thread of `LaneThreads`: it opens and writes the pages that it is handed. */
import { MongoError, type Db } from 'mongodb';
import { parentPort, workerData } from 'node:worker_threads';
import type { LogPage } from '../event-store/event-store';
import type { EventOpener } from '../sealing/event-opener';
import { OwnLane, type LaneWork } from './page-lane';
import type { AnyView } from './view';

export interface LaneQuestion {
  readonly id: number;
  readonly kind: 'open' | 'write';
  readonly page?: LogPage;
}

export interface LaneAnswer {
  readonly id: number;
  readonly events?: number;
  readonly fault?: LaneFault;
}

/** An error as it crosses between threads, where its class is lost. */
export interface LaneFault {
  readonly name: string;
  readonly message: string;
  readonly stack: string;
  readonly fromDatabase: boolean;
}

export interface LaneConnections {
  readonly database: Db;
  readonly opener: EventOpener;
}

/** Called once by the entry file. `views` are all the views there are; `connect` is given the connections of the options. */
export function serveLane<C>(views: readonly AnyView[], connect: (connections: C) => LaneConnections): void {
  const port = parentPort;
  if (port === null) throw new Error('A lane is served by a thread only.');
  const { work, connections } = workerData as { readonly work: LaneWork; readonly connections: C };
  // Other threads write too: what was written a moment ago may be out of date.
  const lane = new OwnLane(views, work, { ...connect(connections), cacheBytes: 0 });
  const answer = async ({ kind, page }: LaneQuestion): Promise<number> => {
    if (kind === 'open' && page !== undefined) return lane.open(page);
    await lane.write();
    return 0;
  };
  port.on('message', (question: LaneQuestion) => {
    const { id } = question;
    answer(question).then(
      (events) => port.postMessage({ id, events } satisfies LaneAnswer),
      (error: unknown) => port.postMessage({ id, fault: faultOf(error) } satisfies LaneAnswer),
    );
  });
}

/** Messages of the database driver may hold values, and values may be personal. */
function faultOf(error: unknown): LaneFault {
  if (!(error instanceof Error)) return { name: 'Error', message: 'A thread of the rebuild failed without a reason.', stack: '', fromDatabase: false };
  const fromDatabase = error instanceof MongoError;
  const message = fromDatabase ? 'A thread of the rebuild could not use the database.' : error.message;
  return { name: error.name, message, stack: fromDatabase ? message : (error.stack ?? ''), fromDatabase };
}
