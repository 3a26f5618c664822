import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import type { RequestFacts } from '../../../platform/http/request-facts';
import { Accounts } from '../account/accounts';
import type { AcceptedVersion } from '../domain/profile';
import { CredentialStore } from '../secrets/credentials';
import { PasswordHashes } from '../passwords/password-hashes';

export interface NewAccount {
  /** Made by the caller and the same when the command is repeated. */
  readonly accountId: string;
  /** Where the first session opens. */
  readonly workspaceId: string;
  readonly email: string;
  readonly displayName: string;
  /** Fits the rules for passwords. */
  readonly password: string;
  readonly accepted: readonly AcceptedVersion[];
}

export type CreateAccountResult = { readonly kind: 'created' } | { readonly kind: 'refused'; readonly reason: 'AddressTaken' };

/** Makes an account that may sign in. Whether the person is old enough and what was accepted, the caller has made sure of. */
export class CreateAccountCommand extends Command<CreateAccountResult> {
  constructor(
    readonly account: NewAccount,
    readonly facts: RequestFacts,
  ) {
    super();
  }
}

/** The event first: credentials make an account count, so whatever was killed before them left nothing that matters. */
@CommandHandler(CreateAccountCommand)
export class CreateAccountHandler implements ICommandHandler<CreateAccountCommand> {
  constructor(
    private readonly accounts: Accounts,
    private readonly hashes: PasswordHashes,
    private readonly credentials: CredentialStore,
  ) {}

  async execute({ account, facts }: CreateAccountCommand): Promise<CreateAccountResult> {
    const { accountId, workspaceId, email, displayName, password, accepted } = account;
    const holder = await this.credentials.find(email);
    if (holder !== null && holder.accountId !== accountId) return { kind: 'refused', reason: 'AddressTaken' };
    const passwordHash = await this.hashes.hash(password);
    // A repetition with another name: the first stands.
    await this.accounts.run(accountId, { kind: 'CreateAccount', email: email.trim(), displayName, accepted }, facts);
    if (await this.credentials.add(email, { accountId, workspaceId, passwordHash })) return { kind: 'created' };
    const winner = await this.credentials.find(email);
    if (winner?.accountId !== accountId) return { kind: 'refused', reason: 'AddressTaken' };
    // The same try again, whose answer was lost: the password typed last is the one that the person knows.
    await this.credentials.setPassword(accountId, passwordHash);
    return { kind: 'created' };
  }
}
