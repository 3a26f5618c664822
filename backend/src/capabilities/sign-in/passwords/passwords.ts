import { Inject, Injectable } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import type { RequestFacts } from '../../../platform/http/request-facts';
import { OpenSessions } from '../../../platform/identity/open-sessions';
import { SessionFamilies } from '../../../platform/identity/session-families';
import { LOG, faultFacts, type Log } from '../../../platform/observability/log';
import { Clock } from '../../../platform/time-and-ids/clock';
import { Ids } from '../../../platform/time-and-ids/ids';
import { EndBrowsersCommand } from '../../manage-workspace';
import type { ChangePassword } from '../domain/account-sessions';
import { CredentialStore } from '../secrets/credentials';
import { PasswordChanges } from './password-changes';
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
    private readonly changes: PasswordChanges,
    private readonly commands: CommandBus,
    private readonly clock: Clock,
    private readonly ids: Ids,
    @Inject(LOG) private readonly log: Log,
  ) {}

  /**
   * Every session but the excepted one is over before the new password counts, and those that came in between are over after it.
   * Only the vault is needed: an outage of the event store leaves the password in force, and what is missing to the next sign-in or renewal.
   * Answers with the log position reached; null when there is none yet.
   */
  async replace(accountId: string, password: string, replacement: Replacement, facts: RequestFacts): Promise<string | null> {
    const { cause, except, alsoBrowsers } = replacement;
    const passwordHash = await this.hashes.hash(password);
    await this.resets.withdraw(accountId);
    await this.end(accountId, replacement);
    await this.credentials.replacePassword(accountId, passwordHash, { commandId: this.ids.next(), changedAt: this.clock.now(), cause, except, alsoBrowsers });
    await this.end(accountId, replacement);
    try {
      return await this.changes.finish(accountId, facts);
    } catch (error) {
      this.log.error({ requestId: facts.correlationId, account: accountId, fault: faultFacts(error) }, 'another password counts and is not recorded yet');
      return null;
    }
  }

  private async end(accountId: string, { except, alsoBrowsers }: Replacement): Promise<void> {
    await this.families.endAccount(accountId, except);
    this.open.forget();
    if (alsoBrowsers) await this.commands.execute(new EndBrowsersCommand(accountId));
  }
}
