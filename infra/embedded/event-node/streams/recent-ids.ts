import type { EarlierEvent } from './expected-revision';

interface Remembered extends EarlierEvent {
  readonly id: string;
  readonly stream: number;
}

/**
 * The ids of the events written last. Bounded: an append without a revision is recognised as a repetition only for a
 * while, as on a real server. A ring, because a Map that gives up its oldest entries one by one is slow at finding them.
 */
export class RecentIds {
  private readonly places = new Map<string, Remembered>();
  private readonly ring: (Remembered | undefined)[] = [];
  private next = 0;

  constructor(private readonly limit: number) {}

  find(stream: number, id: string): EarlierEvent | null {
    const place = this.places.get(id);
    return place?.stream === stream ? { revision: place.revision, position: place.position } : null;
  }

  add(stream: number, id: string, { revision, position }: EarlierEvent): void {
    const oldest = this.ring[this.next];
    // The same id may have been written again since, to another stream.
    if (oldest !== undefined && this.places.get(oldest.id) === oldest) this.places.delete(oldest.id);
    const place = { id, stream, revision, position };
    this.ring[this.next] = place;
    this.places.set(id, place);
    this.next = (this.next + 1) % this.limit;
  }

  forget(id: string): void {
    this.places.delete(id);
  }
}
