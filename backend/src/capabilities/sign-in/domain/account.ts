/** A person who signs in: who it is and which sessions are open. What must stay secret is no event; it stays in the vault. */
import type { AccountEvent, NewAccountEvent } from '../../../../../event-schemas/src/account/events';
import { reject, type Decider, type Recorded } from '../../../platform/decider/decider';
import { decideSessions, evolveSessions, type SessionCommand } from './account-sessions';
import type { AccountDecision, AccountRejection, AccountState } from './account-state';
import { decideEmail, evolveEmail, type EmailCommand } from './email-change';
import { decideSecondFactors, evolveSecondFactors, NO_SECOND_FACTORS, type SecondFactorCommand } from './second-factors';
import { changeProfile, createAccount, DEFAULT_PREFERENCES, evolveProfile, type ProfileCommand } from './profile';

export const accountStream = (accountId: string): string => `account-${accountId}`;

export type AccountCommand = ProfileCommand | SessionCommand | EmailCommand | SecondFactorCommand;

const evolve = (state: AccountState, event: Recorded<AccountEvent>): AccountState => {
  if (event.type === 'AccountCreated') return created(event);
  if (state.status === 'absent') return state;
  switch (event.type) {
    case 'AccountRenamed':
    case 'PreferencesChanged':
    case 'DocumentsAccepted':
      return evolveProfile(state, event);
    case 'SignedIn':
    case 'SignedOut':
    case 'PasswordChanged':
      return evolveSessions(state, event);
    case 'EmailChangeAsked':
    case 'EmailChangeCancelled':
    case 'EmailChanged':
      return evolveEmail(state, event);
    case 'SecondFactorAdded':
    case 'SecondFactorRemoved':
    case 'PasskeyAdded':
    case 'PasskeyRenamed':
    case 'PasskeyRemoved':
    case 'RecoveryCodesMade':
    case 'RecoveryCodeUsed':
      return evolveSecondFactors(state, event);
  }
};

const created = ({ personal, revision, metadata }: Recorded<Extract<AccountEvent, { type: 'AccountCreated' }>>): AccountState => ({
  status: 'known',
  createdAt: metadata.occurredAt,
  profile: personal.account ?? null,
  preferences: DEFAULT_PREFERENCES,
  profileRevision: revision,
  accepted: [],
  passwordChangedAt: metadata.occurredAt,
  secondFactors: NO_SECOND_FACTORS,
  emailChange: null,
  openSessions: new Map(),
  devices: new Map(),
});

const decide = (command: AccountCommand, state: AccountState): AccountDecision => {
  if (command.kind === 'CreateAccount') return createAccount(command, state);
  if (state.status === 'absent') return reject('AccountNotFound');
  switch (command.kind) {
    case 'ChangeProfile':
      return changeProfile(command, state);
    case 'BeginSession':
    case 'EndSession':
    case 'EndSessions':
    case 'ChangePassword':
      return decideSessions(command, state);
    case 'AskEmailChange':
    case 'CancelEmailChange':
    case 'ChangeEmail':
      return decideEmail(command, state);
    case 'AddTotp':
    case 'RemoveTotp':
    case 'AddPasskey':
    case 'RenamePasskey':
    case 'RemovePasskey':
    case 'MakeRecoveryCodes':
    case 'UseRecoveryCode':
      return decideSecondFactors(command, state);
  }
};

export const account: Decider<AccountState, AccountCommand, AccountEvent, NewAccountEvent, AccountRejection> = {
  category: 'account',
  initial: { status: 'absent' },
  evolve,
  decide,
  reads: 'opened',
};
