import { computed, effect, inject, Injectable, InjectionToken, type Signal, signal, untracked } from '@angular/core';
import { LIVE_TOPICS, type LiveMessage, type LiveTopic } from '../../../../../event-schemas/src/http/live';
import { ApiClient } from '../api/api-client';
import { isRefusal } from '../api/api-fault';
import { SessionStore } from '../api/session-store';
import { eventStreamData } from './event-stream';

/** Grows with every change of a topic. `position` is null when changes may have been missed and anything newer will do. */
export interface Change {
  readonly serial: number;
  readonly position: string | null;
}

export interface LiveTimes {
  readonly firstWaitMs: number;
  readonly longestWaitMs: number;
  /** Between two tries of somebody who is kept out of the workspace. */
  readonly refusedWaitMs: number;
  /** The server sends a heartbeat every 15 s; silence beyond this means that the line is dead. */
  readonly silenceMs: number;
}

export const LIVE_TIMES = new InjectionToken<LiveTimes>('live times', {
  factory: () => ({ firstWaitMs: 500, longestWaitMs: 15_000, refusedWaitMs: 4_000, silenceMs: 40_000 }),
});

/**
 * Follows GET /api/v1/live while somebody is signed in. Starts again with growing waits when the line breaks, and every few seconds
 * while the server refuses one, so that whoever is kept out gets back in by themselves.
 */
@Injectable({ providedIn: 'root' })
export class LiveUpdates {
  private readonly api = inject(ApiClient);
  private readonly sessions = inject(SessionStore);
  private readonly times = inject(LIVE_TIMES);
  private readonly serials = signal<Readonly<Record<LiveTopic, Change>>>(allTopics(() => ({ serial: 0, position: null })));
  private readonly line = signal<'idle' | 'open' | 'refused' | 'broken'>('idle');

  /** True while the line to the server is broken. */
  readonly broken = computed(() => this.line() === 'broken');

  constructor() {
    effect((onCleanup) => {
      // Another workspace is another line.
      if (this.sessions.workspaceId() === null) return;
      const stop = new AbortController();
      onCleanup(() => stop.abort());
      untracked(() => void this.follow(stop.signal));
    });
  }

  changes(topic: LiveTopic): Signal<Change> {
    return computed(() => this.serials()[topic]);
  }

  private async follow(stop: AbortSignal): Promise<void> {
    let failures = 0;
    let first = true;
    while (!stop.aborted) {
      let refused = false;
      try {
        await this.listen(stop, () => {
          failures = 0;
          this.line.set('open');
          // Whom the server gives a line, it keeps out no longer.
          this.sessions.unbar();
          if (!first) this.changedAll();
        });
      } catch (fault) {
        // Whatever broke the line, the answer is the same: say so and try again. A refusal is an answer: nothing is broken.
        refused = isRefusal(fault);
      }
      if (isOver(stop)) break;
      first = false;
      failures = refused ? 0 : failures + 1;
      if (refused) this.line.set('refused');
      // A line that merely ended, such as when its token ran out, is opened again before anybody needs to know.
      if (failures > 1) this.line.set('broken');
      await waitOrOnline(refused ? this.times.refusedWaitMs : jittered(this.times, failures), stop);
    }
    this.line.set('idle');
  }

  private async listen(stop: AbortSignal, opened: () => void): Promise<void> {
    const line = new AbortController();
    const hangUp = (): void => line.abort();
    stop.addEventListener('abort', hangUp);
    let silence = setTimeout(hangUp, this.times.silenceMs);
    const heard = (): void => {
      clearTimeout(silence);
      silence = setTimeout(hangUp, this.times.silenceMs);
    };
    try {
      const response = await this.api.stream('/api/v1/live', line.signal);
      if (response.body === null) return;
      opened();
      for await (const data of eventStreamData(response.body, heard)) this.changed(JSON.parse(data) as LiveMessage);
    } finally {
      clearTimeout(silence);
      stop.removeEventListener('abort', hangUp);
    }
  }

  private changed({ topic, position }: LiveMessage): void {
    this.serials.update((all) => (topic in all ? { ...all, [topic]: { serial: all[topic].serial + 1, position } } : all));
  }

  private changedAll(): void {
    this.serials.update((all) => allTopics((topic) => ({ serial: all[topic].serial + 1, position: null })));
  }
}

const allTopics = (change: (topic: LiveTopic) => Change): Record<LiveTopic, Change> =>
  Object.fromEntries(LIVE_TOPICS.map((topic) => [topic, change(topic)])) as Record<LiveTopic, Change>;

// The compiler takes a signal that was not aborted once for one that never is.
const isOver = (stop: AbortSignal): boolean => stop.aborted;

const jittered = ({ firstWaitMs, longestWaitMs }: LiveTimes, failures: number): number =>
  Math.min(longestWaitMs, firstWaitMs * 2 ** (failures - 1)) * (0.5 + Math.random() / 2);

const waitOrOnline = (milliseconds: number, stop: AbortSignal): Promise<void> =>
  new Promise((resolve) => {
    const done = (): void => {
      clearTimeout(timer);
      removeEventListener('online', done);
      stop.removeEventListener('abort', done);
      resolve();
    };
    const timer = setTimeout(done, milliseconds);
    addEventListener('online', done);
    stop.addEventListener('abort', done);
  });
