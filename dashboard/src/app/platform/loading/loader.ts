import { DestroyRef, effect, inject, type Signal, signal, untracked } from '@angular/core';
import type { LiveTopic } from '../../../../../event-schemas/src/http/live';
import type { Problem } from '../../../../../event-schemas/src/http/problem';
import type { Ask } from '../api/api-client';
import { isAbort, problemOf } from '../api/api-fault';
import { LiveUpdates } from '../live/live-updates';
import { coalesce } from './coalesce';

/** `stale` says why the latest refresh of a value that is still shown failed. */
export type Loaded<T> =
  | { readonly status: 'loading' }
  | { readonly status: 'failed'; readonly problem: Problem }
  | { readonly status: 'ready'; readonly value: T; readonly stale: Problem | null };

export interface Loader<T> {
  readonly state: Signal<Loaded<T>>;
  /** Asks again and keeps showing the old value meanwhile. */
  readonly refresh: (afterPosition?: string | null) => void;
}

const REFRESH_GAP_MS = 250;

/**
 * A value of the server that is fetched now, again whenever `fetch` reads a signal that changes, and again when one of the topics changes.
 * Call in an injection context. Signals are to be read before the first await of `fetch`.
 */
export function liveLoader<T>(topics: readonly LiveTopic[], fetch: (ask: Ask) => Promise<T>): Loader<T> {
  const state = signal<Loaded<T>>({ status: 'loading' });
  let current = new AbortController();

  const load = async (controller: AbortController, afterPosition: string | null): Promise<void> => {
    try {
      const value = await fetch({ afterPosition, signal: controller.signal });
      if (!controller.signal.aborted) state.set({ status: 'ready', value, stale: null });
    } catch (fault) {
      if (controller.signal.aborted || isAbort(fault)) return;
      const problem = problemOf(fault);
      // What is gone must not stay on the screen; what could merely not be refreshed may.
      state.update((was) => (was.status === 'ready' && problem.status !== 404 ? { ...was, stale: problem } : { status: 'failed', problem }));
    }
  };

  effect(() => {
    current.abort();
    current = new AbortController();
    untracked(() => state.set({ status: 'loading' }));
    void load(current, null);
  });
  const reload = coalesce<string | null>(REFRESH_GAP_MS, (afterPosition) => load(current, afterPosition));
  const refresh = (afterPosition: string | null = null): void => {
    state.update((was) => (was.status === 'failed' ? { status: 'loading' } : was));
    void reload(afterPosition);
  };
  onTopics(topics, refresh);
  inject(DestroyRef).onDestroy(() => current.abort());
  return { state: state.asReadonly(), refresh };
}

/** Calls back for every change of the topics from now on. Call in an injection context. */
export function onTopics(topics: readonly LiveTopic[], changed: (position: string | null) => void): void {
  const live = inject(LiveUpdates);
  for (const topic of topics) {
    const change = live.changes(topic);
    let seen = untracked(change).serial;
    effect(() => {
      const { serial, position } = change();
      if (serial === seen) return;
      seen = serial;
      untracked(() => changed(position));
    });
  }
}
