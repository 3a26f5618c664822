import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import type { CommandContext } from '../../../platform/decider/command-context';
import { DeciderRunner } from '../../../platform/decider/decider-runner';
import { workspace, workspaceStream } from '../domain/workspace';
import { InvitationLinks } from '../invitations/invitation-links';
import type { WorkspaceAnswer } from './answers';

export class RevokeInvitationCommand extends Command<WorkspaceAnswer> {
  constructor(
    readonly workspaceId: string,
    readonly by: string,
    readonly invitationId: string,
    readonly context: CommandContext,
  ) {
    super();
  }
}

@CommandHandler(RevokeInvitationCommand)
export class RevokeInvitationHandler implements ICommandHandler<RevokeInvitationCommand> {
  constructor(
    private readonly runner: DeciderRunner,
    private readonly links: InvitationLinks,
  ) {}

  /** The stream decides whether it may be taken back, and refuses every acceptance from then on; the link goes after it. */
  async execute({ workspaceId, by, invitationId, context }: RevokeInvitationCommand): Promise<WorkspaceAnswer> {
    const result = await this.runner.run(workspace, workspaceStream(workspaceId), { kind: 'RevokeInvitation', by, invitationId }, context);
    if (result.kind === 'rejected') return { kind: 'rejected', reason: result.reason };
    await this.links.end(invitationId);
    return { kind: 'accepted', revision: result.revision, position: result.position };
  }
}
