/** Plain keys in memory, each for at most a minute, fewer than a bound, and gone at once when told. */
import type { Scope, SubjectKey } from './subject';

const LIFETIME_MS = 60_000;
const SWEEP_MS = 5_000;
const MOST_KEYS = 20_000;

interface Entry {
  readonly key: SubjectKey;
  /** The log knows the key, so it may seal; before that it may only open. */
  readonly issued: boolean;
  readonly until: number;
}

export class KeyCache {
  private readonly entries = new Map<string, Entry>();
  /** Goes on where it stopped: a new one would first pass all that was deleted before it. */
  private byAge = this.entries.keys();
  private readonly sweeper: NodeJS.Timeout;

  constructor(private readonly now: () => number = Date.now) {
    this.sweeper = setInterval(() => {
      this.sweep();
    }, SWEEP_MS);
    this.sweeper.unref();
  }

  /** A key that may seal. */
  toSeal(scope: Scope, name: string): SubjectKey | undefined {
    const entry = this.live(scope, name);
    return entry?.issued === true ? entry.key : undefined;
  }

  toOpen(scope: Scope, name: string): SubjectKey | undefined {
    return this.live(scope, name)?.key;
  }

  add(scope: Scope, name: string, key: SubjectKey, issued: boolean): void {
    const id = `${scope}/${name}`;
    const known = this.live(scope, name);
    // Taken out first, so that the order of the map is the order of age.
    this.entries.delete(id);
    this.entries.set(id, { key, issued: issued || known?.issued === true, until: this.now() + LIFETIME_MS - SWEEP_MS });
    if (this.entries.size <= MOST_KEYS) return;
    this.dropOldest();
  }

  /** For a destroyed or sealed key: told by whoever hears of the destruction. */
  evict(scope: Scope, name: string): void {
    this.entries.delete(`${scope}/${name}`);
  }

  get size(): number {
    return this.entries.size;
  }

  /** Keys past their time leave memory even when nobody asks for them. */
  sweep(): void {
    const now = this.now();
    for (const [id, { until }] of this.entries) {
      if (until > now) return;
      this.entries.delete(id);
    }
  }

  close(): void {
    clearInterval(this.sweeper);
    this.entries.clear();
  }

  private dropOldest(): void {
    let next = this.byAge.next();
    if (next.done === true) {
      this.byAge = this.entries.keys();
      next = this.byAge.next();
    }
    if (next.done !== true) this.entries.delete(next.value);
  }

  private live(scope: Scope, name: string): Entry | undefined {
    const entry = this.entries.get(`${scope}/${name}`);
    return entry !== undefined && entry.until > this.now() ? entry : undefined;
  }
}
