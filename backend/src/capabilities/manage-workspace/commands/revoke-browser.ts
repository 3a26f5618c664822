import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import type { NewWorkspaceEvent } from '../../../../../event-schemas/src/workspace/events';
import type { CommandContext } from '../../../platform/decider/command-context';
import { DeciderRunner, type RunResult } from '../../../platform/decider/decider-runner';
import { OpenSessions } from '../../../platform/identity/open-sessions';
import { SessionFamilies, type EndCause } from '../../../platform/identity/session-families';
import { workspace, workspaceStream } from '../domain/workspace';
import type { WorkspaceRejection } from '../domain/workspace-state';

export class RevokeBrowserCommand extends Command<RunResult<NewWorkspaceEvent, WorkspaceRejection>> {
  constructor(
    readonly workspaceId: string,
    readonly browserId: string,
    readonly cause: EndCause,
    readonly context: CommandContext,
  ) {
    super();
  }
}

@CommandHandler(RevokeBrowserCommand)
export class RevokeBrowserHandler implements ICommandHandler<RevokeBrowserCommand> {
  constructor(
    private readonly runner: DeciderRunner,
    private readonly families: SessionFamilies,
    private readonly open: OpenSessions,
  ) {}

  /**
   * The vault first: killed between the two, the browser is already out and the repeated command records it. The vault again
   * afterwards, because a claim of the same browser may have opened its session in between.
   */
  async execute({ workspaceId, browserId, cause, context }: RevokeBrowserCommand): Promise<RunResult<NewWorkspaceEvent, WorkspaceRejection>> {
    await this.families.endBrowser(workspaceId, browserId);
    this.open.forget();
    const result = await this.runner.run(workspace, workspaceStream(workspaceId), { kind: 'RevokeBrowser', browserId, cause }, context);
    await this.families.endBrowser(workspaceId, browserId);
    this.open.forget();
    return result;
  }
}
