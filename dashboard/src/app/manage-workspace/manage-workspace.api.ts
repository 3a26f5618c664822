import { inject, Injectable } from '@angular/core';
import type { PairedBrowser, PairingCode, StartPairingRequest } from '../../../../event-schemas/src/http/manage-workspace';
import type { OutboxMail, PermissionRow } from '../../../../event-schemas/src/http/members';
import type { Page } from '../../../../event-schemas/src/http/page';
import { ApiClient, type Ask, type Done } from '../platform/api/api-client';

@Injectable({ providedIn: 'root' })
export class ManageWorkspaceApi {
  private readonly api = inject(ApiClient);

  async browsers(ask: Ask): Promise<readonly PairedBrowser[]> {
    return (await this.api.get<Page<PairedBrowser>>('/api/v1/browsers', ask)).items;
  }

  async permissions(ask: Ask): Promise<readonly PermissionRow[]> {
    return (await this.api.get<Page<PermissionRow>>('/api/v1/permissions', ask)).items;
  }

  async outbox(ask: Ask): Promise<readonly OutboxMail[]> {
    return (await this.api.get<Page<OutboxMail>>('/api/v1/outbox', ask)).items;
  }

  /** Answers with the log position from which on the listing shows it. */
  revoke(browserId: string): Promise<string | null> {
    return this.api.delete(`/api/v1/browsers/${encodeURIComponent(browserId)}`);
  }

  startPairing(request: StartPairingRequest): Promise<Done<PairingCode>> {
    return this.api.post<PairingCode>('/api/v1/pairings', request);
  }
}
