import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import type { EmailConfirmation } from '../../../../../event-schemas/src/http/accounts';
import type { RequestFacts } from '../../../platform/http/request-facts';
import { Accounts } from '../account/accounts';
import { CredentialStore } from '../secrets/credentials';
import { EmailChanges, type Confirmations } from '../secrets/email-changes';

export type ConfirmEmailResult =
  | { readonly kind: 'confirmed'; readonly state: EmailConfirmation['state']; readonly position: string | null }
  | { readonly kind: 'refused'; readonly reason: 'LinkOver' | 'AddressTaken' };

export class ConfirmEmailCommand extends Command<ConfirmEmailResult> {
  constructor(
    readonly token: string,
    readonly facts: RequestFacts,
  ) {
    super();
  }
}

@CommandHandler(ConfirmEmailCommand)
export class ConfirmEmailHandler implements ICommandHandler<ConfirmEmailCommand> {
  constructor(
    private readonly changes: EmailChanges,
    private readonly credentials: CredentialStore,
    private readonly accounts: Accounts,
  ) {}

  async execute({ token, facts }: ConfirmEmailCommand): Promise<ConfirmEmailResult> {
    const found = await this.changes.confirm(token);
    if (found === null) return { kind: 'refused', reason: 'LinkOver' };
    if (!found.oldConfirmed) return { kind: 'confirmed', state: 'waits-for-old-address', position: null };
    if (!found.newConfirmed) return { kind: 'confirmed', state: 'waits-for-new-address', position: null };
    return this.change(found, facts);
  }

  /** The vault first: one write moves the right to sign in. Killed between the two, the same link brings the event. */
  private async change({ accountId, changeId }: Confirmations, facts: RequestFacts): Promise<ConfirmEmailResult> {
    const { emailChange } = await this.accounts.known(accountId);
    // It counted already, and only the answer was lost.
    if (emailChange === null) return { kind: 'confirmed', state: 'changed', position: null };
    if (emailChange.changeId !== changeId) return { kind: 'refused', reason: 'LinkOver' };
    if (!(await this.credentials.setEmail(accountId, emailChange.email))) {
      await this.changes.withdraw(accountId);
      await this.accounts.record(accountId, { kind: 'CancelEmailChange', changeId, cause: 'address-taken' }, facts);
      return { kind: 'refused', reason: 'AddressTaken' };
    }
    return { kind: 'confirmed', state: 'changed', position: await this.accounts.record(accountId, { kind: 'ChangeEmail', changeId }, facts) };
  }
}
