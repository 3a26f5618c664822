import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import type { RequestFacts } from '../../../platform/http/request-facts';
import { Sessions, type OpenedSession } from '../sessions/sessions';

/** Signs in somebody who proved by other means who it is, such as with an invitation; to be answered with `answerSession`. */
export class OpenSessionCommand extends Command<OpenedSession> {
  constructor(
    readonly accountId: string,
    readonly workspaceId: string,
    readonly facts: RequestFacts,
  ) {
    super();
  }
}

@CommandHandler(OpenSessionCommand)
export class OpenSessionHandler implements ICommandHandler<OpenSessionCommand> {
  constructor(private readonly sessions: Sessions) {}

  execute({ accountId, workspaceId, facts }: OpenSessionCommand): Promise<OpenedSession> {
    return this.sessions.begin(accountId, workspaceId, facts);
  }
}
