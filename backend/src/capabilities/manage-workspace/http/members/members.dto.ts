import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { Type } from 'class-transformer';
import { IsBoolean, IsIn, IsInt, IsObject, IsOptional, IsString, IsUUID, Length, Max, MaxLength, Min, ValidateNested } from 'class-validator';
import {
  MEMBER_ROLES,
  type AppealRequest,
  type MemberLimits,
  type MemberRole,
  type SuspendMemberRequest,
  type TransferOwnershipRequest,
} from '../../../../../../event-schemas/src/http/members';
import { IfGiven, IsOwnPassword, IsVisibleLine, IsVisibleText } from '../../../../platform/http/field-decorators';

function LimitOf(most: number): PropertyDecorator {
  const rules = [ApiPropertyOptional({ type: 'integer', nullable: true, minimum: 0, maximum: most }), IsOptional(), IsInt(), Min(0), Max(most)];
  return (target, property) => rules.forEach((rule) => rule(target, property));
}

export class LimitsDto implements Partial<MemberLimits> {
  @LimitOf(1_000_000)
  readonly importsPerDay?: number | null;

  @LimitOf(1_000_000)
  readonly exportsPerDay?: number | null;

  @LimitOf(100_000_000)
  readonly rowsPerExport?: number | null;
}

export class ChangeMemberDto {
  @ApiPropertyOptional({ enum: MEMBER_ROLES, example: 'admin' })
  @IfGiven()
  @IsIn(MEMBER_ROLES)
  readonly role?: MemberRole;

  @ApiPropertyOptional({ type: LimitsDto })
  @IfGiven()
  @IsObject()
  @ValidateNested()
  @Type(() => LimitsDto)
  readonly limits?: LimitsDto;
}

export class SuspendMemberDto implements SuspendMemberRequest {
  @ApiProperty({ minLength: 1, maxLength: 500, example: 'A list was shared outside the company.' })
  @IsString()
  @Length(1, 500)
  @IsVisibleText('reason')
  readonly reason!: string;
}

export class AppealDto implements AppealRequest {
  @ApiProperty({ minLength: 1, maxLength: 2_000, example: 'I shared it with our own lawyer only.' })
  @IsString()
  @Length(1, 2_000)
  @IsVisibleText('text')
  readonly text!: string;
}

export class TransferOwnershipDto implements TransferOwnershipRequest {
  @ApiProperty({ format: 'uuid' })
  @IsUUID()
  readonly toAccountId!: string;

  @IsOwnPassword()
  readonly password!: string;
}

export class ChangeWorkspaceDto {
  @ApiPropertyOptional({ minLength: 1, maxLength: 120, example: 'Sales North' })
  @IfGiven()
  @IsString()
  @Length(1, 120)
  @IsVisibleLine('name')
  readonly name?: string;

  @ApiPropertyOptional()
  @IfGiven()
  @IsBoolean()
  readonly secondFactorRequired?: boolean;

  /** Asked for when the rule of the second factor changes. */
  @ApiPropertyOptional({ format: 'password', maxLength: 128, description: 'One’s own. Needed to change `secondFactorRequired`.' })
  @IfGiven()
  @IsString()
  @Length(1, 128)
  readonly password?: string;
}

export class CreateWorkspaceDto {
  @ApiProperty({ minLength: 1, maxLength: 120, example: 'Sales North' })
  @IsString()
  @Length(1, 120)
  @IsVisibleLine('name')
  readonly name!: string;
}

export class ListDto {
  @ApiPropertyOptional({ description: 'The `next` of the page before.' })
  @IsOptional()
  @IsString()
  @MaxLength(500)
  readonly cursor?: string;

  @ApiPropertyOptional({ description: 'Most items of a page.', type: 'integer', minimum: 1, maximum: 100, default: 50 })
  @IsOptional()
  @Type(() => Number)
  @IsInt()
  @Min(1)
  @Max(100)
  readonly limit?: number;
}
