import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import type { CommandContext } from '../../../platform/decider/command-context';
import { DeciderRunner } from '../../../platform/decider/decider-runner';
import { Keyring } from '../../../platform/sealing/keyring';
import { leadDecider, leadStream, type Profile, type RecordLead } from '../domain/lead';
import { outcomeOf, type LeadOutcome } from '../domain/outcome';

/** Where the leads were seen. */
export type Sighting = Pick<RecordLead, 'importId' | 'pageNumber' | 'layout' | 'parserVersion'>;

export interface SeenLead {
  readonly leadId: string;
  /** True when the id was named by this very request, so that its stream is expected to be empty. */
  readonly fresh: boolean;
  readonly profile: Profile;
  readonly fieldRules: RecordLead['fieldRules'];
  readonly conflicts: RecordLead['conflicts'];
}

export interface RecordedLeads {
  /** A lead whose key is gone is missing here: nothing was written about it. */
  readonly outcomes: readonly { readonly leadId: string; readonly outcome: LeadOutcome }[];
}

/**
 * All leads of one page, each once. A repetition with the same command id gives the same outcomes. After a failure some
 * leads may be written; the same command writes the rest.
 */
export class RecordLeadsCommand extends Command<RecordedLeads> {
  constructor(
    readonly context: CommandContext & { readonly workspaceId: string },
    readonly sighting: Sighting,
    readonly leads: readonly SeenLead[],
  ) {
    super();
  }
}

@CommandHandler(RecordLeadsCommand)
export class RecordLeadsHandler implements ICommandHandler<RecordLeadsCommand> {
  constructor(
    private readonly runner: DeciderRunner,
    private readonly keyring: Keyring,
  ) {}

  async execute({ context, sighting, leads }: RecordLeadsCommand): Promise<RecordedLeads> {
    const subjects = leads.map(({ leadId, fresh }) => ({ role: 'lead', subjectId: leadId, fresh }) as const);
    await this.keyring.ensure(context.workspaceId, subjects, context);
    // Every lead is tried, also when one fails: what is written now need not be written by the repetition.
    const results = await Promise.allSettled(leads.map((lead) => this.record(context, sighting, lead)));
    return {
      outcomes: results.flatMap((result) => {
        if (result.status === 'rejected') throw result.reason;
        return result.value === null ? [] : [result.value];
      }),
    };
  }

  private async record(context: CommandContext, sighting: Sighting, lead: SeenLead): Promise<RecordedLeads['outcomes'][number] | null> {
    const { leadId, fresh, profile, fieldRules, conflicts } = lead;
    const command: RecordLead = { kind: 'RecordLead', ...sighting, profile, fieldRules, conflicts };
    const result = await this.runner.run(leadDecider, leadStream(leadId), command, context, { expectNew: fresh });
    return result.kind === 'rejected' ? null : { leadId, outcome: outcomeOf(result.events.map(({ type }) => type)) };
  }
}
