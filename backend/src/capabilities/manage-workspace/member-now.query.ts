import { Query, QueryHandler, type IQueryHandler } from '@nestjs/cqrs';
import type { MemberLimits, MemberNow } from '../../../../event-schemas/src/http/members';
import { DeciderRunner } from '../../platform/decider/decider-runner';
import { workspace, workspaceStream } from './domain/workspace';
import { NO_LIMITS } from './domain/workspace-state';

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

/** What a member may do in a day; for the capabilities that keep to it. Nobody's limits are none. */
export class MemberLimitsQuery extends Query<MemberLimits> {
  constructor(
    readonly workspaceId: string,
    readonly accountId: string,
  ) {
    super();
  }
}

@QueryHandler(MemberLimitsQuery)
export class MemberLimitsHandler implements IQueryHandler<MemberLimitsQuery> {
  constructor(private readonly runner: DeciderRunner) {}

  async execute({ workspaceId, accountId }: MemberLimitsQuery): Promise<MemberLimits> {
    const { state } = await this.runner.load(workspace, workspaceStream(workspaceId));
    return (state.status === 'absent' ? undefined : state.members.get(accountId))?.limits ?? NO_LIMITS;
  }
}
