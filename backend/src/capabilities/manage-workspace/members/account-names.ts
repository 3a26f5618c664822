import { Injectable } from '@nestjs/common';
import { ViewReader } from '../../../platform/projections/view-reader';
import { accountNamesView } from '../views/account-names';

export interface AccountName {
  readonly displayName: string;
  readonly email: string;
}

const NOBODY: AccountName = { displayName: '', email: '' };

/** What accounts call themselves, for listings that show them. Empty for one whose key is gone, or that the view has not met yet. */
@Injectable()
export class AccountNames {
  constructor(private readonly views: ViewReader) {}

  async of(accountIds: readonly string[]): Promise<(accountId: string | null) => AccountName> {
    const found = await this.views
      .collection(accountNamesView)
      .find({ _id: { $in: [...new Set(accountIds)] } })
      .toArray();
    const names = new Map(found.map(({ _id, displayName, email }) => [_id, { displayName, email }]));
    return (accountId) => (accountId === null ? undefined : names.get(accountId)) ?? NOBODY;
  }
}
