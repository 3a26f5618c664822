import { ApiProperty } from '@nestjs/swagger';
import { ArrayMaxSize, ArrayMinSize, ArrayUnique, IsArray, IsIn, IsInt, IsString, Length, Max, Min } from 'class-validator';
import type { CreateApiKeyRequest, RotateApiKeyRequest } from '../../../../../../event-schemas/src/http/api-keys';
import { API_KEY_SCOPES, type Permission } from '../../../../platform/identity/permissions';
import { IsOwnPassword, IsVisibleLine } from '../../../../platform/http/field-decorators';

const SCOPES_RULE = `each of scopes must be one of ${API_KEY_SCOPES.join(', ')}`;

export class CreateApiKeyDto implements CreateApiKeyRequest {
  @ApiProperty({ minLength: 1, maxLength: 120, example: 'Nightly export' })
  @IsString()
  @Length(1, 120)
  @IsVisibleLine('name')
  readonly name!: string;

  @ApiProperty({ enum: API_KEY_SCOPES, isArray: true, minItems: 1, example: ['read-leads'] })
  @IsArray()
  @ArrayMinSize(1)
  @ArrayMaxSize(API_KEY_SCOPES.length)
  @ArrayUnique()
  @IsIn(API_KEY_SCOPES, { each: true, message: SCOPES_RULE })
  readonly scopes!: readonly Permission[];

  @ApiProperty({ type: 'integer', minimum: 1, maximum: 365, example: 90 })
  @IsInt()
  @Min(1)
  @Max(365)
  readonly days!: number;

  @IsOwnPassword()
  readonly password!: string;
}

export class RotateApiKeyDto implements RotateApiKeyRequest {
  @ApiProperty({ type: 'integer', minimum: 0, maximum: 168, description: 'Hours in which both secrets work.', example: 24 })
  @IsInt()
  @Min(0)
  @Max(168)
  readonly overlapHours!: number;

  @IsOwnPassword()
  readonly password!: string;
}
