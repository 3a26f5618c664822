import { Query, QueryHandler, type IQueryHandler } from '@nestjs/cqrs';
import type { MemberNow } from '../../../../../event-schemas/src/http/members';
import { DeciderRunner } from '../../../platform/decider/decider-runner';
import { workspace, workspaceStream } from '../domain/workspace';

/** What may be changed of a member, from the stream and not from a view that may lag behind. Null: no member. */
export class MemberNowQuery extends Query<{ readonly member: MemberNow; readonly revision: number } | null> {
  constructor(
    readonly workspaceId: string,
    readonly accountId: string,
  ) {
    super();
  }
}

@QueryHandler(MemberNowQuery)
export class MemberNowHandler implements IQueryHandler<MemberNowQuery> {
  constructor(private readonly runner: DeciderRunner) {}

  async execute({ workspaceId, accountId }: MemberNowQuery): Promise<{ readonly member: MemberNow; readonly revision: number } | null> {
    const { state, revision } = await this.runner.load(workspace, workspaceStream(workspaceId));
    const member = state.status === 'absent' ? undefined : state.members.get(accountId);
    return member === undefined ? null : { member: { accountId, role: member.role, limits: member.limits }, revision };
  }
}
