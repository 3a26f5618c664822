import { signal } from '@angular/core';
import { refusalOf } from '../api/api-fault';

/** Acts on single entries of a listing: which entry is being changed, and why it was not. */
export class Acting {
  private readonly entry = signal<string | null>(null);
  /** Id of the entry. */
  readonly on = this.entry.asReadonly();

  /** Null when it was done. */
  async refusalOf(id: string, work: () => Promise<unknown>): Promise<string | null> {
    this.entry.set(id);
    try {
      return await refusalOf(work);
    } finally {
      this.entry.set(null);
    }
  }
}
