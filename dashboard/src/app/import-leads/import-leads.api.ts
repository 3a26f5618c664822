import { inject, Injectable } from '@angular/core';
import type { ImportView } from '../../../../event-schemas/src/http/import-leads';
import type { Page } from '../../../../event-schemas/src/http/page';
import { ApiClient, type Ask } from '../platform/api/api-client';

const PAGE_SIZE = 25;

@Injectable({ providedIn: 'root' })
export class ImportLeadsApi {
  private readonly api = inject(ApiClient);

  list(cursor: string | null, ask: Ask): Promise<Page<ImportView>> {
    return this.api.get('/api/v1/imports', ask, { cursor, limit: PAGE_SIZE });
  }

  one(id: string, ask: Ask): Promise<ImportView> {
    return this.api.get(`/api/v1/imports/${encodeURIComponent(id)}`, ask);
  }

  /** Answers with the log position from which on views show the cancellation. */
  async cancel(id: string): Promise<string | null> {
    return (await this.api.post<ImportView>(`/api/v1/imports/${encodeURIComponent(id)}/cancel`)).position;
  }
}
