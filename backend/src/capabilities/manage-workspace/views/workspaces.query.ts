import { Query, QueryHandler, type IQueryHandler } from '@nestjs/cqrs';
import type { OwnWorkspace } from '../../../../../event-schemas/src/http/accounts';
import { ViewReader } from '../../../platform/projections/view-reader';
import { membersView } from './members';
import { workspacesView } from './workspaces';

const MOST = 1_000;

/** The workspaces an account is in, or the one of them that is asked for, in the order in which it joined them; at most a thousand. */
export class WorkspacesQuery extends Query<readonly OwnWorkspace[]> {
  constructor(
    readonly accountId: string,
    readonly only: string | null = null,
  ) {
    super();
  }
}

@QueryHandler(WorkspacesQuery)
export class WorkspacesHandler implements IQueryHandler<WorkspacesQuery> {
  constructor(private readonly views: ViewReader) {}

  async execute({ accountId, only }: WorkspacesQuery): Promise<readonly OwnWorkspace[]> {
    const asked = only === null ? { accountId } : { accountId, workspaceId: only };
    const memberships = await this.views.collection(membersView).find(asked).sort({ joinedAt: 1, _id: 1 }).limit(MOST).toArray();
    const found = await this.views
      .collection(workspacesView)
      .find({ _id: { $in: memberships.map(({ workspaceId }) => workspaceId) } })
      .toArray();
    const names = new Map(found.map(({ _id, name }) => [_id, name]));
    return memberships.map(({ workspaceId, role, suspended }) => ({
      id: workspaceId,
      name: names.get(workspaceId) ?? '',
      role,
      suspended: suspended !== null,
    }));
  }
}
