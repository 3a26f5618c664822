import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import type { CommandContext } from '../../../platform/decider/command-context';
import { DeciderRunner } from '../../../platform/decider/decider-runner';
import { ApiKeys } from '../../../platform/identity/api-keys';
import { Standings } from '../../../platform/identity/standings';
import { workspace, workspaceStream, type WorkspaceCommand } from '../domain/workspace';
import type { WorkspaceAnswer } from './answers';

/** What needs nothing but the stream: acts on members, rules and API keys that touch no secret. */
export type WorkspaceAct = Extract<
  WorkspaceCommand,
  { kind: 'ChangeWorkspace' | 'ChangeMember' | 'SuspendMember' | 'LiftSuspension' | 'AppealSuspension' | 'TransferOwnership' | 'RevokeApiKey' }
>;

export class ActInWorkspaceCommand extends Command<WorkspaceAnswer> {
  constructor(
    readonly workspaceId: string,
    readonly act: WorkspaceAct,
    readonly context: CommandContext,
  ) {
    super();
  }
}

@CommandHandler(ActInWorkspaceCommand)
export class ActInWorkspaceHandler implements ICommandHandler<ActInWorkspaceCommand> {
  constructor(
    private readonly runner: DeciderRunner,
    private readonly standings: Standings,
    private readonly keys: ApiKeys,
  ) {}

  async execute({ workspaceId, act, context }: ActInWorkspaceCommand): Promise<WorkspaceAnswer> {
    const result = await this.runner.run(workspace, workspaceStream(workspaceId), act, context);
    this.standings.forget();
    this.keys.forget();
    if (result.kind === 'rejected') return { kind: 'rejected', reason: result.reason };
    return { kind: 'accepted', revision: result.revision, position: result.position };
  }
}
