import type { EarlierEvent } from './expected-revision';

interface Remembered extends EarlierEvent {
  readonly id: string;
  readonly stream: number;
}

/**
 * The ids of the events written last: `limit` of them at least, twice as many at most. Bounded: an append without a
 * revision is recognised as a repetition only for a while, as on a real server. Two maps that take turns, because one
 * that gives up its oldest entries one by one is slow at finding them.
 */
export class RecentIds {
  private newer = new Map<string, Remembered>();
  private older = new Map<string, Remembered>();
  private unsorted: Remembered[] = [];

  constructor(private readonly limit: number) {}

  find(stream: number, id: string): EarlierEvent | null {
    this.sort();
    const place = this.newer.get(id) ?? this.older.get(id);
    return place?.stream === stream ? { revision: place.revision, position: place.position } : null;
  }

  /** Cheap: what it leaves to be done, the next `find` does, or `sort` when nobody waits. */
  add(stream: number, id: string, { revision, position }: EarlierEvent): void {
    this.unsorted.push({ id, stream, revision, position });
  }

  sort(): void {
    for (const each of this.unsorted) {
      if (this.newer.size >= this.limit) {
        this.older = this.newer;
        this.newer = new Map();
      }
      this.newer.set(each.id, each);
    }
    this.unsorted = [];
  }

  forget(id: string): void {
    this.sort();
    this.newer.delete(id);
    this.older.delete(id);
  }
}
