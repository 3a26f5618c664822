import type { NewAccountEvent } from '../../../../../event-schemas/src/account/events';
import { deciderSpecification } from '../../../platform/testing/decider-specification';
import { account, type BeginSession, type CreateAccount, type EndSession } from './account';
import { canonicalEmail } from './email';

const { given, stateAfter } = deciderSpecification(account);
const sessionId = '11111111-1111-4111-8111-111111111111';
const otherSession = '22222222-2222-4222-8222-222222222222';
const created: NewAccountEvent = { type: 'AccountCreated', clear: {}, personal: { account: { email: 'ada@example.com', displayName: 'Ada' } } };
const signedIn: NewAccountEvent = { type: 'SignedIn', clear: { sessionId }, personal: { account: { userAgent: 'Browser' } } };
const signedOut: NewAccountEvent = { type: 'SignedOut', clear: { sessionId, cause: 'user' }, personal: {} };
const create: CreateAccount = { kind: 'CreateAccount', email: 'ada@example.com', displayName: 'Ada' };
const begin: BeginSession = { kind: 'BeginSession', sessionId, userAgent: 'Browser' };
const end: EndSession = { kind: 'EndSession', sessionId, cause: 'user' };

describe('CreateAccount', () => {
  it('creates the account once', () => {
    given().when(create).then(created);
    given(created).when(create).thenNothing();
  });

  it('refuses to become another person', () => {
    given(created)
      .when({ ...create, email: 'eve@example.com' })
      .thenRejected('AccountAlreadyExists');
    given(created)
      .when({ ...create, displayName: 'Eve' })
      .thenRejected('AccountAlreadyExists');
  });
});

describe('BeginSession', () => {
  it('begins a session once', () => {
    given(created).when(begin).then(signedIn);
    given(created, signedIn).when(begin).thenNothing();
    given(created, signedIn)
      .when({ ...begin, sessionId: otherSession })
      .then({ ...signedIn, clear: { sessionId: otherSession } });
  });

  it('refuses a session of nobody', () => {
    given().when(begin).thenRejected('AccountNotFound');
  });
});

describe('EndSession', () => {
  it('ends an open session once', () => {
    given(created, signedIn).when(end).then(signedOut);
    given(created, signedIn, signedOut).when(end).thenNothing();
    given(created, signedIn)
      .when({ ...end, sessionId: otherSession })
      .thenNothing();
  });

  it('refuses to end a session of nobody', () => {
    given().when(end).thenRejected('AccountNotFound');
  });
});

describe('account state', () => {
  it('survives the loss of its personal part', () => {
    expect(stateAfter({ ...created, personal: {} }, { ...signedIn, personal: {} })).toEqual({
      status: 'known',
      profile: null,
      openSessions: new Set([sessionId]),
    });
  });

  it('stays absent when sessions come before the account', () => {
    expect(stateAfter(signedIn, signedOut)).toEqual({ status: 'absent' });
  });
});

describe('canonicalEmail', () => {
  it.each([
    [' Ada@Example.COM ', 'ada@example.com'],
    ['ａda@example.com', 'ada@example.com'],
  ])('spells %p as %p', (typed, spelled) => {
    expect(canonicalEmail(typed)).toBe(spelled);
  });
});
