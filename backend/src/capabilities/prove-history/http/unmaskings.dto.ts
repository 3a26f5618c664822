import { ApiProperty } from '@nestjs/swagger';
import { IsString, Length } from 'class-validator';
import type { UnmaskLeadRequest } from '../../../../../event-schemas/src/http/prove-history';
import { IsVisibleText } from '../../../platform/http/field-decorators';

export class UnmaskLeadDto implements UnmaskLeadRequest {
  @ApiProperty({ minLength: 10, maxLength: 500, example: 'The person asked which data we hold.' })
  @IsString()
  @Length(10, 500)
  @IsVisibleText('reason')
  readonly reason!: string;
}
