import { Body, Controller, Delete, HttpCode, Inject, Param, ParseUUIDPipe, Patch, Post, Req, Res } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import { ApiOperation } from '@nestjs/swagger';
import type { Request, Response } from 'express';
import type { AddedPasskey, PasskeyOptions } from '../../../../../../event-schemas/src/http/accounts';
import { Refuses } from '../../../../platform/http/api-docs/refuses';
import { Facts, type RequestFacts } from '../../../../platform/http/request-facts';
import { Permit } from '../../../../platform/identity/access';
import { OwnPrincipal } from '../../../../platform/identity/principal';
import { OwnPasskeys } from '../../second-factors/own-passkeys';
import { relyingPartyOf } from '../../second-factors/relying-party';
import { SIGN_IN_OPTIONS, type SignInOptions } from '../../sign-in-options';
import { refusedProofs } from '../account/account-problems';
import { noSuchPasskey, passkeyRefused, passkeysNeedADomain, tooManyPasskeys } from './second-factor-problems';
import { provePassword } from '../passwords/prove-password';
import { AddPasskeyDto, PasswordProofDto, RenamePasskeyDto } from './second-factors.dto';

@Controller('api/v1/account/passkeys')
@Permit('manage-own-sign-in')
export class PasskeysController {
  constructor(
    private readonly passkeys: OwnPasskeys,
    private readonly commands: CommandBus,
    @Inject(SIGN_IN_OPTIONS) private readonly options: SignInOptions,
  ) {}

  @ApiOperation({ summary: 'Begin to add a passkey' })
  @Post('options')
  @HttpCode(201)
  @Refuses(() => [passkeysNeedADomain(), ...refusedProofs('/password')])
  async begin(
    @Body() { password }: PasswordProofDto,
    @OwnPrincipal() { accountId }: OwnPrincipal,
    @Facts() facts: RequestFacts,
    @Req() request: Request,
    @Res({ passthrough: true }) response: Response,
  ): Promise<PasskeyOptions> {
    const party = relyingPartyOf(this.options.origin, request.headers.host);
    if (party === null) throw passkeysNeedADomain();
    await provePassword(this.commands, accountId, password, facts);
    response.setHeader('Cache-Control', 'no-store');
    return this.passkeys.options(accountId, party);
  }

  /** Recovery codes come with the first second factor of an account, and are shown once. */
  @ApiOperation({ summary: 'Add the passkey' })
  @Post()
  @HttpCode(201)
  @Refuses(() => [passkeysNeedADomain(), passkeyRefused(422), tooManyPasskeys()])
  async add(
    @Body() body: AddPasskeyDto,
    @OwnPrincipal() { accountId }: OwnPrincipal,
    @Facts() facts: RequestFacts,
    @Req() request: Request,
    @Res({ passthrough: true }) response: Response,
  ): Promise<AddedPasskey> {
    const party = relyingPartyOf(this.options.origin, request.headers.host);
    if (party === null) throw passkeysNeedADomain();
    const result = await this.passkeys.add(accountId, body, party, facts);
    response.setHeader('Cache-Control', 'no-store');
    if (result.kind === 'added') return result.passkey;
    throw result.kind === 'too-many' ? tooManyPasskeys() : passkeyRefused(422);
  }

  @ApiOperation({ summary: 'Rename a passkey' })
  @Patch(':id')
  @HttpCode(204)
  @Refuses(() => [noSuchPasskey()])
  async rename(
    @Param('id', ParseUUIDPipe) id: string,
    @Body() { name }: RenamePasskeyDto,
    @OwnPrincipal() { accountId }: OwnPrincipal,
    @Facts() facts: RequestFacts,
  ): Promise<void> {
    if (!(await this.passkeys.rename(accountId, id, name, facts))) throw noSuchPasskey();
  }

  /** Without another second factor the recovery codes are void too. */
  @ApiOperation({ summary: 'Remove a passkey' })
  @Delete(':id')
  @HttpCode(204)
  @Refuses(() => [noSuchPasskey(), ...refusedProofs('/password')])
  async remove(
    @Param('id', ParseUUIDPipe) id: string,
    @Body() { password }: PasswordProofDto,
    @OwnPrincipal() { accountId }: OwnPrincipal,
    @Facts() facts: RequestFacts,
  ): Promise<void> {
    await provePassword(this.commands, accountId, password, facts);
    if (!(await this.passkeys.remove(accountId, id, facts))) throw noSuchPasskey();
  }
}
