import { Injectable } from '@nestjs/common';
import type { SignInMethods } from '../../../../event-schemas/src/http/accounts';
import type { KnownAccount } from './domain/account-state';

/** How an account signs in, as its own page shows it. */
@Injectable()
export class OwnSignInMethods {
  of(_accountId: string, { passwordChangedAt }: KnownAccount): Promise<SignInMethods> {
    return Promise.resolve({ passwordChangedAt, totp: null, recoveryCodes: 0, passkeys: [] });
  }
}
