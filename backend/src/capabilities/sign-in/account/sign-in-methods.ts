import { Injectable } from '@nestjs/common';
import type { SignInMethods } from '../../../../../event-schemas/src/http/accounts';
import type { KnownAccount } from '../domain/account-state';
import { AuthenticatorApps } from '../secrets/authenticator-apps';
import { Passkeys } from '../secrets/passkeys';
import { RecoveryCodes } from '../secrets/recovery-codes';

/** How an account signs in, as its own page shows it. What protects it is what the vault has; names and times are from its events. */
@Injectable()
export class OwnSignInMethods {
  constructor(
    private readonly apps: AuthenticatorApps,
    private readonly passkeys: Passkeys,
    private readonly codes: RecoveryCodes,
  ) {}

  async of(accountId: string, { passwordChangedAt, createdAt, secondFactors }: KnownAccount): Promise<SignInMethods> {
    const [app, stored, recoveryCodes] = await Promise.all([this.apps.exists(accountId), this.passkeys.of(accountId), this.codes.left(accountId)]);
    const passkeys = stored.map(({ passkeyId, lastUsedAt }) => {
      const { name, addedAt } = secondFactors.passkeys.get(passkeyId) ?? { name: 'Passkey', addedAt: createdAt };
      return { id: passkeyId, name, addedAt, lastUsedAt: lastUsedAt?.toISOString() ?? null };
    });
    return {
      passwordChangedAt,
      totp: app ? { addedAt: secondFactors.totpAddedAt ?? createdAt } : null,
      recoveryCodes: app || passkeys.length > 0 ? recoveryCodes : 0,
      passkeys: passkeys.sort((one, other) => one.addedAt.localeCompare(other.addedAt)),
    };
  }
}
