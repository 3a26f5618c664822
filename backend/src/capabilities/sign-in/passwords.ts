import { Injectable } from '@nestjs/common';
import type { RequestFacts } from '../../platform/http/request-facts';
import { OpenSessions } from '../../platform/identity/open-sessions';
import { SessionFamilies } from '../../platform/identity/session-families';
import { Accounts } from './accounts';
import type { ChangePassword } from './domain/account-sessions';
import { Notices } from './notices';
import { CredentialStore } from './secrets/credentials';
import { PasswordHashes } from './secrets/password-hashes';
import { ResetTokens } from './secrets/one-time-tokens';

/** Gives an account another password. */
@Injectable()
export class Passwords {
  constructor(
    private readonly hashes: PasswordHashes,
    private readonly credentials: CredentialStore,
    private readonly resets: ResetTokens,
    private readonly families: SessionFamilies,
    private readonly open: OpenSessions,
    private readonly accounts: Accounts,
    private readonly notices: Notices,
  ) {}

  /** Every session but the excepted one is over before the new password counts, and those that came in between are over after it. */
  async replace(accountId: string, password: string, { cause, except }: Pick<ChangePassword, 'cause' | 'except'>, facts: RequestFacts): Promise<string> {
    const passwordHash = await this.hashes.hash(password);
    await this.resets.withdraw(accountId);
    await this.families.endAccount(accountId, except);
    await this.credentials.setPassword(accountId, passwordHash);
    await this.families.endAccount(accountId, except);
    this.open.forget();
    const position = await this.accounts.record(accountId, { kind: 'ChangePassword', cause, except }, facts);
    await this.notices.passwordChanged(await this.accounts.known(accountId));
    return position;
  }
}
