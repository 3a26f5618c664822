import { Query, QueryHandler, type IQueryHandler } from '@nestjs/cqrs';
import type { Account, AccountExport } from '../../../../../event-schemas/src/http/accounts';
import { Clock } from '../../../platform/time-and-ids/clock';
import { Accounts } from './accounts';
import { OwnSignInMethods } from './sign-in-methods';

export interface AccountNow {
  readonly account: Account;
  /** Of name and preferences; signing in and out leaves it alone. */
  readonly revision: number;
}

/** One's own account, from its stream: what was just changed is there at once. */
export class AccountQuery extends Query<AccountNow> {
  constructor(readonly accountId: string) {
    super();
  }
}

@QueryHandler(AccountQuery)
export class AccountHandler implements IQueryHandler<AccountQuery> {
  constructor(
    private readonly accounts: Accounts,
    private readonly methods: OwnSignInMethods,
  ) {}

  async execute({ accountId }: AccountQuery): Promise<AccountNow> {
    const known = await this.accounts.known(accountId);
    const { createdAt, preferences, emailChange, accepted, profile } = known;
    const account: Account = {
      id: accountId,
      displayName: profile?.displayName ?? '',
      email: profile?.email ?? '',
      createdAt,
      preferences,
      pendingEmail: emailChange?.email ?? null,
      signInMethods: await this.methods.of(accountId, known),
      accepted,
    };
    return { account, revision: known.profileRevision };
  }
}

/** Exactly what the account group of the privacy policy names: name, email address, login identifiers and account preferences. */
export class AccountExportQuery extends Query<AccountExport> {
  constructor(readonly accountId: string) {
    super();
  }
}

@QueryHandler(AccountExportQuery)
export class AccountExportHandler implements IQueryHandler<AccountExportQuery> {
  constructor(
    private readonly accounts: Accounts,
    private readonly clock: Clock,
  ) {}

  async execute({ accountId }: AccountExportQuery): Promise<AccountExport> {
    const { profile, preferences } = await this.accounts.known(accountId);
    const { displayName, email } = profile ?? { displayName: '', email: '' };
    return { exportedAt: this.clock.now(), account: { name: displayName, email, loginIdentifiers: [email], preferences } };
  }
}
