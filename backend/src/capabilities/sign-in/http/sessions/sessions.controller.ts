import { Body, Controller, Delete, HttpCode, Inject, Post, Req, Res, UseGuards } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import { ApiCookieAuth, ApiCreatedResponse, ApiOkResponse, ApiOperation, getSchemaPath } from '@nestjs/swagger';
import type { Request, Response } from 'express';
import type { AnySession, SecondFactorNeeded, Session } from '../../../../../../event-schemas/src/http/sign-in';
import { Refuses, Repeatable } from '../../../../platform/http/api-docs/refuses';
import { HttpProblem } from '../../../../platform/http/http-problem';
import { answerPosition } from '../../../../platform/http/position';
import { Facts, type RequestFacts } from '../../../../platform/http/request-facts';
import { Permit, Public } from '../../../../platform/identity/access';
import { OwnPrincipal } from '../../../../platform/identity/principal';
import { RefreshSessionCommand } from '../../commands/refresh-session';
import { SignInCommand } from '../../commands/sign-in';
import { SignOutCommand } from '../../commands/sign-out';
import { SwitchWorkspaceCommand } from '../../commands/switch-workspace';
import { SIGN_IN_OPTIONS, type SignInOptions } from '../../sign-in-options';
import { ReplacesSession } from './former-session';
import { clearRefreshCookie, refreshCookie } from './refresh-cookie';
import { SessionOriginGuard } from './session-origin.guard';
import { answerSession } from './session-answer';
import { SignInDto, SwitchWorkspaceDto } from './sign-in.dto';

@Controller('api/v1/sessions')
export class SessionsController {
  constructor(
    private readonly commands: CommandBus,
    @Inject(SIGN_IN_OPTIONS) private readonly options: SignInOptions,
  ) {}

  /** Signs in (201), or asks for the second factor (200). Whether the address has an account shows neither in the answer nor in its time. */
  @ApiOperation({ summary: 'Sign in with address and password' })
  @ApiCreatedResponse({ description: 'Signed in.' })
  @ApiOkResponse({ description: 'The password is right, and a second factor is needed.', schema: { $ref: getSchemaPath('SecondFactorNeeded') } })
  @Post()
  @ReplacesSession()
  @Public()
  @HttpCode(201)
  @Refuses(() => [wrongCredentials(), tooManyTries(60)])
  async signIn(
    @Body() body: SignInDto,
    @Facts() facts: RequestFacts,
    @Res({ passthrough: true }) response: Response,
  ): Promise<AnySession | SecondFactorNeeded> {
    const result = await this.commands.execute(new SignInCommand(body, facts));
    if (result.kind === 'too-many-tries') throw tooManyTries(result.retryAfterSeconds);
    if (result.kind === 'refused') throw wrongCredentials();
    if (result.kind === 'signed-in') return answerSession(response, result.opened);
    response.status(200).setHeader('Cache-Control', 'no-store');
    return result.needed;
  }

  /** A new access token for the refresh cookie, which is replaced. */
  @ApiOperation({ summary: 'New access token for the refresh cookie' })
  @ApiCookieAuth('refreshCookie')
  @Post('refresh')
  @Public()
  @UseGuards(SessionOriginGuard)
  @HttpCode(200)
  @Repeatable('renewed')
  @Refuses(() => [sessionEnded()])
  async refresh(@Req() request: Request, @Facts() facts: RequestFacts, @Res({ passthrough: true }) response: Response): Promise<AnySession> {
    const token = refreshCookie(request, this.options.secureCookie);
    const opened = token === null ? null : await this.commands.execute(new RefreshSessionCommand(token, facts));
    if (opened !== null) return answerSession(response, opened);
    clearRefreshCookie(response, this.options.secureCookie);
    throw sessionEnded();
  }

  /** The session goes on in another workspace of the account, which also opens at the next sign-in; the refresh cookie stays. */
  @ApiOperation({ summary: 'Switch to another workspace' })
  @Post('current/workspace')
  @Permit('change-own-account')
  @HttpCode(200)
  @Refuses(() => [noSuchWorkspace()])
  async switchWorkspace(
    @Body() { workspaceId }: SwitchWorkspaceDto,
    @OwnPrincipal() principal: OwnPrincipal,
    @Res({ passthrough: true }) response: Response,
  ): Promise<Session> {
    const session = await this.commands.execute(new SwitchWorkspaceCommand(principal, workspaceId));
    if (session === null) throw noSuchWorkspace();
    response.setHeader('Cache-Control', 'no-store');
    return session;
  }

  /** Signs out; the session is over everywhere. */
  @ApiOperation({ summary: 'Sign out of this session' })
  @Delete('current')
  @Permit('end-own-session')
  @HttpCode(204)
  async signOut(@OwnPrincipal() principal: OwnPrincipal, @Facts() facts: RequestFacts, @Res({ passthrough: true }) response: Response): Promise<void> {
    answerPosition(response, await this.commands.execute(new SignOutCommand(principal, facts)));
    // Whoever uses the browser next finds nothing of this person; the cookie goes by itself.
    response.setHeader('Clear-Site-Data', '"cache", "storage"');
    clearRefreshCookie(response, this.options.secureCookie);
  }
}

const wrongCredentials = (): HttpProblem =>
  new HttpProblem({
    status: 401,
    type: 'wrong-credentials',
    title: 'Address or password is wrong',
    detail: 'Check the mail address and the password and try again.',
  });

const tooManyTries = (seconds: number): HttpProblem =>
  new HttpProblem({
    status: 429,
    type: 'too-many-tries',
    title: 'Too many tries',
    detail: 'Too many sign-ins failed from here; wait until the time in Retry-After has passed.',
    headers: { 'Retry-After': String(seconds) },
  });

const noSuchWorkspace = (): HttpProblem =>
  new HttpProblem({ status: 404, type: 'not-found', title: 'Not found', detail: 'This account is in no such workspace.' });

const sessionEnded = (): HttpProblem => new HttpProblem({ status: 401, type: 'session-ended', title: 'The session is over', detail: 'Sign in again.' });
