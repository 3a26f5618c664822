import type { MemberRole } from './members';

/** GET /api/v1/set-up */
export interface SetUpState {
  /** True until the first owner exists. */
  readonly needed: boolean;
}

/** POST /api/v1/set-up, answered 201 with a Session. */
export interface SetUpRequest {
  /** From the one-time link printed at the first start. */
  readonly token: string;
  readonly email: string;
  readonly password: string;
  readonly displayName: string;
  readonly workspaceName: string;
}

/** POST /api/v1/sessions, answered 201 with a session and the refresh cookie, or 200 with SecondFactorNeeded. */
export interface SignInRequest {
  readonly email: string;
  readonly password: string;
}

/** Also the answer of POST /api/v1/sessions/refresh (200). DELETE /api/v1/sessions/current signs out (204). */
export interface Session {
  /** Such as `eyJhbGciOiJFUzI1NiJ9.eyJzdWIiOiI3ZDBjNWE3ZSJ9.c2lnbmF0dXJl`. */
  readonly accessToken: string;
  readonly accessTokenExpiresAt: string;
  readonly account: { readonly id: string; readonly displayName: string; readonly email: string };
  readonly workspace: {
    readonly id: string;
    /** Such as `Sales North`. */
    readonly name: string;
    readonly role: MemberRole;
  };
}

/** Of an account that is in no workspace. It may look after its account, make a workspace and accept an invitation; all else is 403 `no-workspace`. */
export interface SessionInNoWorkspace extends Omit<Session, 'workspace'> {
  readonly workspace: null;
}

/** What opening and continuing a session answer with. */
export type AnySession = Session | SessionInNoWorkspace;

/** GET /api/v1/me */
export interface Me extends Pick<Session, 'account'> {
  /** Null for a person who is in none. */
  readonly workspace: Session['workspace'] | null;
  /** Null for a person in the dashboard. */
  readonly browserId: string | null;
}

/** The password was right and the account has a second factor. */
export interface SecondFactorNeeded {
  /** Good for five minutes and five tries at POST /api/v1/sessions/second-factor. Such as `aGFsZiBhIHNpZ24taW4sIGZpdmUgbWludXRlcw`. */
  readonly ticket: string;
  readonly methods: readonly ('totp' | 'recovery-code' | 'passkey')[];
}

/** POST /api/v1/sessions/second-factor, 201 with a Session. Exactly one of code, recoveryCode and passkey. */
export interface SecondFactorRequest {
  readonly ticket: string;
  readonly code?: string;
  readonly recoveryCode?: string;
  /** Answer to POST /api/v1/sessions/passkey-options; also signs in alone, at POST /api/v1/sessions/passkey. */
  readonly passkey?: { readonly ticket: string; readonly response: Readonly<Record<string, unknown>> };
}

/** POST /api/v1/sessions/passkey, 201 with a Session: a passkey with user verification is both factors. */
export interface PasskeySignInRequest {
  readonly ticket: string;
  readonly response: Readonly<Record<string, unknown>>;
}
