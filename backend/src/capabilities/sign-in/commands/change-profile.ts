import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import type { ChangeAccountRequest } from '../../../../../event-schemas/src/http/accounts';
import type { RequestFacts } from '../../../platform/http/request-facts';
import { Accounts, type AccountResult } from '../account/accounts';

export class ChangeProfileCommand extends Command<AccountResult> {
  constructor(
    readonly accountId: string,
    readonly change: ChangeAccountRequest,
    /** The revision that the person saw; null asks for no check. */
    readonly expectedRevision: number | null,
    readonly facts: RequestFacts,
  ) {
    super();
  }
}

@CommandHandler(ChangeProfileCommand)
export class ChangeProfileHandler implements ICommandHandler<ChangeProfileCommand> {
  constructor(private readonly accounts: Accounts) {}

  execute({ accountId, change, expectedRevision, facts }: ChangeProfileCommand): Promise<AccountResult> {
    return this.accounts.run(accountId, { kind: 'ChangeProfile', ...change, expectedRevision }, facts);
  }
}
