import { Query, QueryHandler, type IQueryHandler } from '@nestjs/cqrs';
import { SealedWords } from './sealed-words';

/** From the stream and not from a view that may lag behind: signing in and pairing need it at once. Empty when it can no longer be read. */
export class WorkspaceNameQuery extends Query<string> {
  constructor(readonly workspaceId: string) {
    super();
  }
}

@QueryHandler(WorkspaceNameQuery)
export class WorkspaceNameHandler implements IQueryHandler<WorkspaceNameQuery> {
  constructor(private readonly words: SealedWords) {}

  execute({ workspaceId }: WorkspaceNameQuery): Promise<string> {
    return this.words.name(workspaceId);
  }
}
