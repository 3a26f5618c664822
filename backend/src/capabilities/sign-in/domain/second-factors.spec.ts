import type { NewAccountEvent } from '../../../../../event-schemas/src/account/events';
import { deciderSpecification } from '../../../platform/testing/decider-specification';
import { account } from './account';

const { given, stateAfter } = deciderSpecification(account);
const at = '2026-01-05T09:00:00.000Z';
const passkeyId = '11111111-1111-4111-8111-111111111111';
const created: NewAccountEvent = { type: 'AccountCreated', clear: {}, personal: { account: { email: 'ada@example.com', displayName: 'Ada' } } };
const totpAdded: NewAccountEvent = { type: 'SecondFactorAdded', clear: { method: 'totp' }, personal: {} };
const totpRemoved: NewAccountEvent = { type: 'SecondFactorRemoved', clear: { method: 'totp' }, personal: {} };
const codesMade: NewAccountEvent = { type: 'RecoveryCodesMade', clear: { count: 10 }, personal: {} };
const passkeyAdded: NewAccountEvent = { type: 'PasskeyAdded', clear: { passkeyId }, personal: { account: { name: 'Blue' } } };
const passkeyRenamed: NewAccountEvent = { type: 'PasskeyRenamed', clear: { passkeyId }, personal: { account: { name: 'Green' } } };
const passkeyRemoved: NewAccountEvent = { type: 'PasskeyRemoved', clear: { passkeyId }, personal: {} };
const addPasskey = { kind: 'AddPasskey', passkeyId, name: 'Blue', newCodes: null } as const;
const factorsAfter = (...events: NewAccountEvent[]) => (stateAfter(created, ...events) as { secondFactors?: unknown }).secondFactors;

describe('an authenticator app', () => {
  it('is added once, with recovery codes when it is the first factor', () => {
    given(created).when({ kind: 'AddTotp', newCodes: 10 }).then(totpAdded, codesMade);
    given(created, passkeyAdded).when({ kind: 'AddTotp', newCodes: null }).then(totpAdded);
    given(created, totpAdded).when({ kind: 'AddTotp', newCodes: 10 }).thenNothing();
  });

  it('is removed once', () => {
    given(created, totpAdded).when({ kind: 'RemoveTotp' }).then(totpRemoved);
    given(created).when({ kind: 'RemoveTotp' }).thenNothing();
  });
});

describe('a passkey', () => {
  it('is added once, with recovery codes when it is the first factor', () => {
    given(created)
      .when({ ...addPasskey, newCodes: 10 })
      .then(passkeyAdded, codesMade);
    given(created, passkeyAdded).when(addPasskey).thenNothing();
  });

  it('is renamed while it is there', () => {
    const rename = { kind: 'RenamePasskey', passkeyId, name: 'Green' } as const;
    given(created, passkeyAdded).when(rename).then(passkeyRenamed);
    given(created, passkeyAdded, passkeyRenamed).when(rename).thenNothing();
    given(created).when(rename).thenRejected('PasskeyNotFound');
  });

  it('is removed once', () => {
    given(created, passkeyAdded).when({ kind: 'RemovePasskey', passkeyId }).then(passkeyRemoved);
    given(created).when({ kind: 'RemovePasskey', passkeyId }).thenNothing();
  });
});

describe('recovery codes', () => {
  it('are made and used up one by one', () => {
    given(created).when({ kind: 'MakeRecoveryCodes', count: 10 }).then(codesMade);
    given(created)
      .when({ kind: 'UseRecoveryCode', left: 9 })
      .then({ type: 'RecoveryCodeUsed', clear: { left: 9 }, personal: {} });
  });
});

describe('second factors', () => {
  it('are refused to nobody', () => {
    given().when(addPasskey).thenRejected('AccountNotFound');
  });

  it('are known with their names, also when the key of the account is gone', () => {
    expect(factorsAfter(totpAdded, passkeyAdded, passkeyRenamed)).toEqual({
      totpAddedAt: at,
      passkeys: new Map([[passkeyId, { name: 'Green', addedAt: at }]]),
    });
    expect(factorsAfter({ ...passkeyAdded, personal: {} } as NewAccountEvent)).toEqual({
      totpAddedAt: null,
      passkeys: new Map([[passkeyId, { name: 'Passkey', addedAt: at }]]),
    });
    expect(factorsAfter(totpAdded, passkeyAdded, totpRemoved, passkeyRemoved)).toEqual({ totpAddedAt: null, passkeys: new Map() });
  });
});
