/**
 * One's own account. Everything here is under `/api/v1/account` unless another path stands beside it; it belongs to the
 * installation, so the workspace of the token does not matter.
 */
import type { MemberRole } from './members';

/** GET /api/v1/account; PATCH changes displayName and preferences (If-Match with the ETag). */
export interface Account {
  readonly id: string;
  readonly displayName: string;
  readonly email: string;
  readonly createdAt: string;
  readonly preferences: Preferences;
  /** Asked-for address that still waits for its confirmations; null when none does. */
  readonly pendingEmail: string | null;
  readonly signInMethods: SignInMethods;
  readonly accepted: readonly AcceptedDocument[];
}

export interface Preferences {
  readonly theme: 'system' | 'light' | 'dark';
  /** A mail when somebody signs in from a device that was not seen before. */
  readonly signInNotices: boolean;
}

export interface ChangeAccountRequest {
  readonly displayName?: string;
  readonly preferences?: Partial<Preferences>;
}

export interface SignInMethods {
  readonly passwordChangedAt: string;
  readonly totp: { readonly addedAt: string } | null;
  /** How many recovery codes are left; 0 when there is no second factor. Such as `8`. */
  readonly recoveryCodes: number;
  readonly passkeys: readonly Passkey[];
}

export interface Passkey {
  readonly id: string;
  /** Such as `Work laptop`. */
  readonly name: string;
  readonly addedAt: string;
  readonly lastUsedAt: string | null;
}

export interface AcceptedDocument {
  readonly document: 'terms' | 'privacy-policy';
  /** Such as `2026-11-23`. */
  readonly version: string;
  readonly acceptedAt: string;
}

/** GET /api/v1/documents (public): what a person accepts when joining. */
export interface DocumentVersion {
  readonly document: 'terms' | 'privacy-policy';
  /** Such as `2026-11-23`. */
  readonly version: string;
  /** Path at this origin where it can be read. Such as `/legal/terms`. */
  readonly path: string;
}

/**
 * PUT /api/v1/account/password, 204; every other session ends, and with `alsoBrowsers` every browser that the account has paired. A new password that is not good enough, here, at set-up, joining and reset:
 * 422 `password-refused` with an error of the field, code `too-weak` or `known-leaked`.
 */
export interface ChangePasswordRequest {
  readonly currentPassword: string;
  readonly newPassword: string;
  /** False when left out. API keys go on in any case. */
  readonly alsoBrowsers?: boolean;
}

/** POST /api/v1/account/email-changes, 202: a mail to each of the two addresses. DELETE gives up the one that waits, 204. */
export interface ChangeEmailRequest {
  readonly email: string;
  readonly password: string;
}

/**
 * POST /api/v1/email-confirmations (public), 200 with what is still missing; the links open `/confirm-email#token=…`.
 * POST /api/v1/email-cancellations (public), 204; the link in the mail to the old address opens `/cancel-email#token=…`.
 */
export interface ConfirmEmailRequest {
  readonly token: string;
}

export interface EmailConfirmation {
  readonly state: 'waits-for-old-address' | 'waits-for-new-address' | 'changed';
}

/** POST /api/v1/password-resets (public), always 202 with the same answer; the link opens `/reset#token=…`. */
export interface RequestPasswordResetRequest {
  readonly email: string;
}

/** POST /api/v1/password-resets/uses (public), 204; every session of the account ends and every browser that it has paired; its second factor and its API keys stay. */
export interface UsePasswordResetRequest {
  readonly token: string;
  readonly password: string;
}

/** GET /api/v1/account/sessions (Page); DELETE …/{id} ends one, DELETE /api/v1/account/sessions ends all but this one: 204. */
export interface DeviceSession {
  readonly id: string;
  readonly current: boolean;
  /** Such as `Chrome on Linux`, from the user agent. */
  readonly device: string;
  readonly signedInAt: string;
  readonly lastUsedAt: string;
  /** Null: in no workspace. */
  readonly workspaceId: string | null;
}

/** GET /api/v1/account/workspaces (Page); POST /api/v1/sessions/current/workspace {workspaceId} answers with a Session there. */
export interface OwnWorkspace {
  readonly id: string;
  /** Such as `Sales North`. */
  readonly name: string;
  readonly role: MemberRole;
  readonly suspended: boolean;
}

export interface SwitchWorkspaceRequest {
  readonly workspaceId: string;
}

/** POST /api/v1/account/totp {password} begins, 201; PUT /api/v1/account/totp {code} confirms, 200 with RecoveryCodes; DELETE {password} removes, 204. */
export interface TotpSetUp {
  /** Base32, to be typed where no camera is. Such as `JBSWY3DPEHPK3PXP`. */
  readonly secret: string;
  /** otpauth:// address for the QR code. Such as `otpauth://totp/LeadGen:ada%40example.com?secret=JBSWY3DPEHPK3PXP&issuer=LeadGen`. */
  readonly address: string;
}

/** Shown once, and empty at PUT totp when the account has codes already; POST /api/v1/account/recovery-codes {password} makes new ones (201) and voids the old. */
export interface RecoveryCodes {
  /** Such as `["7K2M-9QXT-40AB-ZC3D-H8RN-5TVW", "P4RN-11WV-8GHE-5T6Y-2QKD-B7X9"]`. */
  readonly codes: readonly string[];
}

/** The body of every act on one's own sign-in methods that must not be possible from an unattended screen. */
export interface PasswordProof {
  readonly password: string;
}

export interface TotpCode {
  /** Six digits. */
  readonly code: string;
}

/**
 * Passkeys. POST /api/v1/account/passkeys/options {password} (201, WebAuthn creation options with `ticket`), POST /api/v1/account/passkeys
 * (201, AddedPasskey), PATCH /{id} {name} 204, DELETE /{id} {password} 204. Where passkeys cannot work (an address of numbers): 409 `passkeys-need-a-domain`. Options and responses are the JSON forms of the WebAuthn specification.
 */
export interface PasskeyOptions {
  /** Such as `b25lIHBhc3NrZXksIGZpdmUgbWludXRlcw`. */
  readonly ticket: string;
  /** Such as `{"challenge":"dGVuIGZyZXNoIGJ5dGVz","rpId":"leadgen.example.com","timeout":300000}`. */
  readonly options: Readonly<Record<string, unknown>>;
}

export interface AddedPasskey extends Passkey {
  /** Shown once, with the first second factor of the account; null when it has some already. */
  readonly recoveryCodes: readonly string[] | null;
}

export interface AddPasskeyRequest {
  readonly ticket: string;
  readonly name: string;
  readonly response: Readonly<Record<string, unknown>>;
}

/** GET /api/v1/account/export: exactly what the policy's account group names. */
export interface AccountExport {
  readonly exportedAt: string;
  readonly account: {
    /** Such as `Ada Lovelace`. */
    readonly name: string;
    readonly email: string;
    /** Such as `ada@example.com`. */
    readonly loginIdentifiers: readonly string[];
    readonly preferences: Preferences;
  };
}
