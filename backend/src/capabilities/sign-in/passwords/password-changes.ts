import { Injectable } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import type { RequestFacts } from '../../../platform/http/request-facts';
import { UnpairBrowsersCommand } from '../../manage-workspace';
import { Accounts } from '../account/accounts';
import { Notices } from '../notices/notices';
import { CredentialStore } from '../secrets/credentials';

/** What remains to be done once another password counts: browsers, record, notice. */
@Injectable()
export class PasswordChanges {
  constructor(
    private readonly credentials: CredentialStore,
    private readonly accounts: Accounts,
    private readonly notices: Notices,
    private readonly commands: CommandBus,
  ) {}

  /**
   * The vault remembers a change until all is done, so whoever comes next finishes what an outage or a kill has left. Under the same command id
   * it is recorded once; the notice may come twice. Answers with the log position reached; null when there was nothing to do.
   */
  async finish(accountId: string, facts: RequestFacts): Promise<string | null> {
    let position: string | null = null;
    for (const { commandId, changedAt, cause, except, alsoBrowsers } of await this.credentials.unrecordedChanges(accountId)) {
      if (alsoBrowsers) await this.commands.execute(new UnpairBrowsersCommand(accountId, facts));
      const recorded = { commandId, occurredAt: changedAt };
      position = await this.accounts.record(accountId, { kind: 'ChangePassword', cause, except }, facts, recorded);
      await this.notices.passwordChanged(await this.accounts.known(accountId), alsoBrowsers);
      await this.credentials.changeRecorded(accountId, commandId);
    }
    return position;
  }
}
