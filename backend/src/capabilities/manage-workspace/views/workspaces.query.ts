import { Query, QueryHandler, type IQueryHandler } from '@nestjs/cqrs';
import { ViewReader } from '../../../platform/projections/view-reader';
import { workspacesView } from './workspaces';

export interface WorkspaceOfAccount {
  readonly id: string;
  readonly name: string;
  readonly role: 'owner';
  readonly createdAt: string;
}

/** The workspaces an account is in, oldest first. */
export class WorkspacesQuery extends Query<readonly WorkspaceOfAccount[]> {
  constructor(readonly accountId: string) {
    super();
  }
}

@QueryHandler(WorkspacesQuery)
export class WorkspacesHandler implements IQueryHandler<WorkspacesQuery> {
  constructor(private readonly views: ViewReader) {}

  async execute({ accountId }: WorkspacesQuery): Promise<readonly WorkspaceOfAccount[]> {
    const found = await this.views.collection(workspacesView).find({ ownerAccountId: accountId }).sort({ createdAt: 1, _id: 1 }).toArray();
    return found.map(({ _id, name, createdAt }) => ({ id: _id, name, role: 'owner', createdAt }));
  }
}
