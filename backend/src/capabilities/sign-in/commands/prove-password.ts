import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import type { RequestFacts } from '../../../platform/http/request-facts';
import { PasswordProofs, type Proof } from '../passwords/password-proofs';

/** Whether somebody signed in knows the password of the account; counted, and held back like signing in. */
export class ProvePasswordCommand extends Command<Proof> {
  constructor(
    readonly accountId: string,
    readonly password: string,
    readonly facts: RequestFacts,
  ) {
    super();
  }
}

@CommandHandler(ProvePasswordCommand)
export class ProvePasswordHandler implements ICommandHandler<ProvePasswordCommand> {
  constructor(private readonly proofs: PasswordProofs) {}

  execute({ accountId, password, facts }: ProvePasswordCommand): Promise<Proof> {
    return this.proofs.check(accountId, password, facts);
  }
}
