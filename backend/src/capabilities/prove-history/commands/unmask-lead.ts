import { Command, CommandHandler, QueryBus, type ICommandHandler } from '@nestjs/cqrs';
import type { CommandContext } from '../../../platform/decider/command-context';
import { DeciderRunner } from '../../../platform/decider/decider-runner';
import { LeadQuery } from '../../maintain-leads';
import { auditAccess, auditAccessStream } from '../domain/audit-access';

/** Null: the workspace has no such lead, and nothing was recorded. Otherwise the log position reached. */
export type Unmasking = { readonly position: string } | null;

export class UnmaskLeadCommand extends Command<Unmasking> {
  constructor(
    readonly workspaceId: string,
    readonly leadId: string,
    readonly accountId: string,
    readonly reason: string,
    readonly context: CommandContext,
  ) {
    super();
  }
}

@CommandHandler(UnmaskLeadCommand)
export class UnmaskLeadHandler implements ICommandHandler<UnmaskLeadCommand> {
  constructor(
    private readonly runner: DeciderRunner,
    private readonly queries: QueryBus,
  ) {}

  async execute({ workspaceId, leadId, accountId, reason, context }: UnmaskLeadCommand): Promise<Unmasking> {
    if ((await this.queries.execute(new LeadQuery(workspaceId, leadId))) === null) return null;
    const command = { kind: 'UnmaskLead', leadId, accountId, reason } as const;
    // The command id names the stream: a repetition of the request finds what it recorded.
    const { position } = accepted(await this.runner.run(auditAccess, auditAccessStream(context.commandId), command, context));
    return { position };
  }
}

function accepted<T extends { readonly kind: 'accepted' | 'rejected' }>(result: T): Extract<T, { kind: 'accepted' }> {
  if (result.kind === 'rejected') throw new Error('A look at a lead is never refused by its own stream');
  return result as Extract<T, { kind: 'accepted' }>;
}
