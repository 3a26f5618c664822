import { inject, Injectable } from '@angular/core';
import type { ChangeWorkspaceRequest, TransferOwnershipRequest, Workspace } from '../../../../../event-schemas/src/http/members';
import { ApiClient, type Ask, type Tagged } from '../../platform/api/api-client';
import { ApiFault } from '../../platform/api/api-fault';

/** What became of a change: done, or met by what somebody else had changed since the ETag. */
export type WorkspaceChange = { readonly kind: 'done'; readonly now: Tagged<Workspace> } | { readonly kind: 'met'; readonly current: Tagged<Workspace> };

@Injectable({ providedIn: 'root' })
export class SettingsApi {
  private readonly api = inject(ApiClient);

  read(ask: Ask): Promise<Tagged<Workspace>> {
    return this.api.getTagged<Workspace>('/api/v1/workspace', ask);
  }

  /** `seen`: the ETag that the person decided on; null overwrites whatever stands there. */
  async change(request: ChangeWorkspaceRequest, seen: string | null): Promise<WorkspaceChange> {
    try {
      return { kind: 'done', now: await this.api.patchTagged<Workspace>('/api/v1/workspace', request, seen) };
    } catch (fault) {
      if (fault instanceof ApiFault && fault.problem.status === 412) {
        return { kind: 'met', current: { value: fault.problem.current as Workspace, etag: fault.etag } };
      }
      throw fault;
    }
  }

  /** Answers with the log position from which on the listing of members shows it. */
  async transferOwnership(request: TransferOwnershipRequest): Promise<string | null> {
    return (await this.api.post('/api/v1/ownership-transfers', request)).position;
  }
}
