import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import type { RequestFacts } from '../../../platform/http/request-facts';
import { OpenSessions } from '../../../platform/identity/open-sessions';
import type { Principal } from '../../../platform/identity/principal';
import { Sessions } from '../sessions/sessions';

/** Answers with the log position reached. */
export class SignOutCommand extends Command<string> {
  constructor(
    readonly principal: Pick<Principal, 'accountId' | 'sessionId'>,
    readonly facts: RequestFacts,
  ) {
    super();
  }
}

@CommandHandler(SignOutCommand)
export class SignOutHandler implements ICommandHandler<SignOutCommand> {
  constructor(
    private readonly sessions: Sessions,
    private readonly open: OpenSessions,
  ) {}

  async execute({ principal, facts }: SignOutCommand): Promise<string> {
    const position = await this.sessions.end(principal, 'user', facts);
    this.open.forget();
    return position;
  }
}
