import { Body, Controller, Header, HttpCode, Param, ParseUUIDPipe, Post, Res } from '@nestjs/common';
import { CommandBus, QueryBus } from '@nestjs/cqrs';
import { ApiOperation } from '@nestjs/swagger';
import type { Response } from 'express';
import type { LeadView } from '../../../../../event-schemas/src/http/maintain-leads';
import { Repeatable } from '../../../platform/http/api-docs/refuses';
import { notFound } from '../../../platform/http/http-problem';
import { answerPosition } from '../../../platform/http/position';
import { Facts, type RequestFacts } from '../../../platform/http/request-facts';
import { Idempotency } from '../../../platform/idempotency/idempotency';
import { Permit } from '../../../platform/identity/access';
import { commandContext, type Grounds } from '../../../platform/identity/command-context';
import { Principal } from '../../../platform/identity/principal';
import { Clock } from '../../../platform/time-and-ids/clock';
import { LeadQuery } from '../../maintain-leads';
import { UnmaskLeadCommand } from '../commands/unmask-lead';
import { UnmaskLeadDto } from './unmaskings.dto';

/** Whoever holds personal data has to be able to say who looked at it. */
const GROUNDS: Grounds = { purpose: 'security', basis: 'legal-duty', source: 'user' };

@Controller('api/v1/leads/:id/unmaskings')
export class UnmaskingsController {
  constructor(
    private readonly commands: CommandBus,
    private readonly queries: QueryBus,
    private readonly idempotency: Idempotency,
    private readonly clock: Clock,
  ) {}

  /** Records who looks at which lead and why, and only then answers with its personal values. */
  @ApiOperation({ summary: 'Show an auditor the personal values of a lead, for a reason that is recorded' })
  @Post()
  @Permit('unmask-leads')
  @HttpCode(200)
  @Header('Cache-Control', 'no-store')
  @Repeatable('recorded')
  async unmask(
    @Param('id', new ParseUUIDPipe({ exceptionFactory: () => notFound('lead') })) leadId: string,
    @Body() { reason }: UnmaskLeadDto,
    @Principal() principal: Principal,
    @Facts() facts: RequestFacts,
    @Res({ passthrough: true }) response: Response,
  ): Promise<LeadView> {
    const { workspaceId, accountId } = principal;
    const request = { workspaceId, principal: accountId, route: `unmasking of ${leadId}`, key: facts.idempotencyKey, body: { reason } };
    // The stored answer is the position alone; the values are read anew each time.
    const { answer } = await this.idempotency.once(request, (commandId) =>
      this.commands.execute(
        new UnmaskLeadCommand(workspaceId, leadId, accountId, reason, commandContext(principal, facts, commandId, this.clock.now(), GROUNDS)),
      ),
    );
    const view = answer === null ? null : await this.queries.execute(new LeadQuery(workspaceId, leadId));
    if (answer === null || view === null) throw notFound('lead');
    answerPosition(response, answer.position);
    return view;
  }
}
