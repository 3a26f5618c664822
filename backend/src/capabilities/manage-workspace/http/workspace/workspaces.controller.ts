import { Body, Controller, Get, HttpCode, Patch, Post, Res } from '@nestjs/common';
import { CommandBus, QueryBus } from '@nestjs/cqrs';
import { ApiOperation } from '@nestjs/swagger';
import type { Response } from 'express';
import type { OwnWorkspace } from '../../../../../../event-schemas/src/http/accounts';
import type { PermissionRow, Workspace } from '../../../../../../event-schemas/src/http/members';
import type { Page } from '../../../../../../event-schemas/src/http/page';
import { Refuses, Repeatable } from '../../../../platform/http/api-docs/refuses';
import { invalidField, notFound } from '../../../../platform/http/http-problem';
import { changedMeanwhile, etagOf, IfMatch } from '../../../../platform/http/if-match';
import { WaitsFor, answerPosition } from '../../../../platform/http/position';
import { Facts, type RequestFacts } from '../../../../platform/http/request-facts';
import { Permit } from '../../../../platform/identity/access';
import { PERMISSIONS } from '../../../../platform/identity/permissions';
import { OwnPrincipal, Principal } from '../../../../platform/identity/principal';
import { derivedId } from '../../../../platform/time-and-ids/ids';
import { provePassword, refusedProofs } from '../../../sign-in';
import { ActInWorkspaceCommand } from '../../commands/act-in-workspace';
import { CreateWorkspaceCommand } from '../../commands/create-workspace';
import { WorkspacesQuery } from '../../views/workspaces.query';
import { WorkspaceNowQuery } from '../../workspace/workspace-now.query';
import { ChangeWorkspaceDto, CreateWorkspaceDto } from '../members/members.dto';
import { problemOfWorkspace } from '../workspace-problems';
import { WorkspaceRequests } from '../workspace-requests';

@Controller('api/v1')
export class WorkspacesController {
  constructor(
    private readonly commands: CommandBus,
    private readonly queries: QueryBus,
    private readonly requests: WorkspaceRequests,
  ) {}

  /** The workspaces that the account is in, in the order in which it joined them. A paired browser or an API key is told only of its own. */
  @ApiOperation({ summary: 'Workspaces of the account' })
  @Get('account/workspaces')
  @Permit('read-own-account')
  @WaitsFor('members')
  async list(@OwnPrincipal() { kind, accountId, workspaceId }: OwnPrincipal): Promise<Page<OwnWorkspace>> {
    const only = kind === 'account' ? null : workspaceId;
    return { items: await this.queries.execute(new WorkspacesQuery(accountId, only)), next: null };
  }

  /** Makes another workspace, whose owner the caller is. Switch to it with POST /api/v1/sessions/current/workspace. */
  @ApiOperation({ summary: 'Make another workspace' })
  @Post('workspaces')
  @Permit('create-workspaces')
  @HttpCode(201)
  @Repeatable('recorded')
  @Refuses(() => [problemOfWorkspace('WorkspaceAlreadyExists')])
  async create(
    @Body() { name }: CreateWorkspaceDto,
    @OwnPrincipal() principal: OwnPrincipal,
    @Facts() facts: RequestFacts,
    @Res({ passthrough: true }) response: Response,
  ): Promise<Workspace> {
    const { accountId } = principal;
    // Whichever workspace the session is in: a client moves into the new one, and may repeat the request from there.
    const anywhere = { ...principal, workspaceId: null };
    const made = await this.requests.once(anywhere, facts, 'create', { name }, async (context) => {
      const id = derivedId(context.commandId, 'workspace');
      const result = await this.commands.execute(new CreateWorkspaceCommand(id, accountId, name, { ...context, workspaceId: id }));
      return result.kind === 'rejected' ? result : { kind: result.kind, id, position: result.position, revision: result.revision };
    });
    if (made.kind === 'rejected') throw problemOfWorkspace(made.reason);
    answerPosition(response, made.position, made.revision);
    return (await this.now(made.id)).workspace;
  }

  @ApiOperation({ summary: 'The workspace' })
  @Get('workspace')
  @Permit('read-workspace')
  @Refuses(() => [notFound('workspace')])
  async one(@Principal() { workspaceId }: Principal, @Res({ passthrough: true }) response: Response): Promise<Workspace> {
    const { workspace, revision } = await this.now(workspaceId);
    response.setHeader('ETag', etagOf(revision));
    return workspace;
  }

  /** Changes name and rules. With If-Match, a field that somebody else changed since then is not overwritten. Another rule needs the password. */
  @ApiOperation({ summary: 'Change name and rules of the workspace' })
  @Patch('workspace')
  @Permit('change-workspace')
  @Refuses(() => [notFound('workspace'), ...refusedProofs('/password')])
  async change(
    @Body() { name, secondFactorRequired, password }: ChangeWorkspaceDto,
    @IfMatch() ifRevision: number | null,
    @Principal() principal: Principal,
    @Facts() facts: RequestFacts,
    @Res({ passthrough: true }) response: Response,
  ): Promise<Workspace> {
    const { workspaceId, accountId } = principal;
    const before = await this.now(workspaceId);
    const change = {
      ...(name === undefined || name === before.workspace.name ? {} : { name }),
      ...(secondFactorRequired === undefined || secondFactorRequired === before.workspace.secondFactorRequired ? {} : { secondFactorRequired }),
    };
    if (change.secondFactorRequired !== undefined) {
      if (password === undefined) throw invalidField('/password', 'required', 'Send your own password to change the rule of the second factor.');
      await provePassword(this.commands, accountId, password, facts);
    }
    const act = { kind: 'ChangeWorkspace', by: accountId, ...change, ifRevision } as const;
    const answer = await this.commands.execute(new ActInWorkspaceCommand(workspaceId, act, this.requests.context(principal, facts)));
    const { workspace, revision } = await this.now(workspaceId);
    if (answer.kind === 'rejected') throw answer.reason === 'ChangedMeanwhile' ? changedMeanwhile(workspace, revision) : problemOfWorkspace(answer.reason);
    answerPosition(response, answer.position, answer.revision);
    return workspace;
  }

  /** Who may do what, from the table that guards every route. */
  @ApiOperation({ summary: 'Who may do what' })
  @Get('permissions')
  @Permit('read-own-account')
  permissions(): Page<PermissionRow> {
    const items = Object.entries(PERMISSIONS).map(([permission, { roles, browser, apiKey }]) => ({ permission, roles, browser, apiKey }));
    return { items, next: null };
  }

  private async now(workspaceId: string): Promise<{ readonly workspace: Workspace; readonly revision: number }> {
    const found = await this.queries.execute(new WorkspaceNowQuery(workspaceId));
    if (found === null) throw notFound('workspace');
    return found;
  }
}
