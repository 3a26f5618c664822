import { Body, Controller, HttpCode, Post, Res } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import { ApiOperation } from '@nestjs/swagger';
import type { Response } from 'express';
import { Refuses } from '../../../../platform/http/api-docs/refuses';
import { HttpProblem } from '../../../../platform/http/http-problem';
import { answerPosition } from '../../../../platform/http/position';
import { Facts, type RequestFacts } from '../../../../platform/http/request-facts';
import { Permit } from '../../../../platform/identity/access';
import { Principal } from '../../../../platform/identity/principal';
import { TransferOwnershipCommand } from '../../commands/transfer-ownership';
import { TransferOwnershipDto } from './members.dto';
import { problemOfWorkspace } from '../workspace-problems';
import { WorkspaceRequests } from '../workspace-requests';

@Controller('api/v1/ownership-transfers')
export class OwnershipController {
  constructor(
    private readonly commands: CommandBus,
    private readonly requests: WorkspaceRequests,
  ) {}

  /** The other member becomes the owner, the caller an admin. Not to be repeated with a key: after it, the caller is no owner. */
  @ApiOperation({ summary: 'Transfer the ownership' })
  @Post()
  @Permit('transfer-ownership')
  @HttpCode(204)
  @Refuses(() => [wrongPassword(), tooManyTries(60), problemOfWorkspace('MemberNotFound')])
  async transfer(
    @Body() body: TransferOwnershipDto,
    @Principal() principal: Principal,
    @Facts() facts: RequestFacts,
    @Res({ passthrough: true }) response: Response,
  ): Promise<void> {
    const { workspaceId, accountId } = principal;
    const context = this.requests.context(principal, facts);
    const result = await this.commands.execute(new TransferOwnershipCommand(workspaceId, accountId, body, context, facts));
    if (result.kind === 'wrong') throw wrongPassword();
    if (result.kind === 'too-many-tries') throw tooManyTries(result.retryAfterSeconds);
    if (result.kind === 'rejected') throw problemOfWorkspace(result.reason);
    answerPosition(response, result.position, result.revision);
  }
}

const wrongPassword = (): HttpProblem =>
  new HttpProblem({
    status: 403,
    type: 'wrong-password',
    title: 'The password is wrong',
    detail: 'Type the password of your own account to transfer the ownership.',
    errors: [{ pointer: '/password', code: 'password', message: 'This is not the password of the account.' }],
  });

const tooManyTries = (seconds: number): HttpProblem =>
  new HttpProblem({
    status: 429,
    type: 'too-many-tries',
    title: 'Too many tries',
    detail: 'The password was wrong too often; wait until the time in Retry-After has passed.',
    headers: { 'Retry-After': String(seconds) },
  });
