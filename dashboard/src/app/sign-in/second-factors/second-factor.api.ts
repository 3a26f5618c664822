import { inject, Injectable } from '@angular/core';
import type { PasswordProof, RecoveryCodes, TotpCode, TotpSetUp } from '../../../../../event-schemas/src/http/accounts';
import { ApiClient } from '../../platform/api/api-client';

/** The authenticator app and the recovery codes of one's own account. */
@Injectable({ providedIn: 'root' })
export class SecondFactorApi {
  private readonly api = inject(ApiClient);

  async begin(proof: PasswordProof): Promise<TotpSetUp> {
    return (await this.api.post<TotpSetUp>('/api/v1/account/totp', proof)).body;
  }

  /** The recovery codes, shown this once; none when the account has some already. */
  async confirm(code: TotpCode): Promise<readonly string[]> {
    return (await this.api.putAndRead<RecoveryCodes>('/api/v1/account/totp', code)).codes;
  }

  /** Answers with the log position from which on the account shows it. */
  remove(proof: PasswordProof): Promise<string | null> {
    return this.api.delete('/api/v1/account/totp', proof);
  }

  async newCodes(proof: PasswordProof): Promise<readonly string[]> {
    return (await this.api.post<RecoveryCodes>('/api/v1/account/recovery-codes', proof)).body.codes;
  }
}
