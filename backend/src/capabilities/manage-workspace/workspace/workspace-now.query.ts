import { Query, QueryHandler, type IQueryHandler } from '@nestjs/cqrs';
import type { Workspace } from '../../../../../event-schemas/src/http/members';
import { DeciderRunner } from '../../../platform/decider/decider-runner';
import { workspace, workspaceStream } from '../domain/workspace';
import { SealedWords } from './sealed-words';

/** From the stream and not from a view that may lag behind, with the revision for the ETag. Null: no such workspace. */
export class WorkspaceNowQuery extends Query<{ readonly workspace: Workspace; readonly revision: number } | null> {
  constructor(readonly workspaceId: string) {
    super();
  }
}

@QueryHandler(WorkspaceNowQuery)
export class WorkspaceNowHandler implements IQueryHandler<WorkspaceNowQuery> {
  constructor(
    private readonly runner: DeciderRunner,
    private readonly words: SealedWords,
  ) {}

  async execute({ workspaceId }: WorkspaceNowQuery): Promise<{ readonly workspace: Workspace; readonly revision: number } | null> {
    const { state, revision } = await this.runner.load(workspace, workspaceStream(workspaceId));
    if (state.status === 'absent') return null;
    const { secondFactorRequired, createdAt } = state;
    return { workspace: { id: workspaceId, name: await this.words.name(workspaceId), secondFactorRequired, createdAt }, revision };
  }
}
