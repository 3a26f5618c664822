/** Another mail address: asked for, confirmed at both addresses (the vault counts that), changed or given up. */
import type { AccountEvent, NewAccountEvent } from '../../../../../event-schemas/src/account/events';
import { accept, reject, type Recorded } from '../../../platform/decider/decider';
import type { AccountDecision, KnownAccount } from './account-state';
import { canonicalEmail } from './email';

type EmailChangeCancelled = Extract<NewAccountEvent, { type: 'EmailChangeCancelled' }>;

export interface AskEmailChange {
  readonly kind: 'AskEmailChange';
  readonly changeId: string;
  readonly email: string;
}

export interface CancelEmailChange {
  readonly kind: 'CancelEmailChange';
  readonly changeId: string;
  readonly cause: EmailChangeCancelled['clear']['cause'];
}

/** Both addresses confirmed. */
export interface ChangeEmail {
  readonly kind: 'ChangeEmail';
  readonly changeId: string;
}

export type EmailCommand = AskEmailChange | CancelEmailChange | ChangeEmail;
type EmailEvent = Extract<AccountEvent, { type: 'EmailChangeAsked' | 'EmailChangeCancelled' | 'EmailChanged' }>;

export function evolveEmail(state: KnownAccount, event: Recorded<EmailEvent>): KnownAccount {
  const { changeId } = event.clear;
  if (event.type === 'EmailChangeAsked') {
    const email = event.personal.account?.email;
    return { ...state, emailChange: email === undefined ? null : { changeId, email } };
  }
  const emailChange = state.emailChange?.changeId === changeId ? null : state.emailChange;
  if (event.type === 'EmailChangeCancelled') return { ...state, emailChange };
  const email = event.personal.account?.email;
  return { ...state, emailChange, profile: state.profile === null || email === undefined ? null : { ...state.profile, email } };
}

export function decideEmail(command: EmailCommand, state: KnownAccount): AccountDecision {
  const waiting = state.emailChange;
  switch (command.kind) {
    case 'AskEmailChange': {
      const { changeId, email } = command;
      if (waiting?.changeId === changeId) return accept();
      if (state.profile === null) return reject('AccountNotFound');
      if (canonicalEmail(email) === canonicalEmail(state.profile.email)) return reject('EmailUnchanged');
      const asked: NewAccountEvent = { type: 'EmailChangeAsked', clear: { changeId }, personal: { account: { email } } };
      return waiting === null ? accept(asked) : accept<NewAccountEvent>(cancelled(waiting.changeId, 'replaced'), asked);
    }
    case 'CancelEmailChange':
      return waiting?.changeId === command.changeId ? accept<NewAccountEvent>(cancelled(command.changeId, command.cause)) : accept();
    case 'ChangeEmail': {
      if (waiting?.changeId !== command.changeId) return reject('EmailChangeNotFound');
      return accept<NewAccountEvent>({ type: 'EmailChanged', clear: { changeId: command.changeId }, personal: { account: { email: waiting.email } } });
    }
  }
}

const cancelled = (changeId: string, cause: EmailChangeCancelled['clear']['cause']): EmailChangeCancelled => ({
  type: 'EmailChangeCancelled',
  clear: { changeId, cause },
  personal: {},
});
