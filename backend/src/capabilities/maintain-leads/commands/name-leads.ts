import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { IdentityIndex, type Identifiers, type NamedLead } from '../identity/identity-index';

/** Which leads these people are in the workspace; new ids for people who were never seen. One answer per person, in order. */
export class NameLeadsCommand extends Command<readonly NamedLead[]> {
  constructor(
    readonly workspaceId: string,
    readonly people: readonly Identifiers[],
  ) {
    super();
  }
}

@CommandHandler(NameLeadsCommand)
export class NameLeadsHandler implements ICommandHandler<NameLeadsCommand> {
  constructor(private readonly identities: IdentityIndex) {}

  execute({ workspaceId, people }: NameLeadsCommand): Promise<readonly NamedLead[]> {
    return this.identities.name(workspaceId, people);
  }
}
