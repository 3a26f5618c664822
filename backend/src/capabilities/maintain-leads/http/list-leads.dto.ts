import { ApiPropertyOptional } from '@nestjs/swagger';
import { Type } from 'class-transformer';
import { IsIn, IsInt, IsOptional, IsString, IsUUID, Max, MaxLength, Min } from 'class-validator';
import { LEAD_SORTS, type LeadSort } from '../../../../../event-schemas/src/http/maintain-leads';

export class ListLeadsDto {
  @ApiPropertyOptional({ description: 'Words that must all occur in name, title, company or location.', maxLength: 200 })
  @IsOptional()
  @IsString()
  @MaxLength(200)
  readonly q?: string;

  @ApiPropertyOptional({ description: 'Field to sort by; with - the greatest first.', enum: [...LEAD_SORTS], default: '-lastSeenAt' })
  @IsOptional()
  @IsIn(LEAD_SORTS)
  readonly sort?: LeadSort;

  @ApiPropertyOptional({ description: 'The `next` of the page before, with the same sort.' })
  @IsOptional()
  @IsString()
  @MaxLength(2000)
  readonly cursor?: string;

  @ApiPropertyOptional({ description: 'Most items of a page.', type: 'integer', minimum: 1, maximum: 200, default: 50 })
  @IsOptional()
  @Type(() => Number)
  @IsInt()
  @Min(1)
  @Max(200)
  readonly limit?: number;

  @ApiPropertyOptional({ description: 'Only leads that this import saw.' })
  @IsOptional()
  @IsUUID()
  readonly importId?: string;
}
