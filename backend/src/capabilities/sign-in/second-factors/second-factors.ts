import { Injectable } from '@nestjs/common';
import type { SecondFactorNeeded } from '../../../../../event-schemas/src/http/sign-in';
import type { RequestFacts } from '../../../platform/http/request-facts';
import { Accounts } from '../account/accounts';
import type { SecondFactorChange } from '../notices/mail-texts';
import { Notices } from '../notices/notices';
import { AuthenticatorApps, type NewSeed } from '../secrets/authenticator-apps';
import { Passkeys } from '../secrets/passkeys';
import { RECOVERY_CODES, RecoveryCodes } from '../secrets/recovery-codes';
import { SignInAttempts } from '../secrets/sign-in-attempts';

export type Confirmation =
  /** Empty codes: the account has some already, and they stay. */
  | { readonly kind: 'confirmed'; readonly codes: readonly string[] }
  | { readonly kind: 'wrong' | 'not-begun' | 'exists' }
  | { readonly kind: 'too-many-tries'; readonly retryAfterSeconds: number };

export type Check = { readonly kind: 'good' | 'wrong' } | { readonly kind: 'too-many-tries'; readonly retryAfterSeconds: number };

/** Wrong ones since the last right one, from wherever they come; a third of a million guesses would be needed for a fair chance. */
const MOST_CODES = 20;

/** Authenticator app and recovery codes of accounts. The vault is written first: killed in between, the factor protects although no event says so yet. */
@Injectable()
export class SecondFactors {
  constructor(
    private readonly apps: AuthenticatorApps,
    private readonly passkeys: Passkeys,
    private readonly codes: RecoveryCodes,
    private readonly attempts: SignInAttempts,
    private readonly accounts: Accounts,
    private readonly notices: Notices,
  ) {}

  /** What can finish a sign-in; empty when the password is enough. */
  async methodsOf(accountId: string): Promise<SecondFactorNeeded['methods']> {
    const [app, passkeys, codes] = await Promise.all([this.apps.exists(accountId), this.passkeys.of(accountId), this.codes.left(accountId)]);
    if (!app && passkeys.length === 0) return [];
    return [...(app ? (['totp'] as const) : []), ...(passkeys.length > 0 ? (['passkey'] as const) : []), ...(codes > 0 ? (['recovery-code'] as const) : [])];
  }

  /** Null when the account has an authenticator app. */
  async beginTotp(accountId: string): Promise<NewSeed | null> {
    if (await this.apps.exists(accountId)) return null;
    const { profile } = await this.accounts.known(accountId);
    return this.apps.begin(accountId, profile?.email ?? '');
  }

  async confirmTotp(accountId: string, code: string, facts: RequestFacts): Promise<Confirmation> {
    const retryAfterSeconds = await this.attempts.begin(`totp ${accountId}`, facts.address);
    if (retryAfterSeconds !== null) return { kind: 'too-many-tries', retryAfterSeconds };
    const outcome = await this.apps.confirm(accountId, code);
    if (outcome !== 'confirmed') return { kind: outcome };
    await this.attempts.succeed(`totp ${accountId}`, facts.address);
    const codes = await this.codesOfFirstFactor(accountId);
    await this.accounts.record(accountId, { kind: 'AddTotp', newCodes: codes?.length ?? null }, facts);
    await this.tell(accountId, 'app-added');
    return { kind: 'confirmed', codes: codes ?? [] };
  }

  async removeTotp(accountId: string, facts: RequestFacts): Promise<string> {
    await this.apps.remove(accountId);
    await this.withdrawCodesWithoutFactor(accountId);
    const position = await this.accounts.record(accountId, { kind: 'RemoveTotp' }, facts);
    await this.tell(accountId, 'app-removed');
    return position;
  }

  /** Null when there is no second factor that they could stand in for. */
  async newCodes(accountId: string, facts: RequestFacts): Promise<readonly string[] | null> {
    if ((await this.methodsOf(accountId)).length === 0) return null;
    const codes = await this.codes.make(accountId);
    await this.accounts.record(accountId, { kind: 'MakeRecoveryCodes', count: RECOVERY_CODES }, facts);
    await this.tell(accountId, 'codes-made');
    return codes;
  }

  async checkCode(accountId: string, code: string): Promise<Check> {
    const retryAfterSeconds = await this.attempts.beginAnywhere(`totp ${accountId}`, MOST_CODES);
    if (retryAfterSeconds !== null) return { kind: 'too-many-tries', retryAfterSeconds };
    if (!(await this.apps.use(accountId, code))) return { kind: 'wrong' };
    await this.attempts.clear(`totp ${accountId}`);
    return { kind: 'good' };
  }

  async checkRecoveryCode(accountId: string, code: string, facts: RequestFacts): Promise<Check> {
    const left = await this.codes.use(accountId, code);
    if (left === null) return { kind: 'wrong' };
    await this.accounts.record(accountId, { kind: 'UseRecoveryCode', left }, facts);
    return { kind: 'good' };
  }

  /** New codes when the account has none; null when it has. */
  async codesOfFirstFactor(accountId: string): Promise<readonly string[] | null> {
    return (await this.codes.left(accountId)) > 0 ? null : this.codes.make(accountId);
  }

  /** The person, by mail: nobody adds or takes away a factor unseen. */
  async tell(accountId: string, change: SecondFactorChange): Promise<void> {
    await this.notices.secondFactorChanged(await this.accounts.known(accountId), change);
  }

  async withdrawCodesWithoutFactor(accountId: string): Promise<void> {
    if ((await this.methodsOf(accountId)).length === 0) await this.codes.withdraw(accountId);
  }
}
