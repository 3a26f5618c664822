import { ApiProperty } from '@nestjs/swagger';
import { IsString, Length, Matches, MaxLength } from 'class-validator';
import type { ClaimPairingRequest, RefreshBrowserRequest, StartPairingRequest } from '../../../../../../event-schemas/src/http/manage-workspace';
import { IsVisibleLine } from '../../../../platform/http/field-decorators';

const STATE = /^[A-Za-z0-9_-]{43}$/;
const STATE_RULE = { message: 'state must be 43 characters of base64url' };
export class StartPairingDto implements StartPairingRequest {
  @ApiProperty({ pattern: STATE.source, description: 'Random, made by the extension.', example: 'cmFuZG9tIGJ5dGVzIG9mIHRoZSBleHRlbnNpb24sIDM' })
  @Matches(STATE, STATE_RULE)
  readonly state!: string;
}

export class ClaimPairingDto implements ClaimPairingRequest {
  @ApiProperty({ pattern: STATE.source, description: 'Random, made by the extension.', example: 'cmFuZG9tIGJ5dGVzIG9mIHRoZSBleHRlbnNpb24sIDM' })
  @Matches(STATE, STATE_RULE)
  readonly state!: string;

  @ApiProperty({ example: 'K7QF-2MXD' })
  @Matches(/^[0-9A-Za-z]{4}[\s-]?[0-9A-Za-z]{4}$/, { message: 'code must be eight letters and digits, such as K7QF-2MXD' })
  readonly code!: string;

  @ApiProperty({ minLength: 1, maxLength: 120, example: 'Chrome at work' })
  @IsString()
  @Length(1, 120)
  @IsVisibleLine('browserName')
  readonly browserName!: string;

  @ApiProperty({ example: '1.0.0' })
  @Matches(/^\d{1,4}(\.\d{1,4}){0,3}$/, { message: 'extensionVersion must be a version number such as 1.4.0' })
  readonly extensionVersion!: string;
}

export class RefreshBrowserDto implements RefreshBrowserRequest {
  @ApiProperty({ maxLength: 200, example: 'Zm9yIG9uZSBicm93c2VyIG9ubHksIHVzZWQgb25jZQ' })
  @IsString()
  @MaxLength(200)
  readonly refreshToken!: string;
}
