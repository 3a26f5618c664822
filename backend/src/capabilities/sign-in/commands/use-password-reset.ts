import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import type { UsePasswordResetRequest } from '../../../../../event-schemas/src/http/accounts';
import type { RequestFacts } from '../../../platform/http/request-facts';
import { Passwords } from '../passwords';
import { ResetTokens } from '../secrets/one-time-tokens';

/** Answers with the log position reached; null: the link is used up, out of date or invented. */
export class UsePasswordResetCommand extends Command<string | null> {
  constructor(
    readonly request: UsePasswordResetRequest,
    readonly facts: RequestFacts,
  ) {
    super();
  }
}

/** The token is used up first: whatever is killed after that, nobody can use it again. */
@CommandHandler(UsePasswordResetCommand)
export class UsePasswordResetHandler implements ICommandHandler<UsePasswordResetCommand> {
  constructor(
    private readonly resets: ResetTokens,
    private readonly passwords: Passwords,
  ) {}

  async execute({ request, facts }: UsePasswordResetCommand): Promise<string | null> {
    const accountId = await this.resets.use(request.token);
    return accountId === null ? null : this.passwords.replace(accountId, request.password, { cause: 'reset', except: null }, facts);
  }
}
