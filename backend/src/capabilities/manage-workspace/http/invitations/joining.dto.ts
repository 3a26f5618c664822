import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { Type } from 'class-transformer';
import { ArrayMaxSize, IsArray, IsBoolean, IsIn, IsObject, IsString, Length, Matches, MaxLength, ValidateBy, ValidateNested } from 'class-validator';
import type { AcceptInvitationRequest, InviteRequest } from '../../../../../../event-schemas/src/http/members';
import { isRegion } from '../../commands/answers';
import { IfGiven, IsMailAddress, IsVisibleLine } from '../../../../platform/http/field-decorators';

const INVITED_ROLES = ['admin', 'member', 'auditor'] as const;

const Fits = (name: string, fits: (value: string) => boolean, message: string): PropertyDecorator =>
  ValidateBy({ name, validator: { validate: (value: unknown) => typeof value === 'string' && fits(value), defaultMessage: () => message } });

export class InviteDto implements InviteRequest {
  @ApiProperty({ format: 'email', maxLength: 254, example: 'grace@example.com' })
  @IsMailAddress()
  readonly email!: string;

  @ApiProperty({ enum: INVITED_ROLES })
  @IsIn(INVITED_ROLES)
  readonly role!: (typeof INVITED_ROLES)[number];
}

export class InvitationTokenDto {
  @ApiProperty({ description: 'From the fragment of the link.', maxLength: 100, example: 'b25lIGxpbmssIHVzZWQgb25jZQ' })
  @IsString()
  @Length(1, 100)
  readonly token!: string;
}

const DOCUMENT_NAMES = ['terms', 'privacy-policy'] as const;

export class AcceptedDocumentDto {
  @ApiProperty({ enum: DOCUMENT_NAMES })
  @IsIn(DOCUMENT_NAMES)
  readonly document!: (typeof DOCUMENT_NAMES)[number];

  @ApiProperty({ example: '2026-03-25' })
  @Matches(/^\d{4}-\d{2}-\d{2}$/, { message: 'version must be the date of the version, such as 2026-03-25' })
  readonly version!: string;
}

export class NewAccountDto {
  @ApiProperty({ minLength: 1, maxLength: 120, example: 'Grace Hopper' })
  @IsString()
  @Length(1, 120)
  @IsVisibleLine('displayName')
  readonly displayName!: string;

  @ApiProperty({ format: 'password', minLength: 12, maxLength: 128 })
  @IsString()
  @Length(12, 128)
  readonly password!: string;

  @ApiProperty({ description: 'Country, or `other`; see the invitation lookup.', example: 'DE' })
  @Fits('isRegion', isRegion, 'region must be one of those that the invitation names')
  readonly region!: string;

  @ApiProperty({ description: 'Whether the person has reached the age of the region. Not kept.' })
  @IsBoolean()
  readonly oldEnough!: boolean;

  @ApiProperty({ type: [AcceptedDocumentDto] })
  @IsArray()
  @ArrayMaxSize(10)
  @IsObject({ each: true })
  @ValidateNested({ each: true })
  @Type(() => AcceptedDocumentDto)
  readonly acceptedDocuments!: AcceptedDocumentDto[];
}

export class AcceptInvitationDto implements Pick<AcceptInvitationRequest, 'token'> {
  @ApiProperty({ description: 'From the fragment of the link.', maxLength: 100, example: 'b25lIGxpbmssIHVzZWQgb25jZQ' })
  @IsString()
  @MaxLength(100)
  readonly token!: string;

  @ApiPropertyOptional({ type: NewAccountDto, description: 'Left out when the caller is signed in.' })
  @IfGiven()
  @IsObject()
  @ValidateNested()
  @Type(() => NewAccountDto)
  readonly newAccount?: NewAccountDto;
}
