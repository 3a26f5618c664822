import { Body, Controller, Delete, Get, HttpCode, Patch, Post, Put, Res } from '@nestjs/common';
import { CommandBus, QueryBus } from '@nestjs/cqrs';
import { ApiOperation } from '@nestjs/swagger';
import type { Response } from 'express';
import type { Account, AccountExport } from '../../../../../../event-schemas/src/http/accounts';
import { Refuses } from '../../../../platform/http/api-docs/refuses';
import { HttpProblem } from '../../../../platform/http/http-problem';
import { changedMeanwhile, IfMatch } from '../../../../platform/http/if-match';
import { answerPosition } from '../../../../platform/http/position';
import { Facts, type RequestFacts } from '../../../../platform/http/request-facts';
import { ofStatus } from '../../../../platform/http/status-problems';
import { Permit } from '../../../../platform/identity/access';
import { OwnPrincipal } from '../../../../platform/identity/principal';
import { AccountExportQuery, AccountQuery } from '../../account/account.query';
import { AskEmailChangeCommand } from '../../commands/ask-email-change';
import { CancelEmailChangeCommand } from '../../commands/cancel-email-change';
import { ChangePasswordCommand } from '../../commands/change-password';
import { ChangeProfileCommand } from '../../commands/change-profile';
import { problemOfAsking, problemOfProof, refusedProofs } from './account-problems';
import { passwordRefused } from '../passwords/password-problems';
import { ChangeAccountDto, ChangeEmailDto, ChangePasswordDto } from './account.dto';

@Controller('api/v1/account')
@Permit('change-own-account')
export class AccountController {
  constructor(
    private readonly commands: CommandBus,
    private readonly queries: QueryBus,
  ) {}

  /** One's own account; the ETag is for changing name and preferences. */
  @ApiOperation({ summary: 'One’s own account' })
  @Get()
  async read(@OwnPrincipal() { accountId }: OwnPrincipal, @Res({ passthrough: true }) response: Response): Promise<Account> {
    const { account, revision } = await this.queries.execute(new AccountQuery(accountId));
    response.set({ 'Cache-Control': 'no-store', ETag: `"${String(revision)}"` });
    return account;
  }

  /** Changes name and preferences; what is left out stays. With If-Match, 412 when they were changed in the meantime. */
  @ApiOperation({ summary: 'Change one’s name or preferences' })
  @Patch()
  async change(
    @Body() body: ChangeAccountDto,
    @IfMatch() expectedRevision: number | null,
    @OwnPrincipal() { accountId }: OwnPrincipal,
    @Facts() facts: RequestFacts,
    @Res({ passthrough: true }) response: Response,
  ): Promise<Account> {
    const result = await this.commands.execute(new ChangeProfileCommand(accountId, body, expectedRevision, facts));
    const { account, revision } = await this.queries.execute(new AccountQuery(accountId));
    if (result.kind === 'rejected') throw result.reason === 'ProfileChangedMeanwhile' ? changedMeanwhile(account, revision) : new HttpProblem(ofStatus(403));
    response.setHeader('Cache-Control', 'no-store');
    answerPosition(response, result.position, revision);
    return account;
  }

  /** What the privacy policy names as account data, as a file. */
  @ApiOperation({ summary: 'Export of one’s account' })
  @Get('export')
  async export(@OwnPrincipal() { accountId }: OwnPrincipal, @Res({ passthrough: true }) response: Response): Promise<AccountExport> {
    response.set({ 'Cache-Control': 'no-store', 'Content-Disposition': 'attachment; filename="leadgen-account.json"' });
    return this.queries.execute(new AccountExportQuery(accountId));
  }

  /** Changes the password; every other session ends, and paired browsers when that is asked for. API keys go on. */
  @ApiOperation({ summary: 'Change one’s password' })
  @Put('password')
  @Permit('manage-own-sign-in')
  @HttpCode(204)
  @Refuses(() => [passwordRefused('too-weak', '/newPassword'), ...refusedProofs('/currentPassword')])
  async changePassword(
    @Body() body: ChangePasswordDto,
    @OwnPrincipal() principal: OwnPrincipal,
    @Facts() facts: RequestFacts,
    @Res({ passthrough: true }) response: Response,
  ): Promise<void> {
    const result = await this.commands.execute(new ChangePasswordCommand(principal, body, facts));
    if (result.kind === 'refused') throw passwordRefused(result.fault, '/newPassword');
    if (result.kind !== 'changed') throw problemOfProof(result, '/currentPassword');
    if (result.position !== null) answerPosition(response, result.position);
  }

  /** Asks for another mail address: a mail to each of the two addresses, and both have to confirm. Whether the new one has an account does not show. */
  @ApiOperation({ summary: 'Ask for another mail address' })
  @Post('email-changes')
  @Permit('manage-own-sign-in')
  @HttpCode(202)
  @Refuses(() => [problemOfAsking('EmailUnchanged'), problemOfAsking('NoMailServer'), ...refusedProofs('/password')])
  async askEmailChange(
    @Body() body: ChangeEmailDto,
    @OwnPrincipal() { accountId }: OwnPrincipal,
    @Facts() facts: RequestFacts,
    @Res({ passthrough: true }) response: Response,
  ): Promise<void> {
    const result = await this.commands.execute(new AskEmailChangeCommand(accountId, body, facts));
    if (result.kind === 'refused') throw problemOfAsking(result.reason);
    if (result.kind !== 'asked') throw problemOfProof(result, '/password');
    answerPosition(response, result.position);
  }

  /** Gives up the change of address that waits, if one does. */
  @ApiOperation({ summary: 'Give up a change of mail address' })
  @Delete('email-changes')
  @Permit('manage-own-sign-in')
  @HttpCode(204)
  async cancelEmailChange(
    @OwnPrincipal() { accountId }: OwnPrincipal,
    @Facts() facts: RequestFacts,
    @Res({ passthrough: true }) response: Response,
  ): Promise<void> {
    const position = await this.commands.execute(new CancelEmailChangeCommand({ accountId }, facts));
    if (position !== null) answerPosition(response, position);
  }
}
