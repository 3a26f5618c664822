import { ApiProperty } from '@nestjs/swagger';
import { IsString, Length, Matches } from 'class-validator';
import type { UnmaskLeadRequest } from '../../../../../event-schemas/src/http/prove-history';

/** Something visible, line breaks, no other control characters. */
const WORDS = /^(?=[^]*\S)(?:[^\p{Cc}\p{Cs}]|[\n\t])*$/u;

export class UnmaskLeadDto implements UnmaskLeadRequest {
  @ApiProperty({ minLength: 10, maxLength: 500, example: 'The person asked which data we hold.' })
  @IsString()
  @Length(10, 500)
  @Matches(WORDS, { message: 'reason must hold a visible character and no control characters' })
  readonly reason!: string;
}
