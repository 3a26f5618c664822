import { IsEmail, IsString, Length, Matches, MaxLength } from 'class-validator';
import type { SetUpRequest, SignInRequest } from '../../../../../event-schemas/src/http/sign-in';

const VISIBLE = /^(?=.*\S)[^\p{Cc}]*$/u;
const visible = (field: string) => ({ message: `${field} must hold a visible character and no control characters` });

export class SetUpDto implements SetUpRequest {
  @IsString()
  @Length(1, 100)
  readonly token!: string;

  @IsEmail()
  @MaxLength(254)
  readonly email!: string;

  @IsString()
  @Length(12, 128)
  readonly password!: string;

  @IsString()
  @Length(1, 120)
  @Matches(VISIBLE, visible('displayName'))
  readonly displayName!: string;

  @IsString()
  @Length(1, 120)
  @Matches(VISIBLE, visible('workspaceName'))
  readonly workspaceName!: string;
}

/** Only sizes are checked: a rule about the form of address or password would say what accounts look like. */
export class SignInDto implements SignInRequest {
  @IsString()
  @Length(1, 254)
  readonly email!: string;

  @IsString()
  @Length(1, 128)
  readonly password!: string;
}
