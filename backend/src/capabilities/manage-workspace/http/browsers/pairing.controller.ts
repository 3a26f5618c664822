import { Body, Controller, HttpCode, Post, Res } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import { ApiOperation } from '@nestjs/swagger';
import type { Response } from 'express';
import type { BrowserTokens, PairingCode } from '../../../../../../event-schemas/src/http/manage-workspace';
import { Refuses, Repeatable } from '../../../../platform/http/api-docs/refuses';
import { HttpProblem } from '../../../../platform/http/http-problem';
import { answerPosition } from '../../../../platform/http/position';
import { Facts, type RequestFacts } from '../../../../platform/http/request-facts';
import { Permit, Public } from '../../../../platform/identity/access';
import { Principal } from '../../../../platform/identity/principal';
import { ClaimPairingCommand } from '../../commands/claim-pairing';
import { StartPairingCommand } from '../../commands/start-pairing';
import { ClaimPairingDto, StartPairingDto } from './pairing.dto';
import { problemOfWorkspace, problemsOfWorkspace } from '../workspace-problems';

@Controller('api/v1/pairings')
export class PairingController {
  constructor(private readonly commands: CommandBus) {}

  /** The signed-in person confirms the state that the panel made and gets the code for it. */
  @ApiOperation({ summary: 'Confirm a pairing and get its code' })
  @Post()
  @Permit('pair-browsers')
  @Refuses(() => [stateTaken()])
  async start(@Body() body: StartPairingDto, @Principal() principal: Principal): Promise<PairingCode> {
    const code = await this.commands.execute(new StartPairingCommand(body.state, principal));
    if (code === null) throw stateTaken();
    return code;
  }

  /** The panel claims the pairing with state and code. */
  @ApiOperation({ summary: 'Claim a pairing with state and code' })
  @Post('claims')
  @Public()
  @HttpCode(201)
  @Repeatable('renewed')
  @Refuses(() => [wrongCode(), ...problemsOfWorkspace('TooManyBrowsers', 'AccountNotMember')])
  async claim(@Body() body: ClaimPairingDto, @Facts() facts: RequestFacts, @Res({ passthrough: true }) response: Response): Promise<BrowserTokens> {
    const result = await this.commands.execute(new ClaimPairingCommand(body, facts));
    if (result.kind === 'wrong-code') throw wrongCode();
    if (result.kind === 'rejected') throw problemOfWorkspace(result.reason);
    answerPosition(response, result.position);
    return result.tokens;
  }
}

const stateTaken = (): HttpProblem =>
  new HttpProblem({
    status: 409,
    type: 'pairing-state-used',
    title: 'This pairing is used up',
    detail: 'The pairing link was used already; start pairing again in the side panel.',
  });

const wrongCode = (): HttpProblem =>
  new HttpProblem({
    status: 422,
    type: 'pairing-code-wrong',
    title: 'The pairing code does not fit',
    detail: 'The code is wrong, older than five minutes, used already or was tried too often; get a new one in the dashboard.',
    errors: [{ pointer: '/code', code: 'pairing-code', message: 'Enter the newest code that the dashboard shows for this browser.' }],
  });
