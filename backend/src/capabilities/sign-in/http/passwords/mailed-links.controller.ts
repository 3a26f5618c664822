import { Body, Controller, HttpCode, Post, Res } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import { ApiOperation } from '@nestjs/swagger';
import type { Response } from 'express';
import type { EmailConfirmation } from '../../../../../../event-schemas/src/http/accounts';
import { Refuses } from '../../../../platform/http/api-docs/refuses';
import { answerPosition } from '../../../../platform/http/position';
import { Facts, type RequestFacts } from '../../../../platform/http/request-facts';
import { Public } from '../../../../platform/identity/access';
import { AskPasswordResetCommand } from '../../commands/ask-password-reset';
import { CancelEmailChangeCommand } from '../../commands/cancel-email-change';
import { ConfirmEmailCommand } from '../../commands/confirm-email';
import { UsePasswordResetCommand } from '../../commands/use-password-reset';
import { addressTaken, linkOver, tooManyAccountTries } from '../account/account-problems';
import { passwordRefused } from './password-problems';
import { ConfirmEmailDto, RequestPasswordResetDto, UsePasswordResetDto } from '../account/account.dto';

/** For people who cannot sign in, or who followed a link from a mail: the token is the right. */
@Controller('api/v1')
@Public()
export class MailedLinksController {
  constructor(private readonly commands: CommandBus) {}

  /** Asks for a link by mail. Whether the address has an account shows neither in the answer nor in its time. */
  @ApiOperation({ summary: 'Ask for another password by mail' })
  @Post('password-resets')
  @HttpCode(202)
  @Refuses(() => [tooManyAccountTries(60)])
  async askPasswordReset(@Body() { email }: RequestPasswordResetDto, @Facts() facts: RequestFacts): Promise<void> {
    const wait = await this.commands.execute(new AskPasswordResetCommand(email, facts));
    if (wait !== null) throw tooManyAccountTries(wait);
  }

  /** Uses the link once. Every session of the account ends and every browser that it has paired; its second factor and its API keys stay. */
  @ApiOperation({ summary: 'Choose another password with a mailed link' })
  @Post('password-resets/uses')
  @HttpCode(204)
  @Refuses(() => [linkOver(), passwordRefused('too-weak', '/password')])
  async usePasswordReset(@Body() body: UsePasswordResetDto, @Facts() facts: RequestFacts, @Res({ passthrough: true }) response: Response): Promise<void> {
    const result = await this.commands.execute(new UsePasswordResetCommand(body, facts));
    if (result.kind === 'link-over') throw linkOver();
    if (result.kind === 'refused') throw passwordRefused(result.fault, '/password');
    if (result.position !== null) answerPosition(response, result.position);
  }

  /** Confirms a change of address at the address that the link was mailed to; the answer says whose confirmation is missing. */
  @ApiOperation({ summary: 'Confirm a change of mail address' })
  @Post('email-confirmations')
  @HttpCode(200)
  @Refuses(() => [linkOver(), addressTaken()])
  async confirmEmail(
    @Body() { token }: ConfirmEmailDto,
    @Facts() facts: RequestFacts,
    @Res({ passthrough: true }) response: Response,
  ): Promise<EmailConfirmation> {
    const result = await this.commands.execute(new ConfirmEmailCommand(token, facts));
    if (result.kind === 'refused') throw result.reason === 'LinkOver' ? linkOver() : addressTaken();
    if (result.position !== null) answerPosition(response, result.position);
    return { state: result.state };
  }

  /** Gives up a change of address, with the link that the old address was sent. */
  @ApiOperation({ summary: 'Give up a change of mail address by its link' })
  @Post('email-cancellations')
  @HttpCode(204)
  @Refuses(() => [linkOver()])
  async cancelEmailChange(@Body() { token }: ConfirmEmailDto, @Facts() facts: RequestFacts, @Res({ passthrough: true }) response: Response): Promise<void> {
    const position = await this.commands.execute(new CancelEmailChangeCommand({ token }, facts));
    if (position === null) throw linkOver();
    answerPosition(response, position);
  }
}
