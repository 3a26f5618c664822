import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { Type } from 'class-transformer';
import { IsObject, IsOptional, IsString, Length, Matches, ValidateNested } from 'class-validator';
import type { AddPasskeyRequest, PasswordProof, TotpCode } from '../../../../../../event-schemas/src/http/accounts';
import type { PasskeySignInRequest, SecondFactorRequest } from '../../../../../../event-schemas/src/http/sign-in';
import { IsOwnPassword, IsVisibleLine } from '../../../../platform/http/field-decorators';

const CREDENTIAL = { id: 'cGFzc2tleQ', rawId: 'cGFzc2tleQ', type: 'public-key', clientExtensionResults: {} };
const ASSERTION = { ...CREDENTIAL, response: { clientDataJSON: 'e30', authenticatorData: 'AA', signature: 'AA', userHandle: 'AA' } };
const ATTESTATION = { ...CREDENTIAL, response: { clientDataJSON: 'e30', attestationObject: 'oA' } };
const SIX_DIGITS = /^\d{6}$/;
const sixDigits = { message: 'code must be the six digits that the app shows' };

export class PasswordProofDto implements PasswordProof {
  @IsOwnPassword()
  readonly password!: string;
}

export class TotpCodeDto implements TotpCode {
  @ApiProperty({ pattern: '^\\d{6}$', example: '123456' })
  @Matches(SIX_DIGITS, sixDigits)
  readonly code!: string;
}

export class PasskeySignInDto implements PasskeySignInRequest {
  @ApiProperty({ description: 'From the answer that asked for this step.', maxLength: 100, example: 'aGFsZiBhIHNpZ24taW4sIGZpdmUgbWludXRlcw' })
  @IsString()
  @Length(1, 100)
  readonly ticket!: string;

  @ApiProperty({ type: 'object', additionalProperties: true, description: 'What navigator.credentials.get() answered, in its JSON form.', example: ASSERTION })
  @IsObject()
  readonly response!: Readonly<Record<string, unknown>>;
}

export class SecondFactorDto implements SecondFactorRequest {
  @ApiProperty({ description: 'From the answer that asked for this step.', maxLength: 100, example: 'aGFsZiBhIHNpZ24taW4sIGZpdmUgbWludXRlcw' })
  @IsString()
  @Length(1, 100)
  readonly ticket!: string;

  @ApiPropertyOptional({ pattern: '^\\d{6}$', example: '123456' })
  @IsOptional()
  @Matches(SIX_DIGITS, sixDigits)
  readonly code?: string;

  @ApiPropertyOptional({ maxLength: 40, description: 'Such as 7K2M-9QXT-40AB-ZC3D-H8RN-5TVW.' })
  @IsOptional()
  @IsString()
  @Length(1, 40)
  readonly recoveryCode?: string;

  @ApiPropertyOptional({ type: PasskeySignInDto })
  @IsOptional()
  @IsObject()
  @ValidateNested()
  @Type(() => PasskeySignInDto)
  readonly passkey?: PasskeySignInDto;
}

export class AddPasskeyDto implements AddPasskeyRequest {
  @ApiProperty({ description: 'From the answer that asked for this step.', maxLength: 100, example: 'aGFsZiBhIHNpZ24taW4sIGZpdmUgbWludXRlcw' })
  @IsString()
  @Length(1, 100)
  readonly ticket!: string;

  @ApiProperty({ minLength: 1, maxLength: 80, example: 'Work laptop' })
  @IsString()
  @Length(1, 80)
  @IsVisibleLine('name')
  readonly name!: string;

  @ApiProperty({
    type: 'object',
    additionalProperties: true,
    description: 'What navigator.credentials.create() answered, in its JSON form.',
    example: ATTESTATION,
  })
  @IsObject()
  readonly response!: Readonly<Record<string, unknown>>;
}

export class RenamePasskeyDto {
  @ApiProperty({ minLength: 1, maxLength: 80, example: 'Work laptop' })
  @IsString()
  @Length(1, 80)
  @IsVisibleLine('name')
  readonly name!: string;
}
