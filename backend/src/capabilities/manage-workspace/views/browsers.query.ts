import { Query, QueryHandler, type IQueryHandler } from '@nestjs/cqrs';
import type { PairedBrowser } from '../../../../../event-schemas/src/http/manage-workspace';
import { ViewReader } from '../../../platform/projections/view-reader';
import { accountNamesView } from './account-names';
import { browsersView } from './browsers';

/** Newest first. */
export class BrowsersQuery extends Query<readonly PairedBrowser[]> {
  constructor(readonly workspaceId: string) {
    super();
  }
}

const MOST = 1_000;

@QueryHandler(BrowsersQuery)
export class BrowsersHandler implements IQueryHandler<BrowsersQuery> {
  constructor(private readonly views: ViewReader) {}

  async execute({ workspaceId }: BrowsersQuery): Promise<readonly PairedBrowser[]> {
    const browsers = await this.views.collection(browsersView).find({ workspaceId }).sort({ pairedAt: -1, _id: 1 }).limit(MOST).toArray();
    const accountIds = [...new Set(browsers.map(({ accountId }) => accountId))];
    const accounts = await this.views
      .collection(accountNamesView)
      .find({ _id: { $in: accountIds } })
      .toArray();
    const names = new Map(accounts.map(({ _id, displayName }) => [_id, displayName]));
    return browsers.map(({ _id, accountId, name, extensionVersion, pairedAt, status, revokedAt }) => ({
      id: _id,
      name,
      extensionVersion,
      pairedAt,
      pairedBy: names.get(accountId) ?? '',
      status,
      revokedAt,
    }));
  }
}
