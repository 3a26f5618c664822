import { inject, Injectable } from '@angular/core';
import type { LeadRow, LeadSort, LeadView } from '../../../../event-schemas/src/http/maintain-leads';
import type { Page } from '../../../../event-schemas/src/http/page';
import { ApiClient, type Ask } from '../platform/api/api-client';

export interface LeadQuery {
  readonly text: string;
  readonly sort: LeadSort;
  readonly importId: string | null;
}

const PAGE_SIZE = 100;

@Injectable({ providedIn: 'root' })
export class MaintainLeadsApi {
  private readonly api = inject(ApiClient);

  list({ text, sort, importId }: LeadQuery, cursor: string | null, ask: Ask): Promise<Page<LeadRow>> {
    return this.api.get('/api/v1/leads', ask, { q: text, sort, importId, cursor, limit: PAGE_SIZE });
  }

  one(id: string, ask: Ask): Promise<LeadView> {
    return this.api.get(`/api/v1/leads/${encodeURIComponent(id)}`, ask);
  }
}
