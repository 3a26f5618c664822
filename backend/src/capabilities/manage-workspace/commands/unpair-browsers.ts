import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { DeciderRunner } from '../../../platform/decider/decider-runner';
import type { RequestFacts } from '../../../platform/http/request-facts';
import { commandContext } from '../../../platform/identity/command-context';
import { OpenSessions } from '../../../platform/identity/open-sessions';
import { SessionFamilies } from '../../../platform/identity/session-families';
import { Clock } from '../../../platform/time-and-ids/clock';
import { Ids } from '../../../platform/time-and-ids/ids';
import { workspace, workspaceStream } from '../domain/workspace';
import { GROUNDS } from '../grounds';
import { Pairings } from '../pairing/pairings';

/** Revokes every browser that the account has paired, in all its workspaces, and pairings under way. */
export class UnpairBrowsersCommand extends Command<void> {
  constructor(
    readonly accountId: string,
    readonly facts: RequestFacts,
  ) {
    super();
  }
}

@CommandHandler(UnpairBrowsersCommand)
export class UnpairBrowsersHandler implements ICommandHandler<UnpairBrowsersCommand> {
  constructor(
    private readonly pairings: Pairings,
    private readonly families: SessionFamilies,
    private readonly open: OpenSessions,
    private readonly runner: DeciderRunner,
    private readonly clock: Clock,
    private readonly ids: Ids,
  ) {}

  /** The vault first: killed before the streams say so, the browsers are out already. Those that were over are asked for too, so that the same command finishes. */
  async execute({ accountId, facts }: UnpairBrowsersCommand): Promise<void> {
    await this.pairings.withdraw(accountId);
    const browsers = await this.families.endBrowsersOf(accountId);
    this.open.forget();
    for (const { workspaceId, browserId } of browsers) {
      const context = commandContext({ kind: 'account', accountId, workspaceId }, facts, this.ids.next(), this.clock.now(), GROUNDS);
      await this.runner.run(workspace, workspaceStream(workspaceId), { kind: 'RevokeBrowser', browserId, cause: 'user' }, context);
    }
  }
}
