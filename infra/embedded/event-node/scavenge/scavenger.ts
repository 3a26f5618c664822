/**
 * Takes the bytes of events that nobody can read any more out of the file, in short steps between which everything else
 * goes on. What remains keeps its position.
 */
import { setImmediate as nextTurn, setTimeout as pause } from 'node:timers/promises';
import { messageOf } from '../refusal';
import type { EventLog } from '../storage/event-log';
import type { LogRecord } from '../storage/log-record';
import type { StreamDirectory } from '../streams/stream-directory';
import type { StreamReader } from '../streams/stream-reader';
import { isSoftDeleted } from '../streams/stream-metadata';
import { decodeRecorded } from '../wire/recorded-event';

/** As a real server names them. `Unknown`: none since the start of the node. */
export type ScavengeResult = 'Unknown' | 'InProgress' | 'Success' | 'Stopped' | 'Errored';

export interface ScavengeState {
  readonly id: string | null;
  readonly result: ScavengeResult;
}

export interface ScavengerParts {
  readonly log: EventLog;
  readonly directory: StreamDirectory;
  readonly streams: StreamReader;
  readonly now: () => number;
  readonly newId: () => string;
  readonly report: (line: string) => void;
}

/** Longest time that a step keeps everybody else waiting. */
const STEP_MS = 50;
const FIRST_STEP = 8;
const MOST_RECORDS_PER_STEP = 512;
/** Between two looks whether another reader has let go of the write-ahead log. */
const READER_PAUSE_MS = 50;

export class Scavenger {
  private state: ScavengeState = { id: null, result: 'Unknown' };
  private stopping = false;
  private limit = FIRST_STEP;
  private longestStep = 0;

  constructor(private readonly parts: ScavengerParts) {}

  get last(): ScavengeState {
    return this.state;
  }

  /** The id of the scavenge that has begun; null while another one runs. */
  start(): string | null {
    if (this.state.result === 'InProgress') return null;
    const id = this.parts.newId();
    this.state = { id, result: 'InProgress' };
    this.stopping = false;
    this.longestStep = 0;
    this.run().then(
      (taken) => {
        this.state = { id, result: this.stopping ? 'Stopped' : 'Success' };
        this.parts.report(`Scavenge ${id} has taken out ${String(taken)} events; its longest step took ${this.longestStep.toFixed(1)} ms.`);
      },
      (error: unknown) => {
        this.state = { id, result: 'Errored' };
        this.parts.report(`Scavenge ${id} failed: ${messageOf(error)}`);
      },
    );
    return id;
  }

  /** False when no such scavenge runs. */
  stop(id: string): boolean {
    if (this.state.result !== 'InProgress' || (id !== 'current' && id !== this.state.id)) return false;
    this.stopping = true;
    return true;
  }

  private async run(): Promise<number> {
    const { log, directory } = this.parts;
    let taken = 0;
    for (const stream of [...directory.scavengeable()]) {
      for (const step of this.steps(stream)) {
        await nextTurn();
        if (this.stopping) return taken;
        this.adapt(this.timed(() => log.takeOut(step)).took);
        taken += step.length;
        await nextTurn();
        this.timed(() => log.checkpoints.moveWhenDue());
      }
    }
    await nextTurn();
    // The write-ahead log still holds the pages as they were, and a reader beside us (a backup, a verification) keeps them there.
    while (!this.stopping && !this.timed(() => log.checkpoints.truncate()).result) await pause(READER_PAUSE_MS);
    return taken;
  }

  /** Milliseconds that everybody else had to wait. */
  private timed<T>(step: () => T): { readonly result: T; readonly took: number } {
    const began = performance.now();
    const result = step();
    const took = performance.now() - began;
    this.longestStep = Math.max(this.longestStep, took);
    return { result, took };
  }

  private *steps(stream: string): Iterable<readonly LogRecord[]> {
    const { log, directory } = this.parts;
    const number = directory.numberOf(stream);
    if (number === null) return;
    const oldest = this.oldestReadable(stream);
    const [hidden, last] = [this.hiddenBefore(stream, number), directory.lastRevision(number)];
    let from = 0;
    while (from <= last) {
      const records = log.unscavenged(number, from, oldest === null ? hidden - 1 : last, this.limit);
      const final = records.at(-1);
      if (final === undefined) return;
      const old = records.filter(
        ({ revision, frame }) => revision < hidden || (oldest !== null && frame !== null && decodeRecorded(frame).recordedAt < oldest),
      );
      if (old.length > 0) yield old;
      // Events come in the order of time: the first that is young enough ends the stream.
      if (old.length < records.length) return;
      from = final.revision + 1;
    }
  }

  private adapt(took: number): void {
    if (took > STEP_MS / 3) this.limit = Math.max(1, this.limit >> 1);
    else if (took < STEP_MS / 10) this.limit = Math.min(MOST_RECORDS_PER_STEP, this.limit * 2);
  }

  private hiddenBefore(stream: string, number: number): number {
    const { directory, streams } = this.parts;
    const gone = directory.isTombstoned(stream) || isSoftDeleted(directory.metadataOf(stream));
    return gone ? directory.lastRevision(number) + 1 : streams.firstReadable(stream, number);
  }

  private oldestReadable(stream: string): number | null {
    const { maxAge } = this.parts.directory.metadataOf(stream);
    return maxAge === null ? null : this.parts.now() - maxAge * 1000;
  }
}
