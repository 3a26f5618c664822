import { inject, Injectable } from '@angular/core';
import type { ApiKey, CreateApiKeyRequest, IssuedApiKey, RotateApiKeyRequest } from '../../../../../event-schemas/src/http/api-keys';
import { ApiClient, type Ask, type Done } from '../../platform/api/api-client';
import type { RepeatableAct } from '../../platform/api/repeatable-act';

const keyPath = (id: string): string => `/api/v1/api-keys/${encodeURIComponent(id)}`;

/** Commands answer with the log position from which on the listing shows them. */
@Injectable({ providedIn: 'root' })
export class ApiKeysApi {
  private readonly api = inject(ApiClient);

  list(ask: Ask): Promise<readonly ApiKey[]> {
    return this.api.every<ApiKey>('/api/v1/api-keys', ask);
  }

  create(request: CreateApiKeyRequest, act: RepeatableAct): Promise<Done<IssuedApiKey>> {
    return this.api.post<IssuedApiKey>('/api/v1/api-keys', request, act);
  }

  rotate(id: string, request: RotateApiKeyRequest, act: RepeatableAct): Promise<Done<IssuedApiKey>> {
    return this.api.post<IssuedApiKey>(`${keyPath(id)}/rotations`, request, act);
  }

  revoke(id: string): Promise<string | null> {
    return this.api.delete(keyPath(id));
  }
}
