import { Body, Controller, Get, HttpCode, Post, Res } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import { ApiOperation } from '@nestjs/swagger';
import type { Response } from 'express';
import type { AnySession, SetUpState } from '../../../../../event-schemas/src/http/sign-in';
import { Refuses } from '../../../platform/http/api-docs/refuses';
import { HttpProblem } from '../../../platform/http/http-problem';
import { Facts, type RequestFacts } from '../../../platform/http/request-facts';
import { Public } from '../../../platform/identity/access';
import { SetUpCommand, type SetUpResult } from '../commands/set-up';
import { CredentialStore } from '../secrets/credentials';
import { passwordRefused } from './passwords/password-problems';
import { answerSession } from './sessions/session-answer';
import { SetUpDto } from './sessions/sign-in.dto';

@Controller('api/v1/set-up')
@Public()
export class SetUpController {
  constructor(
    private readonly commands: CommandBus,
    private readonly credentials: CredentialStore,
  ) {}

  /** Whether the first owner is still to come. */
  @ApiOperation({ summary: 'Whether the first owner is still to come' })
  @Get()
  async state(): Promise<SetUpState> {
    return { needed: !(await this.credentials.anyExists()) };
  }

  /** Makes the first account and its workspace; the token of the one-time link is used up by it. */
  @ApiOperation({ summary: 'Make the first account and its workspace' })
  @Post()
  @HttpCode(201)
  @Refuses(() => (['AlreadySetUp', 'WrongToken', 'InProgress', 'too-weak'] as const).map(problemOf))
  async setUp(@Body() body: SetUpDto, @Facts() facts: RequestFacts, @Res({ passthrough: true }) response: Response): Promise<AnySession> {
    const result = await this.commands.execute(new SetUpCommand(body, facts));
    if (result.kind === 'refused') throw problemOf(result.reason);
    return answerSession(response, result.opened);
  }
}

function problemOf(reason: Extract<SetUpResult, { kind: 'refused' }>['reason']): HttpProblem {
  switch (reason) {
    case 'known-leaked':
    case 'too-weak':
      return passwordRefused(reason, '/password');
    case 'AlreadySetUp':
      return new HttpProblem({
        status: 409,
        type: 'already-set-up',
        title: 'LeadGen is set up',
        detail: 'The first account exists; sign in, or ask its owner for access.',
      });
    case 'WrongToken':
      return new HttpProblem({
        status: 403,
        type: 'wrong-set-up-token',
        title: 'The set-up link does not fit',
        detail: 'Open the one-time link that LeadGen printed at its last start.',
        errors: [{ pointer: '/token', code: 'set-up-token', message: 'This is not the token of the current one-time link.' }],
      });
    case 'InProgress':
      return new HttpProblem({
        status: 409,
        type: 'set-up-in-progress',
        title: 'Somebody is setting up LeadGen',
        detail: 'Another set-up is running; try again in half a minute.',
        headers: { 'Retry-After': '30' },
      });
  }
}
