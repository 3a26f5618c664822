import { Query, QueryHandler, type IQueryHandler } from '@nestjs/cqrs';
import { DeciderRunner } from '../../platform/decider/decider-runner';
import { workspace, workspaceStream } from './domain/workspace';

/** From the stream and not from a view that may lag behind: signing in and pairing need it at once. Empty when it can no longer be read. */
export class WorkspaceNameQuery extends Query<string> {
  constructor(readonly workspaceId: string) {
    super();
  }
}

@QueryHandler(WorkspaceNameQuery)
export class WorkspaceNameHandler implements IQueryHandler<WorkspaceNameQuery> {
  constructor(private readonly runner: DeciderRunner) {}

  async execute({ workspaceId }: WorkspaceNameQuery): Promise<string> {
    const { state } = await this.runner.load(workspace, workspaceStream(workspaceId));
    return state.status === 'absent' ? '' : (state.name ?? '');
  }
}
