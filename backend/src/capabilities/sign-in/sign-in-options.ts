export interface SignInOptions {
  /** Holds the set-up token. */
  readonly dataFolder: string;
  /** Public address of the installation, without a slash at the end. */
  readonly origin: string;
  /** True behind TLS: the cookie then never travels in clear. */
  readonly secureCookie: boolean;
  /** log2 of the scrypt cost. */
  readonly passwordCost: number;
}

/** Injection token of SignInOptions. */
export const SIGN_IN_OPTIONS = Symbol('sign-in-options');

/** log2 of the scrypt cost; 17 with r 8 and p 1 is OWASP's first choice and takes 128 MiB for a moment. */
export const PASSWORD_COST = 17;
