import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import type { RequestFacts } from '../../../platform/http/request-facts';
import { OpenSessions } from '../../../platform/identity/open-sessions';
import { SessionFamilies } from '../../../platform/identity/session-families';
import { Sessions } from '../sessions/sessions';

/** The session that a browser still had when somebody signed in anew. */
export class EndFormerSessionCommand extends Command<void> {
  constructor(
    readonly refreshToken: string,
    readonly facts: RequestFacts,
  ) {
    super();
  }
}

@CommandHandler(EndFormerSessionCommand)
export class EndFormerSessionHandler implements ICommandHandler<EndFormerSessionCommand> {
  constructor(
    private readonly families: SessionFamilies,
    private readonly sessions: Sessions,
    private readonly open: OpenSessions,
  ) {}

  async execute({ refreshToken, facts }: EndFormerSessionCommand): Promise<void> {
    const former = await this.families.holderOf(refreshToken);
    if (former?.kind !== 'account' || !(await this.families.isOpen(former.sessionId))) return;
    await this.sessions.end(former, 'user', facts);
    this.open.forget();
  }
}
