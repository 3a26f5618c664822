import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import type { RequestFacts } from '../../../platform/http/request-facts';
import { Accounts } from '../account/accounts';
import { EmailChanges } from '../secrets/email-changes';

/** By the person on the account page, or by the token that the old address was sent. Null: nothing to cancel by that token. */
export class CancelEmailChangeCommand extends Command<string | null> {
  constructor(
    readonly by: { readonly accountId: string } | { readonly token: string },
    readonly facts: RequestFacts,
  ) {
    super();
  }
}

/** The vault first: from then on nobody can confirm it. */
@CommandHandler(CancelEmailChangeCommand)
export class CancelEmailChangeHandler implements ICommandHandler<CancelEmailChangeCommand> {
  constructor(
    private readonly changes: EmailChanges,
    private readonly accounts: Accounts,
  ) {}

  async execute({ by, facts }: CancelEmailChangeCommand): Promise<string | null> {
    if ('token' in by) {
      const found = await this.changes.cancel(by.token);
      return found === null ? null : this.record(found.accountId, found.changeId, facts);
    }
    await this.changes.withdraw(by.accountId);
    const { emailChange } = await this.accounts.known(by.accountId);
    return emailChange === null ? null : this.record(by.accountId, emailChange.changeId, facts);
  }

  private record(accountId: string, changeId: string, facts: RequestFacts): Promise<string> {
    return this.accounts.record(accountId, { kind: 'CancelEmailChange', changeId, cause: 'user' }, facts);
  }
}
