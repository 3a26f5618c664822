import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import type { RequestFacts } from '../../../platform/http/request-facts';
import { OpenSessions } from '../../../platform/identity/open-sessions';
import type { Principal } from '../../../platform/identity/principal';
import { SessionFamilies } from '../../../platform/identity/session-families';
import { Accounts } from '../account/accounts';

/** One session of the caller's account, or all but the caller's own. Answers with the log position reached; null: no such session. */
export class EndSessionsCommand extends Command<string | null> {
  constructor(
    readonly principal: Pick<Principal, 'accountId' | 'sessionId'>,
    readonly which: { readonly sessionId: string } | 'others',
    readonly facts: RequestFacts,
  ) {
    super();
  }
}

/** The vault first: killed between the two, the session is over all the same. */
@CommandHandler(EndSessionsCommand)
export class EndSessionsHandler implements ICommandHandler<EndSessionsCommand> {
  constructor(
    private readonly families: SessionFamilies,
    private readonly open: OpenSessions,
    private readonly accounts: Accounts,
  ) {}

  async execute({ principal, which, facts }: EndSessionsCommand): Promise<string | null> {
    const { accountId, sessionId } = principal;
    if (which === 'others') await this.families.endAccount(accountId, sessionId);
    else if (!(await this.families.endOwn(accountId, which.sessionId))) return null;
    this.open.forget();
    const command = which === 'others' ? ({ kind: 'EndSessions', except: sessionId } as const) : ({ kind: 'EndSession', ...which, cause: 'user' } as const);
    return this.accounts.record(accountId, command, facts);
  }
}
