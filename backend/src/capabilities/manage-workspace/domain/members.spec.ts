import type { NewWorkspaceEvent, WorkspaceEvent } from '../../../../../event-schemas/src/workspace/events';
import { asRecorded, deciderSpecification } from '../../../platform/testing/decider-specification';
import { metadataForTests } from '../../../platform/testing/metadata';
import type { AcceptInvitation, InviteMember } from './invitations';
import type { ChangeMember, MemberCommand } from './members';
import { workspace } from './workspace';
import type { WorkspaceState } from './workspace-state';

const { given, stateAfter } = deciderSpecification(workspace);
const owner = '11111111-1111-4111-8111-111111111111';
const admin = '22222222-2222-4222-8222-222222222222';
const member = '33333333-3333-4333-8333-333333333333';
const stranger = '44444444-4444-4444-8444-444444444444';
const invitationId = '55555555-5555-4555-8555-555555555555';
const inviteeId = '66666666-6666-4666-8666-666666666666';
const browserId = '77777777-7777-4777-8777-777777777777';
const at = '2026-01-05T09:00:00.000Z';
const expiresAt = '2026-01-12T09:00:00.000Z';

const joined = (accountId: string, role: 'admin' | 'member' | 'auditor'): NewWorkspaceEvent => ({
  type: 'MemberJoined',
  clear: { accountId, role },
  personal: {},
});
const past: readonly NewWorkspaceEvent[] = [
  { type: 'WorkspaceCreated', clear: { ownerAccountId: owner }, personal: { workspace: { name: 'Sales' } } },
  joined(admin, 'admin'),
  joined(member, 'member'),
];
const invited: NewWorkspaceEvent = {
  type: 'MemberInvited',
  clear: { invitationId, inviteeId, role: 'auditor', expiresAt },
  personal: { account: { email: 'grace@example.com' } },
};
const revoked: NewWorkspaceEvent = { type: 'InvitationRevoked', clear: { invitationId }, personal: {} };
const accepted: NewWorkspaceEvent = { type: 'InvitationAccepted', clear: { invitationId, accountId: stranger }, personal: {} };
const suspended: NewWorkspaceEvent = { type: 'MemberSuspended', clear: { accountId: member }, personal: { account: { reason: 'Shared a list.' } } };
const lifted: NewWorkspaceEvent = { type: 'SuspensionLifted', clear: { accountId: member }, personal: {} };
const transferred: NewWorkspaceEvent = { type: 'OwnershipTransferred', clear: { fromAccountId: owner, toAccountId: admin }, personal: {} };
const invite: InviteMember = { kind: 'InviteMember', by: admin, invitationId, inviteeId, role: 'auditor', expiresAt, email: 'grace@example.com', holder: null };
const acceptIt: AcceptInvitation = { kind: 'AcceptInvitation', invitationId, accountId: stranger, at };
const rolesOf = (state: WorkspaceState) => (state.status === 'absent' ? {} : Object.fromEntries([...state.members].map(([id, { role }]) => [id, role])));

describe('InviteMember', () => {
  it('invites once', () => {
    given(...past)
      .when(invite)
      .then(invited);
    given(...past, invited)
      .when(invite)
      .thenNothing();
  });

  it.each([
    ['a member', member, []],
    ['a stranger', stranger, []],
    ['a suspended admin', admin, [{ ...suspended, clear: { accountId: admin } }]],
  ])('refuses %s', (_who, by, more) => {
    given(...past, ...more)
      .when({ ...invite, by })
      .thenRejected('NotPermitted');
  });

  it('refuses the address of a member', () => {
    given(...past)
      .when({ ...invite, holder: member })
      .thenRejected('InviteeIsMember');
    given(...past)
      .when({ ...invite, holder: stranger })
      .then(invited);
  });

  it('refuses the open invitation beyond two hundred', () => {
    const many = Array.from({ length: 200 }, (_, index) => ({
      ...invited,
      clear: { ...invited.clear, invitationId: `55555555-5555-4555-8555-${String(index).padStart(12, '0')}` },
    }));
    given(...past, ...many)
      .when(invite)
      .thenRejected('TooManyInvitations');
    given(...past, ...many.slice(1))
      .when(invite)
      .then(invited);
  });
});

describe('ResendInvitation and RevokeInvitation', () => {
  const resend = { kind: 'ResendInvitation', by: owner, invitationId, expiresAt: '2026-01-20T09:00:00.000Z' } as const;
  const revoke = { kind: 'RevokeInvitation', by: owner, invitationId } as const;

  it('gives an open invitation more time', () => {
    given(...past, invited)
      .when(resend)
      .then({ type: 'InvitationResent', clear: { invitationId, expiresAt: resend.expiresAt }, personal: {} });
  });

  it('takes an invitation back once', () => {
    given(...past, invited)
      .when(revoke)
      .then(revoked);
    given(...past, invited, revoked)
      .when(revoke)
      .thenNothing();
  });

  it('leaves what is over', () => {
    given(...past, invited, revoked)
      .when(resend)
      .thenRejected('InvitationClosed');
    given(...past, invited, accepted, joined('44444444-4444-4444-8444-444444444444', 'auditor'))
      .when(revoke)
      .thenRejected('InvitationClosed');
    given(...past)
      .when(resend)
      .thenRejected('InvitationNotFound');
    given(...past, invited)
      .when({ ...resend, by: member })
      .thenRejected('NotPermitted');
  });
});

describe('the open invitations of an admin', () => {
  const byAdmin = { ...asRecorded<WorkspaceEvent>('workspace', invited, past.length), metadata: metadataForTests({ actor: admin }) };
  const about = { by: owner, accountId: admin } as const;

  it.each<[string, MemberCommand]>([
    ['is put out', { kind: 'RemoveMember', at, ...about }],
    ['leaves', { kind: 'RemoveMember', at, ...about, by: admin }],
    ['is suspended', { kind: 'SuspendMember', reason: 'Shared a list.', ...about }],
    ['is no admin any more', { kind: 'ChangeMember', role: 'auditor', ifRevision: null, ...about }],
  ])('end when their maker %s', (_how, command) => {
    const decision = workspace.decide(command, stateAfter(...past, byAdmin));
    expect(decision).toMatchObject({ kind: 'accepted', events: [expect.anything(), revoked] });
  });

  it('stay those of others, and when only the limits of their maker change', () => {
    given(...past, invited)
      .when({ kind: 'SuspendMember', reason: 'Shared a list.', ...about })
      .then({ ...suspended, clear: { accountId: admin } });
    given(...past, byAdmin)
      .when({ kind: 'ChangeMember', limits: { importsPerDay: 5 }, ifRevision: null, ...about })
      .then({ type: 'MemberLimitsChanged', clear: { accountId: admin, importsPerDay: 5, exportsPerDay: null, rowsPerExport: null }, personal: {} });
  });
});

describe('AcceptInvitation', () => {
  it('makes a member with the role of the invitation, once', () => {
    given(...past, invited)
      .when(acceptIt)
      .then(accepted, joined(stranger, 'auditor'));
    given(...past, invited, accepted, joined(stranger, 'auditor'))
      .when(acceptIt)
      .thenNothing();
  });

  it('refuses a second account, a late one, and an invitation taken back', () => {
    given(...past, invited, accepted, joined(stranger, 'auditor'))
      .when({ ...acceptIt, accountId: inviteeId })
      .thenRejected('InvitationClosed');
    given(...past, invited)
      .when({ ...acceptIt, at: expiresAt })
      .thenRejected('InvitationClosed');
    given(...past, invited, revoked)
      .when(acceptIt)
      .thenRejected('InvitationClosed');
    given(...past)
      .when(acceptIt)
      .thenRejected('InvitationNotFound');
  });

  it('brings a suspended member who left back only when they were invited after that', () => {
    const left: NewWorkspaceEvent = { type: 'MemberLeft', clear: { accountId: member }, personal: {} };
    given(...past, invited, suspended, left)
      .when({ ...acceptIt, accountId: member })
      .thenRejected('InvitationClosed');
    given(...past, suspended, left, invited)
      .when({ ...acceptIt, accountId: member })
      .then({ ...accepted, clear: { invitationId, accountId: member } }, joined(member, 'auditor'));
  });

  it('refuses somebody who is a member', () => {
    given(...past, invited)
      .when({ ...acceptIt, accountId: member })
      .thenRejected('AlreadyMember');
  });
});

describe('ChangeMember', () => {
  const change: ChangeMember = { kind: 'ChangeMember', by: admin, accountId: member, ifRevision: null };
  const limits = { importsPerDay: 5, exportsPerDay: null, rowsPerExport: null };
  const limited: NewWorkspaceEvent = { type: 'MemberLimitsChanged', clear: { accountId: member, ...limits }, personal: {} };
  const changed: NewWorkspaceEvent = { type: 'MemberRoleChanged', clear: { accountId: member, role: 'auditor' }, personal: {} };

  it('changes role and limits, and nothing when they are so', () => {
    given(...past)
      .when({ ...change, role: 'auditor', limits: { importsPerDay: 5 } })
      .then(changed, limited);
    given(...past, changed, limited)
      .when({ ...change, role: 'auditor', limits })
      .thenNothing();
  });

  it.each([
    ['by a member', { by: member, role: 'admin' as const }, 'NotPermitted'],
    ['of a stranger', { accountId: stranger, role: 'admin' as const }, 'MemberNotFound'],
    ['of oneself', { by: admin, accountId: admin, role: 'member' as const }, 'OwnRoleIsNotYours'],
    ['of the owner', { accountId: owner, role: 'member' as const }, 'OwnerStays'],
    ['of the limits of the owner', { accountId: owner, limits: { importsPerDay: 1 } }, 'OwnerStays'],
    ['to owner', { role: 'owner' as const }, 'OwnershipIsTransferred'],
  ])('refuses a change %s', (_which, more, reason) => {
    given(...past)
      .when({ ...change, ...more })
      .thenRejected(reason);
  });

  it('refuses when an edited field changed after what the caller saw, and only then', () => {
    given(...past, changed)
      .when({ ...change, role: 'member', ifRevision: 2 })
      .thenRejected('ChangedMeanwhile');
    given(...past, changed)
      .when({ ...change, limits, ifRevision: 2 })
      .then(limited);
    given(...past, limited)
      .when({ ...change, limits: { importsPerDay: 6 }, ifRevision: 2 })
      .thenRejected('ChangedMeanwhile');
  });
});

describe('RemoveMember', () => {
  const remove = { kind: 'RemoveMember', by: admin, accountId: member, at } as const;
  const paired: NewWorkspaceEvent = {
    type: 'BrowserPaired',
    clear: { browserId, accountId: member, extensionVersion: '1.0.0' },
    personal: { account: { name: 'Chrome' } },
  };

  it('puts a member out together with their browsers', () => {
    given(...past, paired)
      .when(remove)
      .then(
        { type: 'MemberRemoved', clear: { accountId: member }, personal: {} },
        { type: 'BrowserRevoked', clear: { browserId, cause: 'user' }, personal: {} },
      );
  });

  it('lets a member go, once', () => {
    const left: NewWorkspaceEvent = { type: 'MemberLeft', clear: { accountId: member }, personal: {} };
    given(...past)
      .when({ ...remove, by: member })
      .then(left);
    given(...past, left)
      .when({ ...remove, by: member })
      .thenNothing();
  });

  it('keeps the owner', () => {
    given(...past)
      .when({ ...remove, accountId: owner })
      .thenRejected('OwnerStays');
    given(...past)
      .when({ ...remove, by: owner, accountId: owner })
      .thenRejected('OwnerStays');
  });

  it('refuses a member who wants another one out, and a stranger as the target', () => {
    given(...past)
      .when({ ...remove, by: member, accountId: admin })
      .thenRejected('NotPermitted');
    given(...past)
      .when({ ...remove, accountId: stranger })
      .thenRejected('MemberNotFound');
  });
});

describe('SuspendMember, AppealSuspension and LiftSuspension', () => {
  const suspend = { kind: 'SuspendMember', by: admin, accountId: member, reason: 'Shared a list.' } as const;
  const lift = { kind: 'LiftSuspension', by: owner, accountId: member } as const;
  const appeal = { kind: 'AppealSuspension', accountId: member, text: 'It was asked for.' } as const;

  it('suspends, takes the answer, lifts', () => {
    given(...past)
      .when(suspend)
      .then(suspended);
    given(...past, suspended)
      .when(appeal)
      .then({ type: 'SuspensionAppealed', clear: { accountId: member }, personal: { account: { text: 'It was asked for.' } } });
    given(...past, suspended)
      .when(lift)
      .then(lifted);
  });

  it('does each once', () => {
    given(...past, suspended)
      .when(suspend)
      .thenNothing();
    given(...past, suspended, lifted)
      .when(lift)
      .thenNothing();
    given(...past, suspended, lifted)
      .when(appeal)
      .thenRejected('NotSuspended');
  });

  it('keeps the owner and oneself out of it', () => {
    given(...past)
      .when({ ...suspend, accountId: owner })
      .thenRejected('OwnerStays');
    given(...past)
      .when({ ...suspend, accountId: admin })
      .thenRejected('OwnRoleIsNotYours');
    given(...past)
      .when({ ...suspend, by: member, accountId: admin })
      .thenRejected('NotPermitted');
    given(...past)
      .when({ ...appeal, accountId: stranger })
      .thenRejected('WorkspaceNotFound');
  });
});

describe('TransferOwnership', () => {
  const transfer = { kind: 'TransferOwnership', by: owner, toAccountId: admin } as const;

  it('makes the other the owner and the former owner an admin', () => {
    given(...past)
      .when(transfer)
      .then(transferred);
    expect(rolesOf(stateAfter(...past, transferred))).toEqual({ [owner]: 'admin', [admin]: 'owner', [member]: 'member' });
  });

  it('refuses anybody but the owner, and a receiver who is no active member', () => {
    given(...past)
      .when({ ...transfer, by: admin, toAccountId: member })
      .thenRejected('NotPermitted');
    given(...past, transferred)
      .when(transfer)
      .thenRejected('NotPermitted');
    given(...past)
      .when({ ...transfer, toAccountId: stranger })
      .thenRejected('MemberNotFound');
    given(...past, suspended)
      .when({ ...transfer, toAccountId: member })
      .thenRejected('MemberNotFound');
  });
});
