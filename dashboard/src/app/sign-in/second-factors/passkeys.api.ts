import { inject, Injectable } from '@angular/core';
import type { AddedPasskey, AddPasskeyRequest, PasskeyOptions, PasswordProof } from '../../../../../event-schemas/src/http/accounts';
import { ApiClient } from '../../platform/api/api-client';

const PASSKEYS = '/api/v1/account/passkeys';

/** The passkeys of one's own account. */
@Injectable({ providedIn: 'root' })
export class PasskeysApi {
  private readonly api = inject(ApiClient);

  async begin(proof: PasswordProof): Promise<PasskeyOptions> {
    return (await this.api.post<PasskeyOptions>(`${PASSKEYS}/options`, proof)).body;
  }

  async add(request: AddPasskeyRequest): Promise<AddedPasskey> {
    return (await this.api.post<AddedPasskey>(PASSKEYS, request)).body;
  }

  async rename(id: string, name: string): Promise<void> {
    await this.api.patch(`${PASSKEYS}/${encodeURIComponent(id)}`, { name });
  }

  async remove(id: string, proof: PasswordProof): Promise<void> {
    await this.api.delete(`${PASSKEYS}/${encodeURIComponent(id)}`, proof);
  }
}
