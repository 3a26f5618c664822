import { ApiProperty } from '@nestjs/swagger';
import { IsString, IsUUID, Length, MaxLength } from 'class-validator';
import type { SwitchWorkspaceRequest } from '../../../../../../event-schemas/src/http/accounts';
import type { SetUpRequest, SignInRequest } from '../../../../../../event-schemas/src/http/sign-in';
import { IsMailAddress, IsOwnPassword, IsVisibleLine } from '../../../../platform/http/field-decorators';

export class SetUpDto implements SetUpRequest {
  @ApiProperty({ description: 'From the one-time link that the first start prints.', maxLength: 100, example: 'b25lIGxpbmssIHVzZWQgb25jZQ' })
  @IsString()
  @Length(1, 100)
  readonly token!: string;

  @ApiProperty({ format: 'email', maxLength: 254, example: 'ada@example.com' })
  @IsMailAddress()
  @MaxLength(254)
  readonly email!: string;

  @ApiProperty({ format: 'password', minLength: 12, maxLength: 128 })
  @IsString()
  @Length(12, 128)
  readonly password!: string;

  @ApiProperty({ minLength: 1, maxLength: 120, example: 'Ada Lovelace' })
  @IsString()
  @Length(1, 120)
  @IsVisibleLine('displayName')
  readonly displayName!: string;

  @ApiProperty({ minLength: 1, maxLength: 120, example: 'Sales' })
  @IsString()
  @Length(1, 120)
  @IsVisibleLine('workspaceName')
  readonly workspaceName!: string;
}

/** Only sizes are checked: a rule about the form of address or password would say what accounts look like. */
export class SignInDto implements SignInRequest {
  @ApiProperty({ maxLength: 254, example: 'ada@example.com' })
  @IsString()
  @Length(1, 254)
  readonly email!: string;

  @IsOwnPassword()
  readonly password!: string;
}

export class SwitchWorkspaceDto implements SwitchWorkspaceRequest {
  @ApiProperty({ format: 'uuid' })
  @IsUUID()
  readonly workspaceId!: string;
}
