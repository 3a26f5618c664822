import { Body, Controller, HttpCode, Post, Res } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import { ApiOperation } from '@nestjs/swagger';
import type { Response } from 'express';
import { Refuses } from '../../../../platform/http/api-docs/refuses';
import { answerPosition } from '../../../../platform/http/position';
import { Facts, type RequestFacts } from '../../../../platform/http/request-facts';
import { Permit } from '../../../../platform/identity/access';
import { Principal } from '../../../../platform/identity/principal';
import { provePassword, refusedProofs } from '../../../sign-in';
import { ActInWorkspaceCommand } from '../../commands/act-in-workspace';
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
  @Refuses(() => [problemOfWorkspace('MemberNotFound'), ...refusedProofs('/password')])
  async transfer(
    @Body() body: TransferOwnershipDto,
    @Principal() principal: Principal,
    @Facts() facts: RequestFacts,
    @Res({ passthrough: true }) response: Response,
  ): Promise<void> {
    const { workspaceId, accountId } = principal;
    await provePassword(this.commands, accountId, body.password, facts);
    const act = { kind: 'TransferOwnership', by: accountId, toAccountId: body.toAccountId } as const;
    const result = await this.commands.execute(new ActInWorkspaceCommand(workspaceId, act, this.requests.context(principal, facts)));
    if (result.kind === 'rejected') throw problemOfWorkspace(result.reason);
    answerPosition(response, result.position, result.revision);
  }
}
