/** What an account has beside its password. The secrets are in the vault; here stands what happened to them. */
import type { AccountEvent, NewAccountEvent } from '../../../../../event-schemas/src/account/events';
import { accept, reject, type Recorded } from '../../../platform/decider/decider';
import type { AccountDecision, KnownAccount, SecondFactors } from './account-state';

/** `newCodes`: how many recovery codes were made with it; null when the account has some already. */
export interface AddTotp {
  readonly kind: 'AddTotp';
  readonly newCodes: number | null;
}

export interface RemoveTotp {
  readonly kind: 'RemoveTotp';
}

export interface AddPasskey {
  readonly kind: 'AddPasskey';
  readonly passkeyId: string;
  readonly name: string;
  readonly newCodes: number | null;
}

export interface RenamePasskey {
  readonly kind: 'RenamePasskey';
  readonly passkeyId: string;
  readonly name: string;
}

export interface RemovePasskey {
  readonly kind: 'RemovePasskey';
  readonly passkeyId: string;
}

export interface MakeRecoveryCodes {
  readonly kind: 'MakeRecoveryCodes';
  readonly count: number;
}

export interface UseRecoveryCode {
  readonly kind: 'UseRecoveryCode';
  readonly left: number;
}

export type SecondFactorCommand = AddTotp | RemoveTotp | AddPasskey | RenamePasskey | RemovePasskey | MakeRecoveryCodes | UseRecoveryCode;
type SecondFactorType =
  'SecondFactorAdded' | 'SecondFactorRemoved' | 'PasskeyAdded' | 'PasskeyRenamed' | 'PasskeyRemoved' | 'RecoveryCodesMade' | 'RecoveryCodeUsed';
type SecondFactorEvent = Extract<AccountEvent, { type: SecondFactorType }>;

export const NO_SECOND_FACTORS: SecondFactors = { totpAddedAt: null, passkeys: new Map() };
/** Where the key that sealed the name is gone. */
const NAMELESS = 'Passkey';

export function evolveSecondFactors(state: KnownAccount, event: Recorded<SecondFactorEvent>): KnownAccount {
  return { ...state, secondFactors: factorsAfter(state.secondFactors, event) };
}

function factorsAfter(factors: SecondFactors, event: Recorded<SecondFactorEvent>): SecondFactors {
  const { occurredAt } = event.metadata;
  switch (event.type) {
    case 'SecondFactorAdded':
      return { ...factors, totpAddedAt: occurredAt };
    case 'SecondFactorRemoved':
      return { ...factors, totpAddedAt: null };
    case 'PasskeyAdded': {
      const added = { name: event.personal.account?.name ?? NAMELESS, addedAt: occurredAt };
      return { ...factors, passkeys: new Map(factors.passkeys).set(event.clear.passkeyId, added) };
    }
    case 'PasskeyRenamed': {
      const { passkeyId } = event.clear;
      const addedAt = factors.passkeys.get(passkeyId)?.addedAt ?? occurredAt;
      return { ...factors, passkeys: new Map(factors.passkeys).set(passkeyId, { name: event.personal.account?.name ?? NAMELESS, addedAt }) };
    }
    case 'PasskeyRemoved':
      return { ...factors, passkeys: new Map([...factors.passkeys].filter(([passkeyId]) => passkeyId !== event.clear.passkeyId)) };
    case 'RecoveryCodesMade':
    case 'RecoveryCodeUsed':
      return factors;
  }
}

export function decideSecondFactors(command: SecondFactorCommand, { secondFactors }: KnownAccount): AccountDecision {
  switch (command.kind) {
    case 'AddTotp':
      if (secondFactors.totpAddedAt !== null) return accept();
      return accept<NewAccountEvent>({ type: 'SecondFactorAdded', clear: { method: 'totp' }, personal: {} }, ...codesMade(command.newCodes));
    case 'RemoveTotp':
      if (secondFactors.totpAddedAt === null) return accept();
      return accept<NewAccountEvent>({ type: 'SecondFactorRemoved', clear: { method: 'totp' }, personal: {} });
    case 'AddPasskey': {
      const { passkeyId, name, newCodes } = command;
      if (secondFactors.passkeys.has(passkeyId)) return accept();
      return accept<NewAccountEvent>({ type: 'PasskeyAdded', clear: { passkeyId }, personal: { account: { name } } }, ...codesMade(newCodes));
    }
    case 'RenamePasskey': {
      const { passkeyId, name } = command;
      const known = secondFactors.passkeys.get(passkeyId);
      if (known === undefined) return reject('PasskeyNotFound');
      if (known.name === name) return accept();
      return accept<NewAccountEvent>({ type: 'PasskeyRenamed', clear: { passkeyId }, personal: { account: { name } } });
    }
    case 'RemovePasskey':
      if (!secondFactors.passkeys.has(command.passkeyId)) return accept();
      return accept<NewAccountEvent>({ type: 'PasskeyRemoved', clear: { passkeyId: command.passkeyId }, personal: {} });
    case 'MakeRecoveryCodes':
      return accept<NewAccountEvent>(...codesMade(command.count));
    case 'UseRecoveryCode':
      return accept<NewAccountEvent>({ type: 'RecoveryCodeUsed', clear: { left: command.left }, personal: {} });
  }
}

const codesMade = (count: number | null): readonly NewAccountEvent[] => (count === null ? [] : [{ type: 'RecoveryCodesMade', clear: { count }, personal: {} }]);
