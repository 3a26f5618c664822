import { inject, Injectable } from '@angular/core';
import type { OutboxMail } from '../../../../../event-schemas/src/http/members';
import type { Page } from '../../../../../event-schemas/src/http/page';
import { ApiClient, type Ask } from '../../platform/api/api-client';

@Injectable({ providedIn: 'root' })
export class OutboxApi {
  private readonly api = inject(ApiClient);

  async list(ask: Ask): Promise<readonly OutboxMail[]> {
    return (await this.api.get<Page<OutboxMail>>('/api/v1/outbox', ask)).items;
  }
}
