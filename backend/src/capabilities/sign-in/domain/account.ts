/** A person who signs in: who it is and which sessions are open. Passwords are not events; they stay in the vault. */
import type { AccountEvent, NewAccountEvent } from '../../../../../event-schemas/src/account/events';
import { accept, reject, type Decider, type Decision, type Recorded } from '../../../platform/decider/decider';

export const accountStream = (accountId: string): string => `account-${accountId}`;

type SignedOut = Extract<NewAccountEvent, { type: 'SignedOut' }>;

export interface CreateAccount {
  readonly kind: 'CreateAccount';
  readonly email: string;
  readonly displayName: string;
}

export interface BeginSession {
  readonly kind: 'BeginSession';
  readonly sessionId: string;
  readonly userAgent: string;
}

export interface EndSession {
  readonly kind: 'EndSession';
  readonly sessionId: string;
  readonly cause: SignedOut['clear']['cause'];
}

export type AccountCommand = CreateAccount | BeginSession | EndSession;
export type AccountRejection = 'AccountAlreadyExists' | 'AccountNotFound';

export interface KnownAccount {
  readonly status: 'known';
  /** Null once the account's key was destroyed. */
  readonly profile: { readonly email: string; readonly displayName: string } | null;
  readonly openSessions: ReadonlySet<string>;
}

export type AccountState = { readonly status: 'absent' } | KnownAccount;

const evolve = (state: AccountState, event: Recorded<AccountEvent>): AccountState => {
  if (event.type === 'AccountCreated') return { status: 'known', profile: event.personal.account ?? null, openSessions: new Set() };
  if (state.status === 'absent') return state;
  const { sessionId } = event.clear;
  switch (event.type) {
    case 'SignedIn':
      return { ...state, openSessions: new Set([...state.openSessions, sessionId]) };
    case 'SignedOut':
      return { ...state, openSessions: new Set([...state.openSessions].filter((open) => open !== sessionId)) };
  }
};

type AccountDecision = Decision<NewAccountEvent, AccountRejection>;

function create({ email, displayName }: CreateAccount, state: AccountState): AccountDecision {
  if (state.status === 'absent') return accept<NewAccountEvent>({ type: 'AccountCreated', clear: {}, personal: { account: { email, displayName } } });
  return state.profile?.email === email && state.profile.displayName === displayName ? accept() : reject('AccountAlreadyExists');
}

function begin({ sessionId, userAgent }: BeginSession, state: AccountState): AccountDecision {
  if (state.status === 'absent') return reject('AccountNotFound');
  if (state.openSessions.has(sessionId)) return accept();
  return accept<NewAccountEvent>({ type: 'SignedIn', clear: { sessionId }, personal: { account: { userAgent } } });
}

function end({ sessionId, cause }: EndSession, state: AccountState): AccountDecision {
  if (state.status === 'absent') return reject('AccountNotFound');
  if (!state.openSessions.has(sessionId)) return accept();
  return accept<NewAccountEvent>({ type: 'SignedOut', clear: { sessionId, cause }, personal: {} });
}

const decide = (command: AccountCommand, state: AccountState): AccountDecision => {
  switch (command.kind) {
    case 'CreateAccount':
      return create(command, state);
    case 'BeginSession':
      return begin(command, state);
    case 'EndSession':
      return end(command, state);
  }
};

export const account: Decider<AccountState, AccountCommand, AccountEvent, NewAccountEvent, AccountRejection> = {
  category: 'account',
  initial: { status: 'absent' },
  evolve,
  decide,
  reads: 'opened',
};
