import { inject, Injectable } from '@angular/core';
import type { PermissionRow } from '../../../../../event-schemas/src/http/members';
import type { Page } from '../../../../../event-schemas/src/http/page';
import { ApiClient, type Ask } from './api-client';

/** Who may do what: the table that guards every route of the server. */
@Injectable({ providedIn: 'root' })
export class PermissionsApi {
  private readonly api = inject(ApiClient);

  async table(ask: Ask): Promise<readonly PermissionRow[]> {
    return (await this.api.get<Page<PermissionRow>>('/api/v1/permissions', ask)).items;
  }
}
