import type { NewAccountEvent } from '../../../../../event-schemas/src/account/events';
import { deciderSpecification } from '../../../platform/testing/decider-specification';
import { account } from './account';
import { isFromNewDevice, type BeginSession, type ChangePassword, type EndSession } from './account-sessions';
import type { AccountState } from './account-state';
import { deviceOf } from './device';
import { canonicalEmail } from './email';
import type { AskEmailChange } from './email-change';
import type { ChangeProfile, CreateAccount } from './profile';

const { given, stateAfter } = deciderSpecification(account);
const at = '2026-01-05T09:00:00.000Z';
const sessionId = '11111111-1111-4111-8111-111111111111';
const otherSession = '22222222-2222-4222-8222-222222222222';
const changeId = '33333333-3333-4333-8333-333333333333';
const otherChange = '44444444-4444-4444-8444-444444444444';
const firefox = 'Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0';
const created: NewAccountEvent = { type: 'AccountCreated', clear: {}, personal: { account: { email: 'ada@example.com', displayName: 'Ada' } } };
const signedIn = { type: 'SignedIn', clear: { sessionId }, personal: { account: { userAgent: 'Browser' } } } as const satisfies NewAccountEvent;
const signedInFrom = (session: string, userAgent: string): NewAccountEvent => ({
  ...signedIn,
  clear: { sessionId: session },
  personal: { account: { userAgent } },
});
const signedOut = { type: 'SignedOut', clear: { sessionId, cause: 'user' }, personal: {} } as const satisfies NewAccountEvent;
const renamed: NewAccountEvent = { type: 'AccountRenamed', clear: {}, personal: { account: { displayName: 'Ada King' } } };
const asked = { type: 'EmailChangeAsked', clear: { changeId }, personal: { account: { email: 'king@example.com' } } } as const satisfies NewAccountEvent;
const cancelled = { type: 'EmailChangeCancelled', clear: { changeId, cause: 'user' }, personal: {} } as const satisfies NewAccountEvent;
const changed: NewAccountEvent = { ...asked, type: 'EmailChanged' };
const create: CreateAccount = { kind: 'CreateAccount', email: 'ada@example.com', displayName: 'Ada', accepted: [] };
const change: ChangeProfile = { kind: 'ChangeProfile', displayName: 'Ada King', expectedRevision: null };
const begin: BeginSession = { kind: 'BeginSession', sessionId, userAgent: 'Browser' };
const end: EndSession = { kind: 'EndSession', sessionId, cause: 'user' };
const changePassword: ChangePassword = { kind: 'ChangePassword', cause: 'user', except: sessionId };
const ask: AskEmailChange = { kind: 'AskEmailChange', changeId, email: 'king@example.com' };

describe('CreateAccount', () => {
  it('creates the account once', () => {
    given().when(create).then(created);
    given(created).when(create).thenNothing();
  });

  it('says which documents were accepted', () => {
    const documents = [{ document: 'terms', version: '2026-11-24' }] as const;
    given()
      .when({ ...create, accepted: documents })
      .then(created, { type: 'DocumentsAccepted', clear: { documents }, personal: {} });
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

describe('ChangeProfile', () => {
  const preferred: NewAccountEvent = { type: 'PreferencesChanged', clear: {}, personal: { account: { theme: 'dark', signInNotices: true } } };

  it('changes what is different, once', () => {
    given(created).when(change).then(renamed);
    given(created, renamed).when(change).thenNothing();
    given(created)
      .when({ ...change, preferences: { theme: 'dark' } })
      .then(renamed, preferred);
    given(created, preferred)
      .when({ kind: 'ChangeProfile', preferences: { theme: 'dark' }, expectedRevision: null })
      .thenNothing();
  });

  it('refuses what was decided over an old picture', () => {
    given(created, renamed)
      .when({ ...change, displayName: 'Ada L.', expectedRevision: 0 })
      .thenRejected('ProfileChangedMeanwhile');
    given(created, renamed)
      .when({ ...change, expectedRevision: 0 })
      .thenNothing();
    given(created, renamed, signedIn)
      .when({ ...change, displayName: 'Ada', expectedRevision: 1 })
      .then({ ...renamed, personal: { account: { displayName: 'Ada' } } });
  });

  it('refuses to name somebody whose key is gone', () => {
    given({ ...created, personal: {} })
      .when(change)
      .thenRejected('AccountNotFound');
    given().when(change).thenRejected('AccountNotFound');
  });
});

describe('BeginSession and EndSession', () => {
  it('begin a session once', () => {
    given(created).when(begin).then(signedIn);
    given(created, signedIn).when(begin).thenNothing();
    given(created, signedIn)
      .when({ ...begin, sessionId: otherSession })
      .then({ ...signedIn, clear: { sessionId: otherSession } });
  });

  it('end an open session once', () => {
    given(created, signedIn).when(end).then(signedOut);
    given(created, signedIn, signedOut).when(end).thenNothing();
    given(created, signedIn)
      .when({ ...end, sessionId: otherSession })
      .thenNothing();
  });

  it('refuse a session of nobody', () => {
    given().when(begin).thenRejected('AccountNotFound');
    given().when(end).thenRejected('AccountNotFound');
  });

  it('end all others', () => {
    const others = given(created, signedIn, signedInFrom(otherSession, firefox));
    others.when({ kind: 'EndSessions', except: otherSession }).then(signedOut);
    others.when({ kind: 'EndSessions', except: null }).then(signedOut, { ...signedOut, clear: { sessionId: otherSession, cause: 'user' } });
  });
});

describe('ChangePassword', () => {
  it('ends every other session', () => {
    given(created, signedIn, signedInFrom(otherSession, firefox))
      .when(changePassword)
      .then({ type: 'PasswordChanged', clear: { cause: 'user' }, personal: {} }, { ...signedOut, clear: { sessionId: otherSession, cause: 'user' } });
  });
});

describe('EmailChange', () => {
  it('is asked for once and replaces the one before', () => {
    given(created).when(ask).then(asked);
    given(created, asked).when(ask).thenNothing();
    given(created, asked)
      .when({ ...ask, changeId: otherChange })
      .then({ ...cancelled, clear: { changeId, cause: 'replaced' } }, { ...asked, clear: { changeId: otherChange } });
  });

  it('refuses the address that the account has, however it is spelled', () => {
    given(created)
      .when({ ...ask, email: ' ADA@example.com' })
      .thenRejected('EmailUnchanged');
  });

  it('counts once, and only while it waits', () => {
    const confirm = { kind: 'ChangeEmail', changeId } as const;
    given(created, asked).when(confirm).then(changed);
    given(created, asked, changed).when(confirm).thenRejected('EmailChangeNotFound');
    given(created, asked, cancelled).when(confirm).thenRejected('EmailChangeNotFound');
    given(created, asked)
      .when({ ...confirm, changeId: otherChange })
      .thenRejected('EmailChangeNotFound');
  });

  it('is given up once', () => {
    const cancel = { kind: 'CancelEmailChange', changeId, cause: 'user' } as const;
    given(created, asked).when(cancel).then(cancelled);
    given(created, asked, cancelled).when(cancel).thenNothing();
    given(created, asked)
      .when({ ...cancel, changeId: otherChange })
      .thenNothing();
  });
});

describe('account state', () => {
  it('holds all that an account is', () => {
    const accepted: NewAccountEvent = { type: 'DocumentsAccepted', clear: { documents: [{ document: 'terms', version: '1' }] }, personal: {} };
    const acceptedLater: NewAccountEvent = { ...accepted, clear: { documents: [{ document: 'terms', version: '2' }] } };
    const preferred: NewAccountEvent = { type: 'PreferencesChanged', clear: {}, personal: { account: { theme: 'dark', signInNotices: false } } };
    const other = { ...asked, clear: { changeId: otherChange } };
    expect(stateAfter(created, accepted, acceptedLater, preferred, renamed, asked, changed, other, signedInFrom(sessionId, firefox))).toEqual({
      status: 'known',
      createdAt: at,
      profile: { email: 'king@example.com', displayName: 'Ada King' },
      preferences: { theme: 'dark', signInNotices: false },
      profileRevision: 4,
      accepted: [{ document: 'terms', version: '2', acceptedAt: at }],
      passwordChangedAt: at,
      secondFactors: { totpAddedAt: null, passkeys: new Map() },
      emailChange: { changeId: otherChange, email: 'king@example.com' },
      openSessions: new Map([[sessionId, { device: 'Firefox on Linux', signedInAt: at }]]),
      devices: new Map([['Firefox on Linux', sessionId]]),
    });
  });

  it('survives the loss of its personal part', () => {
    const events = [created, signedIn, renamed, asked, changed].map((event) => ({ ...event, personal: {} }));
    expect(stateAfter(...events)).toMatchObject({
      status: 'known',
      profile: null,
      emailChange: null,
      openSessions: new Map([[sessionId, { device: 'Unknown device', signedInAt: at }]]),
    });
  });

  it('stays absent when sessions come before the account', () => {
    expect(stateAfter(signedIn, signedOut)).toEqual({ status: 'absent' });
  });
});

describe('a new device', () => {
  const known = (...events: NewAccountEvent[]) => stateAfter(created, ...events) as Extract<AccountState, { status: 'known' }>;
  const first = signedInFrom(sessionId, 'Browser');

  it('is one that came after another', () => {
    expect(isFromNewDevice(known(first), sessionId)).toBe(false);
    expect(isFromNewDevice(known(first, signedInFrom(otherSession, firefox)), otherSession)).toBe(true);
    expect(isFromNewDevice(known(first, signedInFrom(otherSession, 'Browser')), otherSession)).toBe(false);
    expect(isFromNewDevice(known(first, signedOut, signedInFrom(otherSession, 'Browser')), otherSession)).toBe(false);
  });

  it('is told once when two sessions from it begin at the same time', () => {
    const third = '55555555-5555-4555-8555-555555555555';
    const state = known(first, signedInFrom(otherSession, firefox), signedInFrom(third, firefox));
    expect([otherSession, third].filter((session) => isFromNewDevice(state, session))).toEqual([otherSession]);
  });
});

describe('deviceOf', () => {
  const chrome = 'AppleWebKit/537.36 (KHTML, like Gecko) Chrome/142.0.0.0 Safari/537.36';
  it.each([
    [`Mozilla/5.0 (X11; Linux x86_64) ${chrome}`, 'Chrome on Linux'],
    [`Mozilla/5.0 (Windows NT 10.0; Win64; x64) ${chrome} Edg/142.0.0.0`, 'Edge on Windows'],
    [`Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) ${chrome} OPR/124.0`, 'Opera on macOS'],
    [`Mozilla/5.0 (Linux; Android 10; K) ${chrome.replace(' Safari', ' Mobile Safari')}`, 'Chrome on Android'],
    [`Mozilla/5.0 (X11; CrOS x86_64 14541.0.0) ${chrome}`, 'Chrome on ChromeOS'],
    ['Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/26.0 Safari/605.1.15', 'Safari on macOS'],
    [
      'Mozilla/5.0 (iPhone; CPU iPhone OS 26_0 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) CriOS/142.0 Mobile/15E148 Safari/604.1',
      'Chrome on iPhone',
    ],
    [firefox, 'Firefox on Linux'],
    ['curl/8.5.0', 'Unknown device'],
    ['Something (Windows)', 'Unknown browser on Windows'],
    ['', 'Unknown device'],
  ])('calls %p %s', (userAgent, device) => {
    expect(deviceOf(userAgent)).toBe(device);
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
