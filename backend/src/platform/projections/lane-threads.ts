/** Lanes in threads of their own, one per core, for as long as a rebuild takes. See ADR 0009. */
import { MongoError } from 'mongodb';
import { availableParallelism } from 'node:os';
import { Worker } from 'node:worker_threads';
import type { LogPage } from '../event-store/event-store';
import type { LaneWork, PageLane } from './page-lane';
import type { LaneAnswer, LaneFault, LaneQuestion } from './lane-thread';

export interface LaneThreadsOptions {
  /** File that calls `serveLane`. */
  readonly entry: string;
  /** What the entry file needs to connect; it is copied. */
  readonly connections: unknown;
  /** Default: one per core. */
  readonly count?: number;
  /** Arguments of Node for the threads, such as a loader. */
  readonly execArgv?: readonly string[];
}

/** A page and what becomes of it live for a moment only; a larger young generation spares most of it from being moved. */
const YOUNG_MB = 64;

export class LaneThreads {
  private lent: Promise<unknown> = Promise.resolve();

  constructor(private readonly options: LaneThreadsOptions) {}

  /** Gives lanes to the task and ends their threads after it. Tasks come one after the other, so that memory stays bounded. */
  lend<T>(work: LaneWork, task: (lanes: readonly PageLane[]) => Promise<T>): Promise<T> {
    const done = this.lent.then(() => this.withLanes(work, task));
    this.lent = done.catch(() => undefined);
    return done;
  }

  private async withLanes<T>(work: LaneWork, task: (lanes: readonly PageLane[]) => Promise<T>): Promise<T> {
    const threads = Array.from({ length: this.options.count ?? availableParallelism() }, () => this.start(work));
    try {
      return await task(threads);
    } finally {
      await Promise.all(threads.map((thread) => thread.end()));
    }
  }

  private start(work: LaneWork): ThreadLane {
    const { entry, connections, execArgv } = this.options;
    const resourceLimits = { maxYoungGenerationSizeMb: YOUNG_MB };
    return new ThreadLane(
      new Worker(entry, { workerData: { work, connections }, resourceLimits, ...(execArgv === undefined ? {} : { execArgv: [...execArgv] }) }),
    );
  }
}

class ThreadLane implements PageLane {
  private readonly waiting = new Map<number, { readonly resolve: (answer: number) => void; readonly reject: (error: Error) => void }>();
  private asked = 0;
  private lost: Error | null = null;

  constructor(private readonly worker: Worker) {
    worker.on('message', ({ id, events, fault }: LaneAnswer) => {
      const asker = this.waiting.get(id);
      this.waiting.delete(id);
      if (fault !== undefined) asker?.reject(errorOf(fault));
      else asker?.resolve(events ?? 0);
    });
    worker.on('error', (error) => this.lose(error));
    worker.on('exit', () => this.lose(new Error('A thread of the rebuild has ended.')));
  }

  open(page: LogPage): Promise<number> {
    return this.ask({ kind: 'open', page }, [page.bytes.buffer]);
  }

  async write(): Promise<void> {
    await this.ask({ kind: 'write' }, []);
  }

  async end(): Promise<void> {
    await this.worker.terminate();
  }

  private ask(question: Omit<LaneQuestion, 'id'>, transfer: ArrayBuffer[]): Promise<number> {
    if (this.lost !== null) return Promise.reject(this.lost);
    const id = this.asked++;
    return new Promise((resolve, reject) => {
      this.waiting.set(id, { resolve, reject });
      this.worker.postMessage({ id, ...question }, transfer);
    });
  }

  private lose(error: Error): void {
    this.lost ??= error;
    for (const { reject } of this.waiting.values()) reject(error);
    this.waiting.clear();
  }
}

function errorOf({ name, message, stack, fromDatabase }: LaneFault): Error {
  const error = fromDatabase ? new MongoError(message) : new Error(message);
  return Object.defineProperties(error, { name: { value: name }, stack: { value: stack } });
}
