import type { SignInMethods } from '../../../../../event-schemas/src/http/accounts';

/** How many second factors an account has; recovery codes only stand in for one. */
export const factorsOf = ({ totp, passkeys }: SignInMethods): number => passkeys.length + (totp === null ? 0 : 1);
