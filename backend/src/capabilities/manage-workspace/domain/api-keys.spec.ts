import fc from 'fast-check';
import type { NewWorkspaceEvent } from '../../../../../event-schemas/src/workspace/events';
import { asRecorded, deciderSpecification } from '../../../platform/testing/decider-specification';
import { isGoodSecret, type CreateApiKey, type RevokeApiKey, type RotateApiKey } from './api-keys';
import { workspace, type WorkspaceCommand } from './workspace';
import type { KnownApiKey, WorkspaceState } from './workspace-state';

const { given, stateAfter } = deciderSpecification(workspace);
const owner = '11111111-1111-4111-8111-111111111111';
const admin = '22222222-2222-4222-8222-222222222222';
const member = '33333333-3333-4333-8333-333333333333';
const keyId = '44444444-4444-4444-8444-444444444444';
const [first, second, third] = ['51', '52', '53'].map((start) => `${start}555555-5555-4555-8555-555555555555`) as [string, string, string];
const at = '2026-01-05T09:00:00.000Z';
const inAnHour = '2026-01-05T10:00:00.000Z';
const inADay = '2026-01-06T09:00:00.000Z';
const expiresAt = '2026-02-04T09:00:00.000Z';
const joined = (accountId: string, role: 'admin' | 'member'): NewWorkspaceEvent => ({ type: 'MemberJoined', clear: { accountId, role }, personal: {} });
const past: readonly NewWorkspaceEvent[] = [
  { type: 'WorkspaceCreated', clear: { ownerAccountId: owner }, personal: { workspace: { name: 'Sales' } } },
  joined(admin, 'admin'),
  joined(member, 'member'),
];
const clear = { keyId, accountId: admin, secretId: first, scopes: ['read-leads'], expiresAt };
const created: NewWorkspaceEvent = { type: 'ApiKeyCreated', clear, personal: { workspace: { name: 'Nightly export' } } };
const rotated = (secretId: string, olderSecretUntil = inADay): NewWorkspaceEvent => ({
  type: 'ApiKeyRotated',
  clear: { keyId, secretId, olderSecretUntil },
  personal: {},
});
const revoked = (cause: 'user' | 'maker-gone' = 'user'): NewWorkspaceEvent => ({ type: 'ApiKeyRevoked', clear: { keyId, cause }, personal: {} });
const create: CreateApiKey = { kind: 'CreateApiKey', at, name: 'Nightly export', ...clear };
const rotate: RotateApiKey = { kind: 'RotateApiKey', at, by: admin, keyId, secretId: second, olderSecretUntil: inADay };
const revoke: RevokeApiKey = { kind: 'RevokeApiKey', by: owner, keyId };

describe('CreateApiKey', () => {
  it('makes a key once, and never brings a revoked one back', () => {
    given(...past)
      .when(create)
      .then(created);
    given(...past, created)
      .when(create)
      .thenNothing();
    given(...past, created, revoked())
      .when(create)
      .thenNothing();
  });

  it('refuses who does not run the workspace', () => {
    given(...past)
      .when({ ...create, accountId: member })
      .thenRejected('NotPermitted');
  });

  it('refuses the fifty-first active key; expired and revoked ones do not count', () => {
    const fifty = Array.from({ length: 50 }, (_, index): NewWorkspaceEvent => ({
      ...created,
      clear: { ...clear, keyId: `44444444-4444-4444-8444-${String(index).padStart(12, '0')}` },
    }));
    given(...past, ...fifty)
      .when(create)
      .thenRejected('TooManyApiKeys');
    given(...past, ...fifty)
      .when({ ...create, at: expiresAt })
      .then(created);
    given(...past, ...fifty, { type: 'ApiKeyRevoked', clear: { keyId: '44444444-4444-4444-8444-000000000007', cause: 'user' }, personal: {} })
      .when(create)
      .then(created);
  });
});

describe('RotateApiKey', () => {
  it('gives an active key another secret, once', () => {
    given(...past, created)
      .when(rotate)
      .then(rotated(second));
    given(...past, created, rotated(second))
      .when(rotate)
      .thenNothing();
  });

  it.each([
    ['a key that was never made', [], rotate, 'ApiKeyNotFound'],
    ['a revoked key', [created, revoked()], rotate, 'ApiKeyOver'],
    ['an expired key', [created], { ...rotate, at: expiresAt }, 'ApiKeyOver'],
    ['a member who does not run the workspace', [created], { ...rotate, by: member }, 'NotPermitted'],
    ['an owner who did not make the key', [created], { ...rotate, by: owner }, 'ApiKeyOfAnother'],
    ['whoever did not make the key, also as the same request', [created, rotated(second)], { ...rotate, by: owner }, 'ApiKeyOfAnother'],
  ])('refuses %s', (_case, more, command, reason) => {
    given(...past, ...more)
      .when(command)
      .thenRejected(reason);
  });
});

describe('RevokeApiKey', () => {
  it('ends a key once', () => {
    given(...past, created)
      .when(revoke)
      .then(revoked());
    given(...past, created, revoked())
      .when(revoke)
      .thenNothing();
  });

  it('refuses a key that was never made, and who does not run the workspace', () => {
    given(...past)
      .when(revoke)
      .thenRejected('ApiKeyNotFound');
    given(...past, created)
      .when({ ...revoke, by: member })
      .thenRejected('NotPermitted');
  });
});

describe('whoever leaves or is removed', () => {
  const remove = { kind: 'RemoveMember', by: owner, accountId: admin, at } as const;
  const gone: NewWorkspaceEvent = { type: 'MemberRemoved', clear: { accountId: admin }, personal: {} };

  it('takes their active keys along, and nobody else’s', () => {
    const other: NewWorkspaceEvent = { ...created, clear: { ...clear, keyId: first, accountId: owner } };
    given(...past, created, other)
      .when(remove)
      .then(gone, revoked('maker-gone'));
    given(...past, created, other)
      .when({ ...remove, by: admin })
      .then({ ...gone, type: 'MemberLeft' }, revoked('maker-gone'));
  });

  it('leaves keys that are over as they are', () => {
    given(...past, created, revoked())
      .when(remove)
      .then(gone);
    given(...past, created)
      .when({ ...remove, at: expiresAt })
      .then(gone);
  });
});

describe('a secret', () => {
  const keyAfter = (...events: readonly NewWorkspaceEvent[]): KnownApiKey => {
    const state = stateAfter(...past, ...events);
    const key = state.status === 'absent' ? undefined : state.apiKeys.get(keyId);
    if (key === undefined) throw new Error('The key is not in the state.');
    return key;
  };
  const good = (key: KnownApiKey, now: string): readonly string[] => [first, second, third].filter((secretId) => isGoodSecret(key, secretId, now));

  it('is good until the key expires', () => {
    expect([good(keyAfter(created), at), good(keyAfter(created), expiresAt)]).toEqual([[first], []]);
  });

  it('is good beside the newer one until the end of the overlap', () => {
    const key = keyAfter(created, rotated(second));
    expect([good(key, at), good(key, inADay)]).toEqual([[first, second], [second]]);
  });

  it('is over at once without an overlap, and so is any older one', () => {
    expect(good(keyAfter(created, rotated(second, at)), at)).toEqual([second]);
    expect(good(keyAfter(created, rotated(second), rotated(third, at)), at)).toEqual([third]);
  });

  it('outlives a second rotation until its own end or that of the new overlap, whichever comes first', () => {
    const shortened = keyAfter(created, rotated(second), rotated(third, inAnHour));
    expect([good(shortened, at), good(shortened, inAnHour)]).toEqual([[first, second, third], [third]]);
    const kept = keyAfter(created, rotated(second, inAnHour), rotated(third));
    expect([good(kept, at), good(kept, inAnHour), good(kept, inADay)]).toEqual([[first, second, third], [second, third], [third]]);
  });

  it('is never good once the key is revoked', () => {
    expect(good(keyAfter(created, rotated(second), revoked()), at)).toEqual([]);
  });
});

describe('keys, whatever is asked of them', () => {
  const ids = ['61', '62', '63'].map((start) => `${start}666666-6666-4666-8666-666666666666`);
  const someone = fc.constantFrom(owner, admin, member);
  const key = fc.constantFrom(...ids);
  const instant = fc.constantFrom(at, inADay, expiresAt);
  const secret = fc.constantFrom(first, second, third);
  const command: fc.Arbitrary<WorkspaceCommand> = fc.oneof(
    fc.record({ accountId: someone, keyId: key, secretId: secret, at: instant }).map((it): WorkspaceCommand => ({ ...create, ...it })),
    fc.record({ by: someone, keyId: key, secretId: secret, at: instant, olderSecretUntil: instant }).map((it): WorkspaceCommand => ({ ...rotate, ...it })),
    fc.record({ by: someone, keyId: key }).map((it): WorkspaceCommand => ({ ...revoke, ...it })),
    fc.record({ by: someone, accountId: someone, at: instant }).map((it): WorkspaceCommand => ({ kind: 'RemoveMember', ...it })),
  );

  function after(commands: readonly WorkspaceCommand[]): { readonly state: WorkspaceState; readonly events: readonly NewWorkspaceEvent[] } {
    const events: NewWorkspaceEvent[] = [...past];
    let state = stateAfter(...past);
    for (const next of commands) {
      const decision = workspace.decide(next, state);
      for (const event of decision.kind === 'accepted' ? decision.events : []) {
        state = workspace.evolve(state, asRecorded('workspace', event, events.length));
        events.push(event);
      }
    }
    return { state, events };
  }

  it('fold to the same all at once as step by step, and change nothing when the last command comes twice', () => {
    fc.assert(
      fc.property(fc.array(command, { maxLength: 20 }), command, (commands, last) => {
        const { state, events } = after([...commands, last]);
        expect(stateAfter(...events)).toEqual(state);
        const again = workspace.decide(last, state);
        expect(again.kind === 'accepted' ? again.events : []).toEqual([]);
      }),
      { seed: 7, numRuns: 500 },
    );
  });

  it('are active only while their maker is a member', () => {
    fc.assert(
      fc.property(fc.array(command, { maxLength: 20 }), (commands) => {
        const { state } = after(commands.map((each) => ('at' in each ? { ...each, at } : each)));
        const active = state.status === 'absent' ? [] : [...state.apiKeys.values()].filter(({ status }) => status === 'active');
        const members = state.status === 'absent' ? [] : [...state.members.keys()];
        expect(active.every(({ accountId }) => members.includes(accountId))).toBe(true);
      }),
      { seed: 8, numRuns: 500 },
    );
  });
});
