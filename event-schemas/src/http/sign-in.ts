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

/** POST /api/v1/sessions, answered 201 with a Session and the refresh cookie. */
export interface SignInRequest {
  readonly email: string;
  readonly password: string;
}

/** Also the answer of POST /api/v1/sessions/refresh (200). DELETE /api/v1/sessions/current signs out (204). */
export interface Session {
  readonly accessToken: string;
  readonly accessTokenExpiresAt: string;
  readonly account: { readonly id: string; readonly displayName: string; readonly email: string };
  readonly workspace: { readonly id: string; readonly name: string; readonly role: 'owner' };
}

/** GET /api/v1/me */
export interface Me extends Pick<Session, 'account' | 'workspace'> {
  /** Null for a person in the dashboard. */
  readonly browserId: string | null;
}
