import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import type { CommandContext } from '../../../platform/decider/command-context';
import { DeciderRunner, type RunResult } from '../../../platform/decider/decider-runner';
import type { NewWorkspaceEvent } from '../../../../../event-schemas/src/workspace/events';
import { workspace, workspaceStream } from '../domain/workspace';
import type { WorkspaceRejection } from '../domain/workspace-state';

export class CreateWorkspaceCommand extends Command<RunResult<NewWorkspaceEvent, WorkspaceRejection>> {
  constructor(
    readonly workspaceId: string,
    readonly ownerAccountId: string,
    readonly name: string,
    readonly context: CommandContext,
  ) {
    super();
  }
}

@CommandHandler(CreateWorkspaceCommand)
export class CreateWorkspaceHandler implements ICommandHandler<CreateWorkspaceCommand> {
  constructor(private readonly runner: DeciderRunner) {}

  execute({ workspaceId, ownerAccountId, name, context }: CreateWorkspaceCommand): Promise<RunResult<NewWorkspaceEvent, WorkspaceRejection>> {
    return this.runner.run(workspace, workspaceStream(workspaceId), { kind: 'CreateWorkspace', ownerAccountId, name }, context);
  }
}
