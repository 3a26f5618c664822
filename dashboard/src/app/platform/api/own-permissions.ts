import { computed, effect, inject, Injectable, signal, untracked } from '@angular/core';
import type { PermissionRow } from '../../../../../event-schemas/src/http/members';
import { ApiFault } from './api-fault';
import { PermissionsApi } from './permissions.api';
import { SessionStore } from './session-store';

/** What the signed-in person may do, by the table of the server; for hiding what would be refused. The server decides. */
@Injectable({ providedIn: 'root' })
export class OwnPermissions {
  private readonly api = inject(PermissionsApi);
  private readonly sessions = inject(SessionStore);
  private readonly table = signal<readonly PermissionRow[]>([]);
  private loading: Promise<void> | null = null;
  readonly rows = this.table.asReadonly();
  /** Until then nobody knows what to offer. */
  readonly known = computed(() => this.rows().length > 0);

  constructor() {
    effect(() => {
      if (this.sessions.workspaceId() !== null) untracked(() => void this.load());
    });
  }

  /** False until the table has arrived. Reads signals. */
  may(permission: string): boolean {
    const role = this.sessions.session()?.workspace?.role;
    return role !== undefined && this.rows().some((row) => row.permission === permission && row.roles.includes(role));
  }

  /** Asks again when the table could not be read before. */
  load(): Promise<void> {
    if (this.known()) return Promise.resolve();
    this.loading ??= this.fetch().finally(() => (this.loading = null));
    return this.loading;
  }

  private async fetch(): Promise<void> {
    try {
      this.table.set(await this.api.table({ afterPosition: null, signal: new AbortController().signal }));
    } catch (fault) {
      // Until then nothing is offered that might be refused.
      if (!(fault instanceof ApiFault)) throw fault;
    }
  }
}
