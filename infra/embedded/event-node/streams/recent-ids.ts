import type { EarlierEvent } from './expected-revision';

interface Remembered extends EarlierEvent {
  readonly stream: number;
}

/** The ids of the events written last. Bounded: an append without a revision is recognised as a repetition only for a while, as on a real server. */
export class RecentIds {
  private readonly places = new Map<string, Remembered>();

  constructor(private readonly limit: number) {}

  find(stream: number, id: string): EarlierEvent | null {
    const place = this.places.get(id);
    return place?.stream === stream ? place : null;
  }

  add(stream: number, id: string, place: EarlierEvent): void {
    this.places.delete(id);
    this.places.set(id, { stream, revision: place.revision, position: place.position });
    if (this.places.size <= this.limit) return;
    const oldest = this.places.keys().next();
    if (oldest.done !== true) this.places.delete(oldest.value);
  }

  forget(id: string): void {
    this.places.delete(id);
  }
}
