import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import type { CommandContext } from '../../../platform/decider/command-context';
import { DeciderRunner } from '../../../platform/decider/decider-runner';
import { OpenSessions } from '../../../platform/identity/open-sessions';
import { SessionFamilies } from '../../../platform/identity/session-families';
import { Standings } from '../../../platform/identity/standings';
import { workspace, workspaceStream } from '../domain/workspace';
import type { WorkspaceAnswer } from './answers';

/** Removes somebody, or lets the one who asks leave. */
export class RemoveMemberCommand extends Command<WorkspaceAnswer> {
  constructor(
    readonly workspaceId: string,
    readonly by: string,
    readonly accountId: string,
    readonly context: CommandContext,
  ) {
    super();
  }
}

@CommandHandler(RemoveMemberCommand)
export class RemoveMemberHandler implements ICommandHandler<RemoveMemberCommand> {
  constructor(
    private readonly runner: DeciderRunner,
    private readonly standings: Standings,
    private readonly families: SessionFamilies,
    private readonly open: OpenSessions,
  ) {}

  /** The stream first: whoever is no member there is out, whatever the vault says. Their browsers are signed out after it, to be paired anew if they return. */
  async execute({ workspaceId, by, accountId, context }: RemoveMemberCommand): Promise<WorkspaceAnswer> {
    // A route about oneself is open to people who still owe the workspace a second factor; acting on others is not.
    if (by !== accountId && (await this.standings.of(by, workspaceId))?.secondFactorMissing !== false) return { kind: 'rejected', reason: 'NotPermitted' };
    const command = { kind: 'RemoveMember', by, accountId, at: context.occurredAt } as const;
    const result = await this.runner.run(workspace, workspaceStream(workspaceId), command, context);
    this.standings.forget();
    if (result.kind === 'rejected') return { kind: 'rejected', reason: result.reason };
    for (const event of result.events) if (event.type === 'BrowserRevoked') await this.families.endBrowser(workspaceId, event.clear.browserId);
    this.open.forget();
    return { kind: 'accepted', revision: result.revision, position: result.position };
  }
}
