import { Injectable } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import type { RequestFacts } from '../../../platform/http/request-facts';
import { OpenSessions } from '../../../platform/identity/open-sessions';
import { SessionFamilies } from '../../../platform/identity/session-families';
import { EndBrowsersCommand, UnpairBrowsersCommand } from '../../manage-workspace';
import { Accounts } from '../account/accounts';
import type { ChangePassword } from '../domain/account-sessions';
import { Notices } from '../notices/notices';
import { CredentialStore } from '../secrets/credentials';
import { PasswordHashes } from './password-hashes';
import { ResetTokens } from '../secrets/one-time-tokens';

export interface Replacement extends Pick<ChangePassword, 'cause' | 'except'> {
  /** The browsers that the account has paired are out too. */
  readonly alsoBrowsers: boolean;
}

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
    private readonly commands: CommandBus,
  ) {}

  /**
   * Every session but the excepted one is over before the new password counts, and those that came in between are over after it.
   * Only the vault is needed until it counts: an outage of the event store, or a kill after that, leaves it in force.
   */
  async replace(accountId: string, password: string, replacement: Replacement, facts: RequestFacts): Promise<string> {
    const { cause, except, alsoBrowsers } = replacement;
    const passwordHash = await this.hashes.hash(password);
    await this.resets.withdraw(accountId);
    await this.end(accountId, replacement);
    await this.credentials.setPassword(accountId, passwordHash);
    await this.end(accountId, replacement);
    if (alsoBrowsers) await this.commands.execute(new UnpairBrowsersCommand(accountId, facts));
    const position = await this.accounts.record(accountId, { kind: 'ChangePassword', cause, except }, facts);
    await this.notices.passwordChanged(await this.accounts.known(accountId), alsoBrowsers);
    return position;
  }

  private async end(accountId: string, { except, alsoBrowsers }: Replacement): Promise<void> {
    await this.families.endAccount(accountId, except);
    this.open.forget();
    if (alsoBrowsers) await this.commands.execute(new EndBrowsersCommand(accountId));
  }
}
