import { Controller, Delete, Get, HttpCode, Param, Res } from '@nestjs/common';
import { CommandBus, QueryBus } from '@nestjs/cqrs';
import { ApiOperation } from '@nestjs/swagger';
import type { Response } from 'express';
import type { DeviceSession } from '../../../../../../event-schemas/src/http/accounts';
import type { Page } from '../../../../../../event-schemas/src/http/page';
import { Refuses } from '../../../../platform/http/api-docs/refuses';
import { HttpProblem } from '../../../../platform/http/http-problem';
import { answerPosition } from '../../../../platform/http/position';
import { Facts, type RequestFacts } from '../../../../platform/http/request-facts';
import { Permit } from '../../../../platform/identity/access';
import { OwnPrincipal } from '../../../../platform/identity/principal';
import { EndSessionsCommand } from '../../commands/end-sessions';
import { DevicesQuery } from '../../sessions/devices.query';

@Controller('api/v1/account/sessions')
@Permit('manage-own-sign-in')
export class DevicesController {
  constructor(
    private readonly commands: CommandBus,
    private readonly queries: QueryBus,
  ) {}

  /** Where the account is signed in, last used first, all on one page. */
  @ApiOperation({ summary: 'Where the account is signed in' })
  @Get()
  async list(@OwnPrincipal() { accountId, sessionId }: OwnPrincipal, @Res({ passthrough: true }) response: Response): Promise<Page<DeviceSession>> {
    response.setHeader('Cache-Control', 'no-store');
    return { items: await this.queries.execute(new DevicesQuery(accountId, sessionId)), next: null };
  }

  /** Signs out one device; within two seconds everywhere. */
  @ApiOperation({ summary: 'Sign out one device' })
  @Delete(':id')
  @HttpCode(204)
  @Refuses(() => [noSuchSession()])
  async end(
    @OwnPrincipal() principal: OwnPrincipal,
    @Param('id') sessionId: string,
    @Facts() facts: RequestFacts,
    @Res({ passthrough: true }) response: Response,
  ): Promise<void> {
    const position = await this.commands.execute(new EndSessionsCommand(principal, { sessionId }, facts));
    if (position === null) throw noSuchSession();
    answerPosition(response, position);
  }

  /** Signs out every device but this one. */
  @ApiOperation({ summary: 'Sign out every other device' })
  @Delete()
  @HttpCode(204)
  async endOthers(@OwnPrincipal() principal: OwnPrincipal, @Facts() facts: RequestFacts, @Res({ passthrough: true }) response: Response): Promise<void> {
    const position = await this.commands.execute(new EndSessionsCommand(principal, 'others', facts));
    if (position !== null) answerPosition(response, position);
  }
}

const noSuchSession = (): HttpProblem =>
  new HttpProblem({ status: 404, type: 'not-found', title: 'Not found', detail: 'This account has no such session; the list of devices shows those it has.' });
