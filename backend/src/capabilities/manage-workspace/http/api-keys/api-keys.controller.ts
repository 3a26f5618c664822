import { Body, Controller, Delete, Get, HttpCode, Param, ParseUUIDPipe, Post, Query, Res } from '@nestjs/common';
import { CommandBus, QueryBus } from '@nestjs/cqrs';
import { ApiOperation } from '@nestjs/swagger';
import type { Response } from 'express';
import type { ApiKey, IssuedApiKey } from '../../../../../../event-schemas/src/http/api-keys';
import type { Page } from '../../../../../../event-schemas/src/http/page';
import { Refuses, Repeatable } from '../../../../platform/http/api-docs/refuses';
import { HttpProblem, notFound } from '../../../../platform/http/http-problem';
import { WaitsFor, answerPosition } from '../../../../platform/http/position';
import { Facts, type RequestFacts } from '../../../../platform/http/request-facts';
import { Permit } from '../../../../platform/identity/access';
import { Principal } from '../../../../platform/identity/principal';
import { provePassword, refusedProofs } from '../../../sign-in';
import { IssuedApiKeyQuery } from '../../api-keys/issued-api-key.query';
import { ActInWorkspaceCommand } from '../../commands/act-in-workspace';
import { CreateApiKeyCommand, RotateApiKeyCommand, type IssuedSecret } from '../../commands/issue-api-key';
import { ApiKeysQuery } from '../../views/api-keys.query';
import { refuseScopesBeyond, scopesBeyondRole } from './api-key-scopes';
import { CreateApiKeyDto, RotateApiKeyDto } from './api-keys.dto';
import { ListDto } from '../members/members.dto';
import { problemOfWorkspace, problemsOfWorkspace } from '../workspace-problems';
import { WorkspaceRequests } from '../workspace-requests';

const KeyId = (): ParameterDecorator => Param('id', new ParseUUIDPipe({ exceptionFactory: () => notFound('API key') }));

@Controller('api/v1/api-keys')
export class ApiKeysController {
  constructor(
    private readonly commands: CommandBus,
    private readonly queries: QueryBus,
    private readonly requests: WorkspaceRequests,
  ) {}

  /** Newest first, expired and revoked ones too. */
  @ApiOperation({ summary: 'API keys of the workspace' })
  @Get()
  @Permit('manage-api-keys')
  @WaitsFor('api-keys')
  list(@Query() { cursor, limit }: ListDto, @Principal() { workspaceId }: Principal): Promise<Page<ApiKey>> {
    return this.queries.execute(new ApiKeysQuery(workspaceId, limit ?? 50, cursor ?? null));
  }

  /** Makes a key that acts for the account, within its scopes. The secret is shown here, and again to the same Idempotency-Key for ten minutes. */
  @ApiOperation({ summary: 'Make an API key' })
  @Post()
  @Permit('manage-api-keys')
  @HttpCode(201)
  @Repeatable('recorded')
  @Refuses(() => [scopesBeyondRole([]), secretGone(), ...problemsOfWorkspace('TooManyApiKeys'), ...refusedProofs('/password')])
  async create(
    @Body() { password, ...body }: CreateApiKeyDto,
    @Principal() principal: Principal,
    @Facts() facts: RequestFacts,
    @Res({ passthrough: true }) response: Response,
  ): Promise<IssuedApiKey> {
    refuseScopesBeyond(principal.role, body.scopes);
    await provePassword(this.commands, principal.accountId, password, facts);
    const issued = await this.requests.once(principal, facts, 'api key', body, (context) =>
      this.commands.execute(new CreateApiKeyCommand(principal.workspaceId, principal.accountId, body, context)),
    );
    return this.shown(issued, response);
  }

  /** Another secret for a key that the account made itself. The one before it works until the end of the overlap, any older one no longer than before. */
  @ApiOperation({ summary: 'Rotate an API key' })
  @Post(':id/rotations')
  @Permit('manage-api-keys')
  @HttpCode(201)
  @Repeatable('recorded')
  @Refuses(() => [secretGone(), ...problemsOfWorkspace('ApiKeyOfAnother', 'ApiKeyOver'), ...refusedProofs('/password')])
  async rotate(
    @KeyId() id: string,
    @Body() { password, ...body }: RotateApiKeyDto,
    @Principal() principal: Principal,
    @Facts() facts: RequestFacts,
    @Res({ passthrough: true }) response: Response,
  ): Promise<IssuedApiKey> {
    await provePassword(this.commands, principal.accountId, password, facts);
    const issued = await this.requests.once(principal, facts, `rotation of api key ${id}`, body, (context) =>
      this.commands.execute(new RotateApiKeyCommand(principal.workspaceId, principal.accountId, id, body.overlapHours, context)),
    );
    return this.shown(issued, response);
  }

  /** Whoever uses the key is out within two seconds. */
  @ApiOperation({ summary: 'Revoke an API key' })
  @Delete(':id')
  @Permit('manage-api-keys')
  @HttpCode(204)
  async revoke(
    @KeyId() id: string,
    @Principal() principal: Principal,
    @Facts() facts: RequestFacts,
    @Res({ passthrough: true }) response: Response,
  ): Promise<void> {
    const act = { kind: 'RevokeApiKey', by: principal.accountId, keyId: id } as const;
    const answer = await this.commands.execute(new ActInWorkspaceCommand(principal.workspaceId, act, this.requests.context(principal, facts)));
    if (answer.kind === 'rejected') throw problemOfWorkspace(answer.reason);
    answerPosition(response, answer.position, answer.revision);
  }

  private async shown(issued: IssuedSecret, response: Response): Promise<IssuedApiKey> {
    if (issued.kind === 'rejected') throw problemOfWorkspace(issued.reason);
    const { secretId, keyId, workspaceId } = issued;
    const key = await this.queries.execute(new IssuedApiKeyQuery({ secretId, keyId, workspaceId }));
    if (key === null) throw secretGone();
    response.setHeader('Cache-Control', 'no-store');
    answerPosition(response, issued.position, issued.revision);
    return key;
  }
}

const secretGone = (): HttpProblem =>
  new HttpProblem({
    status: 409,
    type: 'api-key-secret-gone',
    title: 'The secret cannot be shown again',
    detail: 'This request was carried out more than ten minutes ago; when its answer was lost, rotate the key to get another secret.',
  });
