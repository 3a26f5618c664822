/** Sessions begin and end; a new password ends all but the one that it was changed from. */
import type { AccountEvent, NewAccountEvent } from '../../../../../event-schemas/src/account/events';
import { accept, type Recorded } from '../../../platform/decider/decider';
import type { AccountDecision, KnownAccount } from './account-state';
import { deviceOf } from './device';

type SignedOut = Extract<NewAccountEvent, { type: 'SignedOut' }>;
type PasswordChanged = Extract<NewAccountEvent, { type: 'PasswordChanged' }>;

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

/** Those that the vault no longer keeps open. */
export interface EndSessions {
  readonly kind: 'EndSessions';
  /** Stays open; null ends all. */
  readonly except: string | null;
}

export interface ChangePassword {
  readonly kind: 'ChangePassword';
  readonly cause: PasswordChanged['clear']['cause'];
  readonly except: string | null;
}

export type SessionCommand = BeginSession | EndSession | EndSessions | ChangePassword;
type SessionEvent = Extract<AccountEvent, { type: 'SignedIn' | 'SignedOut' | 'PasswordChanged' }>;

export function evolveSessions(state: KnownAccount, event: Recorded<SessionEvent>): KnownAccount {
  switch (event.type) {
    case 'SignedIn': {
      const { sessionId } = event.clear;
      const device = deviceOf(event.personal.account?.userAgent ?? '');
      const openSessions = new Map(state.openSessions).set(sessionId, { device, signedInAt: event.metadata.occurredAt });
      return { ...state, openSessions, devices: state.devices.has(device) ? state.devices : new Map(state.devices).set(device, sessionId) };
    }
    case 'SignedOut':
      return { ...state, openSessions: new Map([...state.openSessions].filter(([open]) => open !== event.clear.sessionId)) };
    case 'PasswordChanged':
      return { ...state, passwordChangedAt: event.metadata.occurredAt };
  }
}

export function decideSessions(command: SessionCommand, state: KnownAccount): AccountDecision {
  switch (command.kind) {
    case 'BeginSession': {
      const { sessionId, userAgent } = command;
      if (state.openSessions.has(sessionId)) return accept();
      return accept<NewAccountEvent>({ type: 'SignedIn', clear: { sessionId }, personal: { account: { userAgent } } });
    }
    case 'EndSession':
      return state.openSessions.has(command.sessionId) ? accept<NewAccountEvent>(signedOut(command.sessionId, command.cause)) : accept();
    case 'EndSessions':
      return accept<NewAccountEvent>(...endings(state, command.except));
    case 'ChangePassword':
      return accept<NewAccountEvent>({ type: 'PasswordChanged', clear: { cause: command.cause }, personal: {} }, ...endings(state, command.except));
  }
}

/** The first session from a device, of an account that has been used from another one. */
export function isFromNewDevice(state: KnownAccount, sessionId: string): boolean {
  const [first, ...later] = state.devices.values();
  return first !== sessionId && later.includes(sessionId);
}

const signedOut = (sessionId: string, cause: SignedOut['clear']['cause']): SignedOut => ({ type: 'SignedOut', clear: { sessionId, cause }, personal: {} });

/** One append holds at most 500 events; what is left over ran out long ago. */
const MOST_ENDINGS = 400;

const endings = (state: KnownAccount, except: string | null): readonly SignedOut[] =>
  [...state.openSessions.keys()]
    .filter((sessionId) => sessionId !== except)
    .slice(-MOST_ENDINGS)
    .map((sessionId) => signedOut(sessionId, 'user'));
