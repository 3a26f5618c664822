import { Query, QueryHandler, type IQueryHandler } from '@nestjs/cqrs';
import { CredentialStore } from '../secrets/credentials';

/** The account that signs in with the address, or null. Never for an answer to somebody who did not prove to own the address. */
export class AccountOfEmailQuery extends Query<string | null> {
  constructor(readonly email: string) {
    super();
  }
}

@QueryHandler(AccountOfEmailQuery)
export class AccountOfEmailHandler implements IQueryHandler<AccountOfEmailQuery> {
  constructor(private readonly credentials: CredentialStore) {}

  async execute({ email }: AccountOfEmailQuery): Promise<string | null> {
    return (await this.credentials.find(email))?.accountId ?? null;
  }
}
