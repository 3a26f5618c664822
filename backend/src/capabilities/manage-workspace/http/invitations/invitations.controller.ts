import { Body, Controller, Delete, Get, HttpCode, Param, ParseUUIDPipe, Post, Query, Res } from '@nestjs/common';
import { CommandBus, QueryBus } from '@nestjs/cqrs';
import { ApiOperation } from '@nestjs/swagger';
import type { Response } from 'express';
import type { Invitation, IssuedInvitation } from '../../../../../../event-schemas/src/http/members';
import type { Page } from '../../../../../../event-schemas/src/http/page';
import { Refuses, Repeatable } from '../../../../platform/http/api-docs/refuses';
import { notFound } from '../../../../platform/http/http-problem';
import { WaitsFor, answerPosition } from '../../../../platform/http/position';
import { Facts, type RequestFacts } from '../../../../platform/http/request-facts';
import { Permit } from '../../../../platform/identity/access';
import { Principal } from '../../../../platform/identity/principal';
import { InviteMemberCommand, ResendInvitationCommand, type IssuedLink } from '../../commands/invite-member';
import { RevokeInvitationCommand } from '../../commands/revoke-invitation';
import { SendInvitationCommand } from '../../commands/send-invitation';
import { InvitationsQuery } from '../../views/invitations.query';
import { InviteDto } from './joining.dto';
import { ListDto } from '../members/members.dto';
import { problemOfWorkspace, problemsOfWorkspace } from '../workspace-problems';
import { WorkspaceRequests } from '../workspace-requests';

const InvitationId = (): ParameterDecorator => Param('id', new ParseUUIDPipe({ exceptionFactory: () => notFound('invitation') }));

@Controller('api/v1/invitations')
export class InvitationsController {
  constructor(
    private readonly commands: CommandBus,
    private readonly queries: QueryBus,
    private readonly requests: WorkspaceRequests,
  ) {}

  /** Newest first, with what became of each. */
  @ApiOperation({ summary: 'Invitations of the workspace' })
  @Get()
  @Permit('manage-members')
  @WaitsFor('invitations')
  list(@Query() { cursor, limit }: ListDto, @Principal() { workspaceId }: Principal): Promise<Page<Invitation>> {
    return this.queries.execute(new InvitationsQuery(workspaceId, limit ?? 50, cursor ?? null));
  }

  /** Invites somebody; the link is good for seven days and one account. It is shown here and mailed when a mail server is set. */
  @ApiOperation({ summary: 'Invite somebody' })
  @Post()
  @Permit('manage-members')
  @HttpCode(201)
  @Repeatable('recorded')
  @Refuses(() => problemsOfWorkspace('TooManyInvitations', 'InviteeIsMember'))
  async invite(
    @Body() body: InviteDto,
    @Principal() principal: Principal,
    @Facts() facts: RequestFacts,
    @Res({ passthrough: true }) response: Response,
  ): Promise<IssuedInvitation> {
    const issued = await this.requests.once(principal, facts, 'invite', body, (context) =>
      this.commands.execute(new InviteMemberCommand(principal.workspaceId, principal.accountId, body, context)),
    );
    return this.shown(issued, principal, response);
  }

  /** A new link with seven more days; the one before it ends. */
  @ApiOperation({ summary: 'Make a new link for an invitation' })
  @Post(':id/resend')
  @Permit('manage-members')
  @HttpCode(201)
  @Repeatable('recorded')
  @Refuses(() => problemsOfWorkspace('InvitationClosed'))
  async resend(
    @InvitationId() id: string,
    @Principal() principal: Principal,
    @Facts() facts: RequestFacts,
    @Res({ passthrough: true }) response: Response,
  ): Promise<IssuedInvitation> {
    const issued = await this.requests.once(principal, facts, `resend ${id}`, null, (context) =>
      this.commands.execute(new ResendInvitationCommand(principal.workspaceId, principal.accountId, id, context)),
    );
    return this.shown(issued, principal, response);
  }

  @ApiOperation({ summary: 'Revoke an invitation' })
  @Delete(':id')
  @Permit('manage-members')
  @HttpCode(204)
  @Refuses(() => problemsOfWorkspace('InvitationClosed'))
  async revoke(
    @InvitationId() id: string,
    @Principal() principal: Principal,
    @Facts() facts: RequestFacts,
    @Res({ passthrough: true }) response: Response,
  ): Promise<void> {
    const { workspaceId, accountId } = principal;
    const answer = await this.commands.execute(new RevokeInvitationCommand(workspaceId, accountId, id, this.requests.context(principal, facts)));
    if (answer.kind === 'rejected') throw problemOfWorkspace(answer.reason);
    answerPosition(response, answer.position, answer.revision);
  }

  private async shown(issued: IssuedLink, { workspaceId }: Principal, response: Response): Promise<IssuedInvitation> {
    if (issued.kind === 'rejected') throw problemOfWorkspace(issued.reason);
    response.setHeader('Cache-Control', 'no-store');
    answerPosition(response, issued.position, issued.revision);
    return this.commands.execute(new SendInvitationCommand(workspaceId, issued));
  }
}
