/** The app on a phone: shows a new code every half minute, and the codes to come to whoever turns its clock. */
import { TOTP } from 'otpauth';

export class AuthenticatorApp {
  private readonly totp: TOTP;
  private lastStep = 0;

  /** `secret` as it was typed, with or without spaces. */
  constructor(secret: string) {
    this.totp = new TOTP({ secret: secret.replaceAll(/\s/g, '') });
  }

  /** A code that was not given before. The one after the present one is good already: clocks differ. */
  code(): string {
    this.lastStep = Math.max(this.lastStep + 1, this.totp.counter());
    return this.totp.generate({ timestamp: this.lastStep * 30_000 });
  }
}
