import { Query, QueryHandler, type IQueryHandler } from '@nestjs/cqrs';
import type { PairedBrowser } from '../../../../../event-schemas/src/http/manage-workspace';
import { SessionFamilies } from '../../../platform/identity/session-families';
import { ViewReader } from '../../../platform/projections/view-reader';
import { AccountNames } from '../members/account-names';
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
  constructor(
    private readonly views: ViewReader,
    private readonly names: AccountNames,
    private readonly sessions: SessionFamilies,
  ) {}

  async execute({ workspaceId }: BrowsersQuery): Promise<readonly PairedBrowser[]> {
    const browsers = await this.views.collection(browsersView).find({ workspaceId }).sort({ pairedAt: -1, _id: 1 }).limit(MOST).toArray();
    const [names, uses] = await Promise.all([this.names.of(browsers.map(({ accountId }) => accountId)), this.sessions.lastUsesOfBrowsers(workspaceId)]);
    return browsers.map(({ _id, accountId, name, extensionVersion, pairedAt, status, revokedAt }) => ({
      id: _id,
      name,
      extensionVersion,
      pairedAt,
      pairedBy: names(accountId).displayName,
      lastUsedAt: uses.get(_id) ?? null,
      status,
      revokedAt,
    }));
  }
}
