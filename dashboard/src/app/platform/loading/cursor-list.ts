import { computed, DestroyRef, inject, type Signal, signal } from '@angular/core';
import type { Page } from '../../../../../event-schemas/src/http/page';
import type { Problem } from '../../../../../event-schemas/src/http/problem';
import type { Ask } from '../api/api-client';
import { isAbort, problemOf } from '../api/api-fault';
import { coalesce } from './coalesce';
import type { Loaded } from './loader';

export type FetchPage<T> = (cursor: string | null, ask: Ask) => Promise<Page<T>>;

/** More pages than this are not fetched again on a change; what lies beyond is stitched on as it was. */
const REFRESHED_PAGES = 3;
const REFRESH_GAP_MS = 250;

/** A listing that grows page by page and can be brought up to date without losing the place. */
export class CursorList<T extends { readonly id: string }> {
  private readonly loaded = signal<readonly T[]>([]);
  private readonly next = signal<string | null>(null);
  private readonly phase = signal<'loading' | 'ready' | 'more'>('loading');
  private readonly fault = signal<Problem | null>(null);
  private pages = 0;
  private current = new AbortController();

  readonly items: Signal<readonly T[]> = this.loaded.asReadonly();
  /** Rows loaded before stay when a later fetch fails. */
  readonly state = computed((): Loaded<readonly T[]> => {
    const problem = this.fault();
    if (this.loaded().length > 0) return { status: 'ready', value: this.loaded(), stale: this.loadingMore() ? null : problem };
    if (problem !== null) return { status: 'failed', problem };
    return this.phase() === 'loading' ? { status: 'loading' } : { status: 'ready', value: [], stale: null };
  });
  readonly loadingMore = computed(() => this.phase() === 'more');
  readonly complete = computed(() => this.phase() !== 'loading' && this.next() === null);

  readonly refresh = coalesce<string | null>(REFRESH_GAP_MS, (afterPosition) => this.reload(afterPosition));

  /** Construct in an injection context. */
  constructor(private readonly fetch: FetchPage<T>) {
    inject(DestroyRef).onDestroy(() => this.current.abort());
  }

  /** Forgets everything and loads the first page, such as after the filter changed. */
  restart(): Promise<void> {
    this.current.abort();
    this.current = new AbortController();
    this.loaded.set([]);
    this.next.set(null);
    this.phase.set('loading');
    this.pages = 0;
    return this.guarded(async (signal) => {
      const page = await this.fetch(null, { afterPosition: null, signal });
      if (!signal.aborted) this.show(page.items, page.next, 1);
    });
  }

  /** Loads the following page, if there is one and none is on its way. True when it has come; whoever asks in a loop ends it on false. */
  async more(): Promise<boolean> {
    const cursor = this.next();
    if (cursor === null || this.phase() !== 'ready') return false;
    const before = this.pages;
    this.phase.set('more');
    await this.guarded(async (signal) => {
      const page = await this.fetch(cursor, { afterPosition: null, signal });
      if (!signal.aborted) this.show(joined(this.loaded(), page.items), page.next, this.pages + 1);
    });
    if (this.phase() === 'more') this.phase.set('ready');
    return this.pages > before;
  }

  private async reload(afterPosition: string | null): Promise<void> {
    if (this.phase() === 'loading' && this.fault() !== null) return this.restart();
    await this.guarded(async (signal) => {
      const wanted = Math.max(1, Math.min(this.pages, REFRESHED_PAGES));
      let fresh: readonly T[] = [];
      let next: string | null = null;
      for (let page = 0; page < wanted && (page === 0 || next !== null); page += 1) {
        const answer: Page<T> = await this.fetch(next, { afterPosition, signal });
        fresh = joined(fresh, answer.items);
        next = answer.next;
      }
      if (signal.aborted) return;
      const beyond = this.pages > wanted && next !== null;
      if (beyond) this.show(joined(fresh, this.loaded()), this.next(), this.pages);
      else this.show(fresh, next, wanted);
    });
  }

  private show(items: readonly T[], next: string | null, pages: number): void {
    this.loaded.set(items);
    this.next.set(next);
    this.pages = pages;
    this.phase.set('ready');
  }

  private async guarded(work: (signal: AbortSignal) => Promise<void>): Promise<void> {
    const { signal } = this.current;
    this.fault.set(null);
    try {
      await work(signal);
    } catch (fault) {
      if (signal.aborted || isAbort(fault)) return;
      this.fault.set(problemOf(fault));
    }
  }
}

/** Keeps the first of two items with the same id. */
function joined<T extends { readonly id: string }>(first: readonly T[], second: readonly T[]): readonly T[] {
  const known = new Set(first.map(({ id }) => id));
  return [...first, ...second.filter(({ id }) => !known.has(id))];
}
