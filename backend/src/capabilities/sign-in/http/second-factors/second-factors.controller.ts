import { Body, Controller, Delete, HttpCode, Post, Put, Res } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import { ApiOperation } from '@nestjs/swagger';
import type { Response } from 'express';
import type { RecoveryCodes, TotpSetUp } from '../../../../../../event-schemas/src/http/accounts';
import { Refuses } from '../../../../platform/http/api-docs/refuses';
import { answerPosition } from '../../../../platform/http/position';
import { Facts, type RequestFacts } from '../../../../platform/http/request-facts';
import { Permit } from '../../../../platform/identity/access';
import { OwnPrincipal } from '../../../../platform/identity/principal';
import { SecondFactors } from '../../second-factors/second-factors';
import { refusedProofs, tooManyAccountTries } from '../account/account-problems';
import { noSecondFactor, totpExists, totpNotBegun, wrongTotpCode } from './second-factor-problems';
import { provePassword } from '../passwords/prove-password';
import { PasswordProofDto, TotpCodeDto } from './second-factors.dto';

@Controller('api/v1/account')
@Permit('manage-own-sign-in')
export class SecondFactorsController {
  constructor(
    private readonly factors: SecondFactors,
    private readonly commands: CommandBus,
  ) {}

  /** A new seed; it counts once a code of it was typed. */
  @ApiOperation({ summary: 'Begin to add an authenticator app' })
  @Post('totp')
  @HttpCode(201)
  @Refuses(() => [totpExists(), ...refusedProofs('/password')])
  async begin(
    @Body() { password }: PasswordProofDto,
    @OwnPrincipal() { accountId }: OwnPrincipal,
    @Facts() facts: RequestFacts,
    @Res({ passthrough: true }) response: Response,
  ): Promise<TotpSetUp> {
    await provePassword(this.commands, accountId, password, facts);
    const seed = await this.factors.beginTotp(accountId);
    if (seed === null) throw totpExists();
    response.setHeader('Cache-Control', 'no-store');
    return seed;
  }

  /** The recovery codes are empty when the account has some already. */
  @ApiOperation({ summary: 'Confirm the authenticator app by a code of it' })
  @Put('totp')
  @Refuses(() => [wrongTotpCode(), totpNotBegun(), totpExists(), tooManyAccountTries(60)])
  async confirm(
    @Body() { code }: TotpCodeDto,
    @OwnPrincipal() { accountId }: OwnPrincipal,
    @Facts() facts: RequestFacts,
    @Res({ passthrough: true }) response: Response,
  ): Promise<RecoveryCodes> {
    const confirmation = await this.factors.confirmTotp(accountId, code, facts);
    response.setHeader('Cache-Control', 'no-store');
    switch (confirmation.kind) {
      case 'confirmed':
        return { codes: confirmation.codes };
      case 'wrong':
        throw wrongTotpCode();
      case 'not-begun':
        throw totpNotBegun();
      case 'exists':
        throw totpExists();
      case 'too-many-tries':
        throw tooManyAccountTries(confirmation.retryAfterSeconds);
    }
  }

  /** Without another second factor the recovery codes are void too. */
  @ApiOperation({ summary: 'Remove the authenticator app' })
  @Delete('totp')
  @HttpCode(204)
  @Refuses(() => refusedProofs('/password'))
  async remove(
    @Body() { password }: PasswordProofDto,
    @OwnPrincipal() { accountId }: OwnPrincipal,
    @Facts() facts: RequestFacts,
    @Res({ passthrough: true }) response: Response,
  ): Promise<void> {
    await provePassword(this.commands, accountId, password, facts);
    answerPosition(response, await this.factors.removeTotp(accountId, facts));
  }

  /** Shown once; the old ones are void. */
  @ApiOperation({ summary: 'Make new recovery codes' })
  @Post('recovery-codes')
  @HttpCode(201)
  @Refuses(() => [noSecondFactor(), ...refusedProofs('/password')])
  async newCodes(
    @Body() { password }: PasswordProofDto,
    @OwnPrincipal() { accountId }: OwnPrincipal,
    @Facts() facts: RequestFacts,
    @Res({ passthrough: true }) response: Response,
  ): Promise<RecoveryCodes> {
    await provePassword(this.commands, accountId, password, facts);
    const codes = await this.factors.newCodes(accountId, facts);
    if (codes === null) throw noSecondFactor();
    response.setHeader('Cache-Control', 'no-store');
    return { codes };
  }
}
