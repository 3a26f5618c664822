import { Query, QueryHandler, type IQueryHandler } from '@nestjs/cqrs';
import type { Invitation } from '../../../../../event-schemas/src/http/members';
import type { Page } from '../../../../../event-schemas/src/http/page';
import { decodeCursor, encodeCursor } from '../../../platform/http/cursor';
import { ViewReader } from '../../../platform/projections/view-reader';
import { Clock } from '../../../platform/time-and-ids/clock';
import { AccountNames } from '../members/account-names';
import { invitationsView } from './invitations';

/** Newest first. */
export class InvitationsQuery extends Query<Page<Invitation>> {
  constructor(
    readonly workspaceId: string,
    readonly limit: number,
    readonly cursor: string | null,
  ) {
    super();
  }
}

const SORT = 'invitations';

@QueryHandler(InvitationsQuery)
export class InvitationsHandler implements IQueryHandler<InvitationsQuery> {
  constructor(
    private readonly views: ViewReader,
    private readonly names: AccountNames,
    private readonly clock: Clock,
  ) {}

  async execute({ workspaceId, limit, cursor }: InvitationsQuery): Promise<Page<Invitation>> {
    const found = await this.views
      .collection(invitationsView)
      .find({ workspaceId, ...(cursor === null ? {} : olderThan(cursor)) })
      .sort({ invitedAt: -1, _id: 1 })
      .limit(limit + 1)
      .toArray();
    const page = found.slice(0, limit);
    const last = page.at(-1);
    const names = await this.names.of(page.flatMap(({ invitedBy }) => invitedBy ?? []));
    const now = this.clock.now();
    const items = page.map(({ _id, email, role, invitedBy, invitedAt, expiresAt, state }): Invitation => {
      const shown = state === 'open' && expiresAt <= now ? 'expired' : state;
      return { id: _id, email, role, invitedBy: names(invitedBy).displayName, invitedAt, expiresAt, state: shown };
    });
    return { items, next: found.length > limit && last !== undefined ? encodeCursor(SORT, [last.invitedAt, last._id]) : null };
  }
}

function olderThan(cursor: string): object {
  const [invitedAt, id] = decodeCursor(cursor, SORT, 2);
  return { $or: [{ invitedAt: { $lt: invitedAt } }, { invitedAt, _id: { $gt: id } }] };
}
