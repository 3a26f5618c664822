import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { OpenSessions } from '../../../platform/identity/open-sessions';
import { SessionFamilies } from '../../../platform/identity/session-families';
import { Pairings } from '../pairing/pairings';

/** Puts out every browser that the account has paired, and pairings under way, without the event store; UnpairBrowsersCommand then records it. */
export class EndBrowsersCommand extends Command<void> {
  constructor(readonly accountId: string) {
    super();
  }
}

@CommandHandler(EndBrowsersCommand)
export class EndBrowsersHandler implements ICommandHandler<EndBrowsersCommand> {
  constructor(
    private readonly pairings: Pairings,
    private readonly families: SessionFamilies,
    private readonly open: OpenSessions,
  ) {}

  /** Pairings first: a claim looks again whether its pairing stands once its session is open, so that one of the two sees the other. */
  async execute({ accountId }: EndBrowsersCommand): Promise<void> {
    await this.pairings.withdraw(accountId);
    await this.families.endBrowsersOf(accountId);
    this.open.forget();
  }
}
