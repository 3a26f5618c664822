import { Body, Controller, HttpCode, Post, Res } from '@nestjs/common';
import { CommandBus, QueryBus } from '@nestjs/cqrs';
import { ApiOperation } from '@nestjs/swagger';
import type { Response } from 'express';
import type { InvitationLookup } from '../../../../../../event-schemas/src/http/members';
import type { AnySession } from '../../../../../../event-schemas/src/http/sign-in';
import { Refuses, Repeatable } from '../../../../platform/http/api-docs/refuses';
import { HttpProblem } from '../../../../platform/http/http-problem';
import { Facts, type RequestFacts } from '../../../../platform/http/request-facts';
import { ofStatus } from '../../../../platform/http/status-problems';
import { Public, PublicOrSignedIn } from '../../../../platform/identity/access';
import { OptionalPrincipal, type OwnPrincipal } from '../../../../platform/identity/principal';
import { answerSession, DOCUMENTS, OpenSessionCommand, ReplacesSession, SwitchWorkspaceCommand, passwordRefused } from '../../../sign-in';
import { AcceptInvitationCommand, type Joiner } from '../../commands/accept-invitation';
import { InvitationLookupQuery } from '../../invitations/invitation-lookup.query';
import { AcceptInvitationDto, InvitationTokenDto, type NewAccountDto } from './joining.dto';
import { problemOfWorkspace, problemsOfWorkspace } from '../workspace-problems';

const ACCEPT_REFUSALS = ['InvitationClosed', 'AlreadyMember', 'TooManyMembers', 'NotPermitted'] as const;

@Controller('api/v1')
export class JoiningController {
  constructor(
    private readonly commands: CommandBus,
    private readonly queries: QueryBus,
  ) {}

  /** What the page of an invitation's link shows to whoever has the link. */
  @ApiOperation({ summary: 'What an invitation is about' })
  @Post('invitation-lookups')
  @Public()
  @HttpCode(200)
  @Refuses(() => problemsOfWorkspace('InvitationClosed'))
  async lookUp(@Body() { token }: InvitationTokenDto, @Res({ passthrough: true }) response: Response): Promise<InvitationLookup> {
    response.setHeader('Cache-Control', 'no-store');
    const found = await this.queries.execute(new InvitationLookupQuery(token));
    if (found === null) throw problemOfWorkspace('InvitationClosed');
    return found;
  }

  /** Joins with the account that is signed in, whose session goes on in the workspace, or makes one for the invited address. Repeat with the same Idempotency-Key when the answer was lost. */
  @ApiOperation({ summary: 'Accept an invitation' })
  @Post('invitation-acceptances')
  @ReplacesSession()
  @PublicOrSignedIn()
  @HttpCode(201)
  @Repeatable('renewed')
  @Refuses(() => [
    ...problemsOfWorkspace(...ACCEPT_REFUSALS),
    accountExists(),
    underAge(),
    documentsNotAccepted(),
    passwordRefused('too-weak', '/newAccount/password'),
  ])
  async accept(
    @Body() { token, newAccount }: AcceptInvitationDto,
    @OptionalPrincipal() principal: OwnPrincipal | null,
    @Facts() facts: RequestFacts,
    @Res({ passthrough: true }) response: Response,
  ): Promise<AnySession> {
    const result = await this.commands.execute(new AcceptInvitationCommand(token, joinerOf(principal, newAccount), facts));
    if (result.kind === 'rejected') throw problemOfWorkspace(result.reason);
    if (result.kind === 'password-refused') throw passwordRefused(result.fault, '/newAccount/password');
    if (result.kind === 'account-exists') throw accountExists();
    if (result.kind === 'nobody') throw new HttpProblem(ofStatus(401));
    if (principal === null) return answerSession(response, await this.commands.execute(new OpenSessionCommand(result.accountId, result.workspaceId, facts)));
    const session = await this.commands.execute(new SwitchWorkspaceCommand(principal, result.workspaceId));
    // Joined before, and no member any more.
    if (session === null) throw problemOfWorkspace('InvitationClosed');
    response.setHeader('Cache-Control', 'no-store');
    return session;
  }
}

/** Nothing is stored, and no link is claimed, before all of this holds. */
function joinerOf(principal: OwnPrincipal | null, newAccount: NewAccountDto | undefined): Joiner {
  if (principal !== null) {
    if (principal.kind !== 'account') throw new HttpProblem(ofStatus(403));
    return { accountId: principal.accountId };
  }
  if (newAccount === undefined) return { nobody: true };
  if (!newAccount.oldEnough) throw underAge();
  const accepted = new Set(newAccount.acceptedDocuments.map(({ document, version }) => `${document} ${version}`));
  if (!DOCUMENTS.every(({ document, version }) => accepted.has(`${document} ${version}`))) throw documentsNotAccepted();
  return { newAccount };
}

const underAge = (): HttpProblem =>
  new HttpProblem({
    status: 422,
    type: 'under-age',
    title: 'Too young for an account',
    detail: 'LeadGen cannot make an account below the age of the region; nothing was kept.',
    errors: [{ pointer: '/newAccount/oldEnough', code: 'under-age', message: 'An account is only for people who have reached the age of their region.' }],
  });

const documentsNotAccepted = (): HttpProblem =>
  new HttpProblem({
    status: 422,
    type: 'documents-not-accepted',
    title: 'Terms and privacy policy are to be accepted',
    detail: 'Read the current versions of both documents and accept them; reload the page when they changed since you opened it.',
    errors: [{ pointer: '/newAccount/acceptedDocuments', code: 'documents', message: 'Name every document of the invitation with its current version.' }],
  });

const accountExists = (): HttpProblem =>
  new HttpProblem({
    status: 409,
    type: 'account-exists',
    title: 'This address has an account',
    detail: 'Sign in with it and open the link of the invitation again.',
  });
