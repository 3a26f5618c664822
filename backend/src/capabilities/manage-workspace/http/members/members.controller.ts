import { Body, Controller, Delete, Get, HttpCode, Param, ParseUUIDPipe, Patch, Post, Put, Query, Res } from '@nestjs/common';
import { CommandBus, QueryBus } from '@nestjs/cqrs';
import { ApiOperation } from '@nestjs/swagger';
import type { Response } from 'express';
import type { Member, MemberNow } from '../../../../../../event-schemas/src/http/members';
import type { Page } from '../../../../../../event-schemas/src/http/page';
import { Refuses, Repeatable } from '../../../../platform/http/api-docs/refuses';
import { HttpProblem, notFound } from '../../../../platform/http/http-problem';
import { changedMeanwhile, etagOf, IfMatch } from '../../../../platform/http/if-match';
import { WaitsFor, answerPosition } from '../../../../platform/http/position';
import { Facts, type RequestFacts } from '../../../../platform/http/request-facts';
import { ofStatus } from '../../../../platform/http/status-problems';
import { Permit } from '../../../../platform/identity/access';
import { isPermitted } from '../../../../platform/identity/permissions';
import { OwnPrincipal, Principal } from '../../../../platform/identity/principal';
import { ActInWorkspaceCommand, type WorkspaceAct } from '../../commands/act-in-workspace';
import type { WorkspaceAnswer } from '../../commands/answers';
import { RemoveMemberCommand } from '../../commands/remove-member';
import { MemberNowQuery } from '../../members/member-now.query';
import { MembersQuery } from '../../views/members.query';
import { AppealDto, ChangeMemberDto, ListDto, SuspendMemberDto } from './members.dto';
import { problemOfWorkspace, problemsOfWorkspace } from '../workspace-problems';
import { WorkspaceRequests } from '../workspace-requests';

const AccountId = (): ParameterDecorator => Param('accountId', new ParseUUIDPipe({ exceptionFactory: () => notFound('member') }));
const WorkspaceId = (): ParameterDecorator => Param('workspaceId', new ParseUUIDPipe({ exceptionFactory: () => notFound('workspace') }));

@Controller('api/v1')
export class MembersController {
  constructor(
    private readonly commands: CommandBus,
    private readonly queries: QueryBus,
    private readonly requests: WorkspaceRequests,
  ) {}

  /** People of the workspace in the order in which they came. */
  @ApiOperation({ summary: 'Members of the workspace' })
  @Get('members')
  @Permit('read-members')
  @WaitsFor('members')
  list(@Query() { cursor, limit }: ListDto, @Principal() { workspaceId }: Principal): Promise<Page<Member>> {
    return this.queries.execute(new MembersQuery(workspaceId, limit ?? 50, cursor ?? null));
  }

  /** What may be changed of a member, with the ETag for If-Match. */
  @ApiOperation({ summary: 'Role and limits of a member' })
  @Get('members/:accountId')
  @Permit('read-members')
  async one(@AccountId() accountId: string, @Principal() { workspaceId }: Principal, @Res({ passthrough: true }) response: Response): Promise<MemberNow> {
    const found = await this.queries.execute(new MemberNowQuery(workspaceId, accountId));
    if (found === null) throw notFound('member');
    response.setHeader('ETag', etagOf(found.revision));
    return found.member;
  }

  /** Changes role and limits. With If-Match, a field that somebody else changed since then is not overwritten. */
  @ApiOperation({ summary: 'Change role and limits of a member' })
  @Patch('members/:accountId')
  @Permit('manage-members')
  @Refuses(() => problemsOfWorkspace('OwnRoleIsNotYours', 'OwnerStays', 'OwnershipIsTransferred'))
  async change(
    @AccountId() accountId: string,
    @Body() { role, limits }: ChangeMemberDto,
    @IfMatch() ifRevision: number | null,
    @Principal() principal: Principal,
    @Facts() facts: RequestFacts,
    @Res({ passthrough: true }) response: Response,
  ): Promise<MemberNow> {
    const change = { ...(role === undefined ? {} : { role }), ...(limits === undefined ? {} : { limits }) };
    const act = { kind: 'ChangeMember', by: principal.accountId, accountId, ...change, ifRevision } as const;
    const answer = await this.commands.execute(new ActInWorkspaceCommand(principal.workspaceId, act, this.requests.context(principal, facts)));
    const now = await this.queries.execute(new MemberNowQuery(principal.workspaceId, accountId));
    if (answer.kind === 'rejected' && answer.reason === 'ChangedMeanwhile' && now !== null) throw changedMeanwhile(now.member, now.revision);
    this.answer(response, answer);
    if (now === null) throw notFound('member');
    return now.member;
  }

  /** Removes a member with the browsers they paired; of oneself: leaves the workspace. */
  @ApiOperation({ summary: 'Remove a member, or leave' })
  @Delete('members/:accountId')
  @Permit('leave-workspace')
  @HttpCode(204)
  @Refuses(() => problemsOfWorkspace('OwnerStays'))
  async remove(
    @AccountId() accountId: string,
    @Principal() principal: Principal,
    @Facts() facts: RequestFacts,
    @Res({ passthrough: true }) response: Response,
  ): Promise<void> {
    if (accountId !== principal.accountId && !isPermitted(principal, 'manage-members')) throw new HttpProblem(ofStatus(403));
    const context = this.requests.context(principal, facts);
    this.answer(response, await this.commands.execute(new RemoveMemberCommand(principal.workspaceId, principal.accountId, accountId, context)));
  }

  /** The person is shut out of the workspace within two seconds, is shown the reason and may answer it. */
  @ApiOperation({ summary: 'Suspend a member' })
  @Post('members/:accountId/suspension')
  @Permit('manage-members')
  @HttpCode(201)
  @Repeatable('recorded')
  @Refuses(() => problemsOfWorkspace('OwnerStays', 'OwnRoleIsNotYours'))
  async suspend(
    @AccountId() accountId: string,
    @Body() { reason }: SuspendMemberDto,
    @Principal() principal: Principal,
    @Facts() facts: RequestFacts,
    @Res({ passthrough: true }) response: Response,
  ): Promise<void> {
    const act = { kind: 'SuspendMember', by: principal.accountId, accountId, reason } as const;
    const route = `suspension of ${accountId}`;
    const answer = await this.requests.once(principal, facts, route, { reason }, (context) =>
      this.commands.execute(new ActInWorkspaceCommand(principal.workspaceId, act, context)),
    );
    this.answer(response, answer);
  }

  @ApiOperation({ summary: 'Lift the suspension of a member' })
  @Delete('members/:accountId/suspension')
  @Permit('manage-members')
  @HttpCode(204)
  lift(
    @AccountId() accountId: string,
    @Principal() principal: Principal,
    @Facts() facts: RequestFacts,
    @Res({ passthrough: true }) response: Response,
  ): Promise<void> {
    return this.act(principal.workspaceId, { kind: 'LiftSuspension', by: principal.accountId, accountId }, principal, facts, response);
  }

  /** What a suspended person writes back; the newest answer counts. The workspace need not be that of the token. */
  @ApiOperation({ summary: 'Answer a suspension' })
  @Put('account/suspension-appeals/:workspaceId')
  @Permit('change-own-account')
  @HttpCode(204)
  @Refuses(() => problemsOfWorkspace('NotSuspended'))
  appeal(
    @WorkspaceId() workspaceId: string,
    @Body() { text }: AppealDto,
    @OwnPrincipal() principal: OwnPrincipal,
    @Facts() facts: RequestFacts,
    @Res({ passthrough: true }) response: Response,
  ): Promise<void> {
    const asMember = { ...principal, workspaceId };
    return this.act(workspaceId, { kind: 'AppealSuspension', accountId: principal.accountId, text }, asMember, facts, response);
  }

  private async act(workspaceId: string, act: WorkspaceAct, principal: OwnPrincipal, facts: RequestFacts, response: Response): Promise<void> {
    this.answer(response, await this.commands.execute(new ActInWorkspaceCommand(workspaceId, act, this.requests.context(principal, facts))));
  }

  private answer(response: Response, answer: WorkspaceAnswer): void {
    if (answer.kind === 'rejected') throw problemOfWorkspace(answer.reason);
    answerPosition(response, answer.position, answer.revision);
  }
}
