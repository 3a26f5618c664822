import { Command, CommandHandler, QueryBus, type ICommandHandler } from '@nestjs/cqrs';
import { DeciderRunner } from '../../../platform/decider/decider-runner';
import type { RequestFacts } from '../../../platform/http/request-facts';
import { commandContext } from '../../../platform/identity/command-context';
import { SessionFamilies } from '../../../platform/identity/session-families';
import { Clock } from '../../../platform/time-and-ids/clock';
import { Ids } from '../../../platform/time-and-ids/ids';
import { activeBrowsersOf } from '../domain/browsers';
import { workspace, workspaceStream } from '../domain/workspace';
import { GROUNDS } from '../grounds';
import { WorkspacesQuery } from '../views/workspaces.query';

/** Revokes every browser that the account has paired, in all its workspaces; EndBrowsersCommand has put them out before. */
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
    private readonly families: SessionFamilies,
    private readonly runner: DeciderRunner,
    private readonly queries: QueryBus,
    private readonly clock: Clock,
    private readonly ids: Ids,
  ) {}

  /** By what the streams say: a browser whose claim was killed before its session was open is in none of the vault's lists. The vault's, because the view may lag behind. */
  async execute({ accountId, facts }: UnpairBrowsersCommand): Promise<void> {
    const paired = (await this.families.endBrowsersOf(accountId)).map(({ workspaceId }) => workspaceId);
    const joined = (await this.queries.execute(new WorkspacesQuery(accountId))).map(({ id }) => id);
    for (const workspaceId of new Set([...paired, ...joined])) await this.revokeIn(workspaceId, accountId, facts);
  }

  private async revokeIn(workspaceId: string, accountId: string, facts: RequestFacts): Promise<void> {
    const { state } = await this.runner.load(workspace, workspaceStream(workspaceId));
    if (state.status === 'absent') return;
    for (const browserId of activeBrowsersOf(state, accountId)) {
      const context = commandContext({ kind: 'account', accountId, workspaceId }, facts, this.ids.next(), this.clock.now(), GROUNDS);
      await this.runner.run(workspace, workspaceStream(workspaceId), { kind: 'RevokeBrowser', browserId, cause: 'user' }, context);
    }
  }
}
