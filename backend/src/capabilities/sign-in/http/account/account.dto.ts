import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { Type } from 'class-transformer';
import { IsBoolean, IsIn, IsObject, IsString, Length, MaxLength, ValidateNested } from 'class-validator';
import type {
  ChangeAccountRequest,
  ChangeEmailRequest,
  ChangePasswordRequest,
  ConfirmEmailRequest,
  Preferences,
  RequestPasswordResetRequest,
  UsePasswordResetRequest,
} from '../../../../../../event-schemas/src/http/accounts';
import { IfGiven, IsMailAddress, IsOwnPassword, IsVisibleLine } from '../../../../platform/http/field-decorators';

const THEMES = ['system', 'light', 'dark'] as const;
export class PreferencesDto implements Partial<Preferences> {
  @ApiPropertyOptional({ enum: THEMES })
  @IfGiven()
  @IsIn(THEMES)
  readonly theme?: Preferences['theme'];

  @ApiPropertyOptional({ description: 'A mail when somebody signs in from a device that was not seen before.' })
  @IfGiven()
  @IsBoolean()
  readonly signInNotices?: boolean;
}

export class ChangeAccountDto implements ChangeAccountRequest {
  @ApiPropertyOptional({ minLength: 1, maxLength: 120, example: 'Ada Lovelace' })
  @IfGiven()
  @IsString()
  @Length(1, 120)
  @IsVisibleLine('displayName')
  readonly displayName?: string;

  @ApiPropertyOptional({ type: PreferencesDto })
  @IfGiven()
  @IsObject()
  @ValidateNested()
  @Type(() => PreferencesDto)
  readonly preferences?: PreferencesDto;
}

export class ChangePasswordDto implements ChangePasswordRequest {
  @IsOwnPassword()
  readonly currentPassword!: string;

  @ApiProperty({ format: 'password', minLength: 12, maxLength: 128 })
  @IsString()
  @Length(12, 128)
  readonly newPassword!: string;

  @ApiPropertyOptional({ description: 'Also revokes every browser that the account has paired, in all its workspaces. False when left out.' })
  @IfGiven()
  @IsBoolean()
  readonly alsoBrowsers?: boolean;
}

export class ChangeEmailDto implements ChangeEmailRequest {
  @ApiProperty({ format: 'email', maxLength: 254, example: 'ada@example.com' })
  @IsMailAddress()
  @MaxLength(254)
  readonly email!: string;

  @IsOwnPassword()
  readonly password!: string;
}

/** Only sizes are checked: a rule about the form of the address would say what accounts look like. */
export class RequestPasswordResetDto implements RequestPasswordResetRequest {
  @ApiProperty({ maxLength: 254, example: 'ada@example.com' })
  @IsString()
  @Length(1, 254)
  readonly email!: string;
}

export class UsePasswordResetDto implements UsePasswordResetRequest {
  @ApiProperty({ description: 'From the link.', maxLength: 100, example: 'b25lIGxpbmssIHVzZWQgb25jZQ' })
  @IsString()
  @Length(1, 100)
  readonly token!: string;

  @ApiProperty({ format: 'password', minLength: 12, maxLength: 128 })
  @IsString()
  @Length(12, 128)
  readonly password!: string;
}

export class ConfirmEmailDto implements ConfirmEmailRequest {
  @ApiProperty({ description: 'From the link.', maxLength: 100, example: 'b25lIGxpbmssIHVzZWQgb25jZQ' })
  @IsString()
  @Length(1, 100)
  readonly token!: string;
}
