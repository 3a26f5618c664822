import { Command, CommandBus, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import type { TransferOwnershipRequest } from '../../../../../event-schemas/src/http/members';
import type { CommandContext } from '../../../platform/decider/command-context';
import type { RequestFacts } from '../../../platform/http/request-facts';
import { ProvePasswordCommand } from '../../sign-in';
import { ActInWorkspaceCommand } from './act-in-workspace';
import type { WorkspaceAnswer } from './answers';

export type TransferOwnershipResult = WorkspaceAnswer | { readonly kind: 'wrong' } | { readonly kind: 'too-many-tries'; readonly retryAfterSeconds: number };

/** The other becomes the owner, the one who asks an admin. Asks for the password, so that an unattended screen is not enough. */
export class TransferOwnershipCommand extends Command<TransferOwnershipResult> {
  constructor(
    readonly workspaceId: string,
    readonly by: string,
    readonly request: TransferOwnershipRequest,
    readonly context: CommandContext,
    readonly facts: RequestFacts,
  ) {
    super();
  }
}

@CommandHandler(TransferOwnershipCommand)
export class TransferOwnershipHandler implements ICommandHandler<TransferOwnershipCommand> {
  constructor(private readonly commands: CommandBus) {}

  async execute({ workspaceId, by, request, context, facts }: TransferOwnershipCommand): Promise<TransferOwnershipResult> {
    const proof = await this.commands.execute(new ProvePasswordCommand(by, request.password, facts));
    if (proof.kind !== 'proved') return proof;
    const act = { kind: 'TransferOwnership', by, toAccountId: request.toAccountId } as const;
    return this.commands.execute(new ActInWorkspaceCommand(workspaceId, act, context));
  }
}
