import { Body, Controller, HttpCode, Inject, Post, Req, Res } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import { ApiOperation } from '@nestjs/swagger';
import type { Request, Response } from 'express';
import type { PasskeyOptions } from '../../../../../../event-schemas/src/http/accounts';
import type { AnySession } from '../../../../../../event-schemas/src/http/sign-in';
import { Refuses } from '../../../../platform/http/api-docs/refuses';
import { Facts, type RequestFacts } from '../../../../platform/http/request-facts';
import { Public } from '../../../../platform/identity/access';
import { FinishSignInCommand } from '../../commands/finish-sign-in';
import { SignInWithPasskeyCommand } from '../../commands/sign-in-with-passkey';
import { PasskeySignIn } from '../../second-factors/passkey-sign-in';
import { relyingPartyOf, type RelyingParty } from '../../second-factors/relying-party';
import { SignInAttempts } from '../../secrets/sign-in-attempts';
import { SIGN_IN_OPTIONS, type SignInOptions } from '../../sign-in-options';
import { tooManyAccountTries } from '../account/account-problems';
import { ReplacesSession } from '../sessions/former-session';
import { passkeyRefused, passkeysNeedADomain, requireOneAnswer, ticketOver, wrongSecondFactor } from './second-factor-problems';
import { PasskeySignInDto, SecondFactorDto } from './second-factors.dto';
import { answerSession } from '../sessions/session-answer';

/** What comes after the password, or instead of it. */
@Controller('api/v1/sessions')
@Public()
export class SecondHalfController {
  constructor(
    private readonly commands: CommandBus,
    private readonly passkeys: PasskeySignIn,
    private readonly attempts: SignInAttempts,
    @Inject(SIGN_IN_OPTIONS) private readonly options: SignInOptions,
  ) {}

  @ApiOperation({ summary: 'Finish a sign-in by a second factor' })
  @Post('second-factor')
  @ReplacesSession()
  @HttpCode(201)
  @Refuses(() => [wrongSecondFactor(), ticketOver(), tooManyAccountTries(60)])
  async finish(
    @Body() body: SecondFactorDto,
    @Facts() facts: RequestFacts,
    @Req() request: Request,
    @Res({ passthrough: true }) response: Response,
  ): Promise<AnySession> {
    requireOneAnswer(body);
    const result = await this.commands.execute(new FinishSignInCommand(body, this.party(request), facts));
    switch (result.kind) {
      case 'signed-in':
        return answerSession(response, result.opened);
      case 'wrong':
        throw wrongSecondFactor();
      case 'ticket-over':
        throw ticketOver();
      case 'too-many-tries':
        throw tooManyAccountTries(result.retryAfterSeconds);
    }
  }

  /** A challenge that any passkey of this installation may answer; nobody learns which exist. */
  @ApiOperation({ summary: 'Ask for a passkey' })
  @Post('passkey-options')
  @HttpCode(201)
  @Refuses(() => [passkeysNeedADomain(), tooManyAccountTries(60)])
  async ask(@Facts() facts: RequestFacts, @Req() request: Request, @Res({ passthrough: true }) response: Response): Promise<PasskeyOptions> {
    const party = this.party(request);
    if (party === null) throw passkeysNeedADomain();
    const retryAfterSeconds = await this.attempts.ask(facts.address);
    if (retryAfterSeconds !== null) throw tooManyAccountTries(retryAfterSeconds);
    response.setHeader('Cache-Control', 'no-store');
    return this.passkeys.options(party);
  }

  @ApiOperation({ summary: 'Sign in with a passkey alone' })
  @Post('passkey')
  @ReplacesSession()
  @HttpCode(201)
  @Refuses(() => [passkeysNeedADomain(), passkeyRefused(401)])
  async signIn(
    @Body() body: PasskeySignInDto,
    @Facts() facts: RequestFacts,
    @Req() request: Request,
    @Res({ passthrough: true }) response: Response,
  ): Promise<AnySession> {
    const party = this.party(request);
    if (party === null) throw passkeysNeedADomain();
    const opened = await this.commands.execute(new SignInWithPasskeyCommand(body, party, facts));
    if (opened === null) throw passkeyRefused(401);
    return answerSession(response, opened);
  }

  private party(request: Request): RelyingParty | null {
    return relyingPartyOf(this.options.origin, request.headers.host);
  }
}
