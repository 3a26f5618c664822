/** Who the account is: name, address, preferences, and the documents that were accepted. */
import type { AccountEvent, NewAccountEvent } from '../../../../../event-schemas/src/account/events';
import type { AcceptedDocument, Preferences } from '../../../../../event-schemas/src/http/accounts';
import { accept, reject, type Recorded } from '../../../platform/decider/decider';
import type { AccountDecision, AccountState, KnownAccount } from './account-state';

export type AcceptedVersion = Omit<AcceptedDocument, 'acceptedAt'>;

export interface CreateAccount {
  readonly kind: 'CreateAccount';
  readonly email: string;
  readonly displayName: string;
  readonly accepted: readonly AcceptedVersion[];
}

/** What is left out stays. */
export interface ChangeProfile {
  readonly kind: 'ChangeProfile';
  readonly displayName?: string;
  readonly preferences?: Partial<Preferences>;
  /** The profile revision that the person saw; null asks for no check. */
  readonly expectedRevision: number | null;
}

export type ProfileCommand = CreateAccount | ChangeProfile;
type ProfileEvent = Extract<AccountEvent, { type: 'AccountRenamed' | 'PreferencesChanged' | 'DocumentsAccepted' }>;

export const DEFAULT_PREFERENCES: Preferences = { theme: 'system', signInNotices: true };

export function evolveProfile(state: KnownAccount, event: Recorded<ProfileEvent>): KnownAccount {
  switch (event.type) {
    case 'AccountRenamed': {
      const { account } = event.personal;
      const profile = state.profile === null || account === undefined ? null : { ...state.profile, displayName: account.displayName };
      return { ...state, profile, profileRevision: event.revision };
    }
    case 'PreferencesChanged':
      return { ...state, preferences: event.personal.account ?? DEFAULT_PREFERENCES, profileRevision: event.revision };
    case 'DocumentsAccepted': {
      const accepted = event.clear.documents.map((version) => ({ ...version, acceptedAt: event.metadata.occurredAt }));
      const named = new Set(accepted.map(({ document }) => document));
      return { ...state, accepted: [...state.accepted.filter(({ document }) => !named.has(document)), ...accepted] };
    }
  }
}

export function createAccount({ email, displayName, accepted }: CreateAccount, state: AccountState): AccountDecision {
  if (state.status === 'known') return state.profile?.email === email && state.profile.displayName === displayName ? accept() : reject('AccountAlreadyExists');
  const created: NewAccountEvent = { type: 'AccountCreated', clear: {}, personal: { account: { email, displayName } } };
  return accepted.length === 0
    ? accept(created)
    : accept<NewAccountEvent>(created, { type: 'DocumentsAccepted', clear: { documents: accepted }, personal: {} });
}

export function changeProfile(command: ChangeProfile, state: KnownAccount): AccountDecision {
  if (state.profile === null) return reject('AccountNotFound');
  const displayName = command.displayName ?? state.profile.displayName;
  const theme = command.preferences?.theme ?? state.preferences.theme;
  const signInNotices = command.preferences?.signInNotices ?? state.preferences.signInNotices;
  const events: NewAccountEvent[] = [];
  if (displayName !== state.profile.displayName) events.push({ type: 'AccountRenamed', clear: {}, personal: { account: { displayName } } });
  if (theme !== state.preferences.theme || signInNotices !== state.preferences.signInNotices) {
    events.push({ type: 'PreferencesChanged', clear: {}, personal: { account: { theme, signInNotices } } });
  }
  const overtaken = command.expectedRevision !== null && command.expectedRevision !== state.profileRevision;
  return overtaken && events.length > 0 ? reject('ProfileChangedMeanwhile') : accept(...events);
}
