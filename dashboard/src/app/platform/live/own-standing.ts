import { inject, Injectable } from '@angular/core';
import { ApiFault } from '../api/api-fault';
import { SessionStore } from '../api/session-store';
import { WorkspacesApi } from '../api/workspaces.api';
import { coalesce } from '../loading/coalesce';
import { onTopics } from '../loading/loader';

const GAP_MS = 250;

/** Keeps the role of the person, and the name of the workspace, as others change them while a page is open. */
@Injectable({ providedIn: 'root' })
export class OwnStanding {
  private readonly api = inject(WorkspacesApi);
  private readonly sessions = inject(SessionStore);

  constructor() {
    const look = coalesce<string | null>(GAP_MS, (position) => this.look(position));
    onTopics(['members', 'workspace'], (position) => void look(position));
  }

  private async look(afterPosition: string | null): Promise<void> {
    const here = this.sessions.workspaceId();
    if (here === null) return;
    try {
      const own = (await this.api.workspaces(afterPosition)).find(({ id }) => id === here);
      // Somebody who was taken out goes on in another workspace of theirs, or in none.
      if (own === undefined) await this.sessions.refresh();
      else if (this.sessions.workspaceId() === here) this.sessions.workspaceIs({ name: own.name, role: own.role });
    } catch (fault) {
      // The next change, the next line or the next access token tells.
      if (!(fault instanceof ApiFault)) throw fault;
    }
  }
}
