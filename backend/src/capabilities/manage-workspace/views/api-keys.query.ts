import { Query, QueryHandler, type IQueryHandler } from '@nestjs/cqrs';
import type { ApiKey } from '../../../../../event-schemas/src/http/api-keys';
import type { Page } from '../../../../../event-schemas/src/http/page';
import { decodeCursor, encodeCursor } from '../../../platform/http/cursor';
import { ViewReader } from '../../../platform/projections/view-reader';
import { Clock } from '../../../platform/time-and-ids/clock';
import { AccountNames } from '../members/account-names';
import { ApiKeySecrets } from '../api-keys/api-key-secrets';
import { shownApiKey } from '../api-keys/shown-api-key';
import { apiKeysView } from './api-keys';

/** Newest first. */
export class ApiKeysQuery extends Query<Page<ApiKey>> {
  constructor(
    readonly workspaceId: string,
    readonly limit: number,
    readonly cursor: string | null,
  ) {
    super();
  }
}

const SORT = 'api-keys';

@QueryHandler(ApiKeysQuery)
export class ApiKeysHandler implements IQueryHandler<ApiKeysQuery> {
  constructor(
    private readonly views: ViewReader,
    private readonly names: AccountNames,
    private readonly secrets: ApiKeySecrets,
    private readonly clock: Clock,
  ) {}

  async execute({ workspaceId, limit, cursor }: ApiKeysQuery): Promise<Page<ApiKey>> {
    const found = await this.views
      .collection(apiKeysView)
      .find({ workspaceId, ...(cursor === null ? {} : olderThan(cursor)) })
      .sort({ createdAt: -1, _id: 1 })
      .limit(limit + 1)
      .toArray();
    const page = found.slice(0, limit);
    const last = page.at(-1);
    const [names, uses] = await Promise.all([this.names.of(page.map(({ accountId }) => accountId)), this.secrets.lastUses(workspaceId)]);
    const now = this.clock.now();
    const items = page.map(({ _id, ...recorded }) => shownApiKey(_id, recorded, names(recorded.accountId).displayName, uses.get(_id) ?? null, now));
    return { items, next: found.length > limit && last !== undefined ? encodeCursor(SORT, [last.createdAt, last._id]) : null };
  }
}

function olderThan(cursor: string): object {
  const [createdAt, id] = decodeCursor(cursor, SORT, 2);
  return { $or: [{ createdAt: { $lt: createdAt } }, { createdAt, _id: { $gt: id } }] };
}
