import { Module } from '@nestjs/common';
import { Query, QueryHandler, type IQueryHandler } from '@nestjs/cqrs';
import type { MemberLimits } from '../../../../../event-schemas/src/http/members';
import { DeciderRunner } from '../../../platform/decider/decider-runner';
import { workspace, workspaceStream } from '../domain/workspace';
import { NO_LIMITS } from '../domain/workspace-state';

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

/** For the capabilities that keep to the limits, in processes that have no other part of this one. */
@Module({ providers: [MemberLimitsHandler] })
export class MemberLimitsModule {}
