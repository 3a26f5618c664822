/**
 * Pairing: the panel makes a random state and shows the dashboard link `/browsers/pair#state=...`; the signed-in user
 * confirms there (POST /api/v1/pairings) and carries the code to the panel, which claims it together with the state
 * (POST /api/v1/pairings/claims). Code: eight characters, five minutes, single use, useless without the state.
 */
export interface StartPairingRequest {
  /** 43 characters base64url, made by the extension. */
  readonly state: string;
}

export interface PairingCode {
  /** Such as `K7QF-2MXD`. */
  readonly code: string;
  readonly expiresAt: string;
}

export interface ClaimPairingRequest {
  readonly state: string;
  readonly code: string;
  readonly browserName: string;
  readonly extensionVersion: string;
}

/** Also the answer of POST /api/v1/browsers/refresh. */
export interface BrowserTokens {
  readonly browserId: string;
  /** What waits in the extension is sent to the workspace it was read for, and to no other. */
  readonly workspaceId: string;
  /** Such as `Sales North`. */
  readonly workspaceName: string;
  /** Such as `eyJhbGciOiJFUzI1NiJ9.eyJzdWIiOiI3ZDBjNWE3ZSJ9.c2lnbmF0dXJl`. */
  readonly accessToken: string;
  readonly accessTokenExpiresAt: string;
  /** Such as `Zm9yIG9uZSBicm93c2VyIG9ubHksIHVzZWQgb25jZQ`. */
  readonly refreshToken: string;
  readonly refreshTokenExpiresAt: string;
}

export interface RefreshBrowserRequest {
  readonly refreshToken: string;
}

/** GET /api/v1/browsers (Page of it, all on one); DELETE /api/v1/browsers/{id} revokes (204). */
export interface PairedBrowser {
  readonly id: string;
  /** Such as `Chrome at work`. */
  readonly name: string;
  /** Such as `1.4.0`. */
  readonly extensionVersion: string;
  readonly pairedAt: string;
  /** Such as `Ada Lovelace`. */
  readonly pairedBy: string;
  /** To the minute; null when nothing is known of its session any more. */
  readonly lastUsedAt: string | null;
  readonly status: 'active' | 'revoked';
  readonly revokedAt: string | null;
}
