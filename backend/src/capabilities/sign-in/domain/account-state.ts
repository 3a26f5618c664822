import type { NewAccountEvent } from '../../../../../event-schemas/src/account/events';
import type { AcceptedDocument, Preferences } from '../../../../../event-schemas/src/http/accounts';
import type { Decision } from '../../../platform/decider/decider';

export interface Profile {
  readonly email: string;
  readonly displayName: string;
}

/** A session that nobody ended; whether it ran out, only the vault knows. */
export interface BegunSession {
  /** Such as `Chrome on Linux`. */
  readonly device: string;
  readonly signedInAt: string;
}

export interface EmailChange {
  readonly changeId: string;
  readonly email: string;
}

export interface SecondFactors {
  readonly totpAddedAt: string | null;
  /** By id of the passkey, in the order in which they were added. */
  readonly passkeys: ReadonlyMap<string, { readonly name: string; readonly addedAt: string }>;
}

export interface KnownAccount {
  readonly status: 'known';
  readonly createdAt: string;
  /** Null once the account's key was destroyed. */
  readonly profile: Profile | null;
  readonly preferences: Preferences;
  /** Stream revision of the last change of name or preferences. */
  readonly profileRevision: number;
  /** The version that was accepted last, of each document. */
  readonly accepted: readonly AcceptedDocument[];
  readonly passwordChangedAt: string;
  readonly secondFactors: SecondFactors;
  /** Asked for and not yet confirmed at both addresses. */
  readonly emailChange: EmailChange | null;
  readonly openSessions: ReadonlyMap<string, BegunSession>;
  /** Device → the first session from it, in the order in which they came. */
  readonly devices: ReadonlyMap<string, string>;
}

export type AccountState = { readonly status: 'absent' } | KnownAccount;

export type AccountRejection =
  'AccountAlreadyExists' | 'AccountNotFound' | 'ProfileChangedMeanwhile' | 'EmailChangeNotFound' | 'EmailUnchanged' | 'PasskeyNotFound';

export type AccountDecision = Decision<NewAccountEvent, AccountRejection>;
