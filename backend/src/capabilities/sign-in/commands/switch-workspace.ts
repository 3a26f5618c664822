import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import type { Session } from '../../../../../event-schemas/src/http/sign-in';
import type { Principal } from '../../../platform/identity/principal';
import { Sessions } from '../sessions/sessions';

/** The caller's session goes on in another workspace of the account. Null: the account is not in it. */
export class SwitchWorkspaceCommand extends Command<Session | null> {
  constructor(
    readonly principal: Pick<Principal, 'accountId' | 'sessionId'>,
    readonly workspaceId: string,
  ) {
    super();
  }
}

@CommandHandler(SwitchWorkspaceCommand)
export class SwitchWorkspaceHandler implements ICommandHandler<SwitchWorkspaceCommand> {
  constructor(private readonly sessions: Sessions) {}

  execute({ principal, workspaceId }: SwitchWorkspaceCommand): Promise<Session | null> {
    return this.sessions.moveTo(principal, workspaceId);
  }
}
