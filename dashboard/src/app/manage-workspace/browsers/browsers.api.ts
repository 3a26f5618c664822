import { inject, Injectable } from '@angular/core';
import type { PairedBrowser, PairingCode, StartPairingRequest } from '../../../../../event-schemas/src/http/manage-workspace';
import type { Page } from '../../../../../event-schemas/src/http/page';
import { ApiClient, type Ask, type Done } from '../../platform/api/api-client';

/** Paired browsers, and the code that pairs another. */
@Injectable({ providedIn: 'root' })
export class BrowsersApi {
  private readonly api = inject(ApiClient);

  async list(ask: Ask): Promise<readonly PairedBrowser[]> {
    return (await this.api.get<Page<PairedBrowser>>('/api/v1/browsers', ask)).items;
  }

  /** Answers with the log position from which on the listing shows it. */
  revoke(browserId: string): Promise<string | null> {
    return this.api.delete(`/api/v1/browsers/${encodeURIComponent(browserId)}`);
  }

  startPairing(request: StartPairingRequest): Promise<Done<PairingCode>> {
    return this.api.post<PairingCode>('/api/v1/pairings', request);
  }
}
