import { inject, Injectable } from '@angular/core';
import { SessionStore } from '../platform/api/session-store';

interface Place {
  readonly accountId: string | undefined;
  readonly address: string;
  readonly row: number;
}

const START = '/leads';

/** Where a person was in the list of leads, so that the way back from a lead leads to the same row under the same filter. */
@Injectable({ providedIn: 'root' })
export class ListPlace {
  private readonly session = inject(SessionStore).session;
  private kept: Place | null = null;

  keep(address: string, row: number): void {
    this.kept = { accountId: this.session()?.account.id, address, row };
  }

  /** Filter texts are somebody's own: nobody else gets them. */
  address(): string {
    return this.own()?.address ?? START;
  }

  row(address: string): number {
    const place = this.own();
    return place?.address === address ? place.row : 0;
  }

  private own(): Place | null {
    return this.kept !== null && this.kept.accountId === this.session()?.account.id ? this.kept : null;
  }
}
