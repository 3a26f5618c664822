import { Body, Controller, Delete, Get, HttpCode, Param, ParseUUIDPipe, Post, Res } from '@nestjs/common';
import { CommandBus, QueryBus } from '@nestjs/cqrs';
import { ApiOperation } from '@nestjs/swagger';
import type { Response } from 'express';
import type { BrowserTokens, PairedBrowser } from '../../../../../../event-schemas/src/http/manage-workspace';
import type { Page } from '../../../../../../event-schemas/src/http/page';
import { Refuses, Repeatable } from '../../../../platform/http/api-docs/refuses';
import { HttpProblem, notFound } from '../../../../platform/http/http-problem';
import { WaitsFor, answerPosition } from '../../../../platform/http/position';
import { Facts, type RequestFacts } from '../../../../platform/http/request-facts';
import { Permit, Public } from '../../../../platform/identity/access';
import { commandContext } from '../../../../platform/identity/command-context';
import { Principal } from '../../../../platform/identity/principal';
import { Clock } from '../../../../platform/time-and-ids/clock';
import { Ids } from '../../../../platform/time-and-ids/ids';
import { RefreshBrowserCommand } from '../../commands/refresh-browser';
import { RevokeBrowserCommand } from '../../commands/revoke-browser';
import { GROUNDS } from '../../grounds';
import { BrowsersQuery } from '../../views/browsers.query';
import { RefreshBrowserDto } from './pairing.dto';
import { problemOfWorkspace } from '../workspace-problems';

const BrowserId = (): ParameterDecorator => Param('id', new ParseUUIDPipe({ exceptionFactory: () => notFound('browser') }));

@Controller('api/v1/browsers')
export class BrowsersController {
  constructor(
    private readonly commands: CommandBus,
    private readonly queries: QueryBus,
    private readonly clock: Clock,
    private readonly ids: Ids,
  ) {}

  /** Paired browsers of the workspace, newest first, revoked ones too. */
  @ApiOperation({ summary: 'Paired browsers of the workspace' })
  @Get()
  @Permit('read-browsers')
  @WaitsFor('browsers')
  async list(@Principal() principal: Principal): Promise<Page<PairedBrowser>> {
    return { items: await this.queries.execute(new BrowsersQuery(principal.workspaceId)), next: null };
  }

  /** The browser is out at once; its queue stays in the browser. */
  @ApiOperation({ summary: 'Revoke a browser' })
  @Delete(':id')
  @Permit('revoke-browsers')
  @HttpCode(204)
  async revoke(
    @BrowserId() id: string,
    @Principal() principal: Principal,
    @Facts() facts: RequestFacts,
    @Res({ passthrough: true }) response: Response,
  ): Promise<void> {
    const context = commandContext(principal, facts, this.ids.next(), this.clock.now(), GROUNDS);
    const result = await this.commands.execute(new RevokeBrowserCommand(principal.workspaceId, id, 'user', context));
    if (result.kind === 'rejected') throw problemOfWorkspace(result.reason);
    answerPosition(response, result.position, result.revision);
  }

  /** A new pair of tokens; the refresh token sent is used up. Repeat with the same Idempotency-Key when the answer was lost. */
  @ApiOperation({ summary: 'New tokens for a browser' })
  @Post('refresh')
  @Public()
  @HttpCode(200)
  @Repeatable('renewed')
  @Refuses(() => [pairAgain()])
  async refresh(@Body() body: RefreshBrowserDto, @Facts() facts: RequestFacts): Promise<BrowserTokens> {
    const tokens = await this.commands.execute(new RefreshBrowserCommand(body.refreshToken, facts));
    if (tokens === null) throw pairAgain();
    return tokens;
  }
}

const pairAgain = (): HttpProblem =>
  new HttpProblem({
    status: 401,
    type: 'browser-session-ended',
    title: 'This browser is no longer paired',
    detail: 'The browser was revoked or its session ended; pair it again from the dashboard.',
  });
