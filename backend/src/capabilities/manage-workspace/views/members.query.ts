import { Query, QueryBus, QueryHandler, type IQueryHandler } from '@nestjs/cqrs';
import type { Member } from '../../../../../event-schemas/src/http/members';
import type { Page } from '../../../../../event-schemas/src/http/page';
import { decodeCursor, encodeCursor } from '../../../platform/http/cursor';
import { ViewReader } from '../../../platform/projections/view-reader';
import { HasSecondFactorQuery } from '../../sign-in';
import { AccountNames } from '../members/account-names';
import { membersView } from './members';

/** In the order in which they came. */
export class MembersQuery extends Query<Page<Member>> {
  constructor(
    readonly workspaceId: string,
    readonly limit: number,
    readonly cursor: string | null,
  ) {
    super();
  }
}

const SORT = 'members';

@QueryHandler(MembersQuery)
export class MembersHandler implements IQueryHandler<MembersQuery> {
  constructor(
    private readonly views: ViewReader,
    private readonly names: AccountNames,
    private readonly queries: QueryBus,
  ) {}

  async execute({ workspaceId, limit, cursor }: MembersQuery): Promise<Page<Member>> {
    const found = await this.views
      .collection(membersView)
      .find({ workspaceId, ...(cursor === null ? {} : after(cursor)) })
      .sort({ joinedAt: 1, _id: 1 })
      .limit(limit + 1)
      .toArray();
    const page = found.slice(0, limit);
    const last = page.at(-1);
    const names = await this.names.of(page.map(({ accountId }) => accountId));
    const items = await Promise.all(
      page.map(async ({ accountId, role, joinedAt, limits, suspended }): Promise<Member> => {
        const { displayName, email } = names(accountId);
        const secondFactor = await this.queries.execute(new HasSecondFactorQuery(accountId));
        return { accountId, displayName, email, role, joinedAt, secondFactor, limits, suspended };
      }),
    );
    return { items, next: found.length > limit && last !== undefined ? encodeCursor(SORT, [last.joinedAt, last._id]) : null };
  }
}

function after(cursor: string): object {
  const [joinedAt, id] = decodeCursor(cursor, SORT, 2);
  return { $or: [{ joinedAt: { $gt: joinedAt } }, { joinedAt, _id: { $gt: id } }] };
}
