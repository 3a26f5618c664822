/** Who is in a workspace and as what. There is exactly one owner at any time. */
import type { MemberLimits, MemberRole } from '../../../../../event-schemas/src/http/members';
import type { NewWorkspaceEvent } from '../../../../../event-schemas/src/workspace/events';
import { accept, reject } from '../../../platform/decider/decider';
import { revokedWith } from './api-keys';
import { activeBrowsersOf } from './browsers';
import { takenBackWith, withJoined } from './invitations';
import {
  activeMember,
  isAdmin,
  withMember,
  type KnownWorkspace,
  type Membership,
  type RecordedWorkspaceEvent,
  type WorkspaceDecision,
  type WorkspaceRejection,
} from './workspace-state';

interface AboutMember {
  /** Who asks. */
  readonly by: string;
  readonly accountId: string;
}

export interface ChangeMember extends AboutMember {
  readonly kind: 'ChangeMember';
  readonly role?: MemberRole;
  readonly limits?: Partial<MemberLimits>;
  /** Stream revision that the caller has seen; null: whatever it is. */
  readonly ifRevision: number | null;
}

/** Of oneself: leaving. `at` is the instant of the request. */
export interface RemoveMember extends AboutMember {
  readonly kind: 'RemoveMember';
  readonly at: string;
}

export interface SuspendMember extends AboutMember {
  readonly kind: 'SuspendMember';
  readonly reason: string;
}

export interface LiftSuspension extends AboutMember {
  readonly kind: 'LiftSuspension';
}

export interface AppealSuspension {
  readonly kind: 'AppealSuspension';
  readonly accountId: string;
  readonly text: string;
}

export interface TransferOwnership {
  readonly kind: 'TransferOwnership';
  readonly by: string;
  readonly toAccountId: string;
}

export type MemberCommand = ChangeMember | RemoveMember | SuspendMember | LiftSuspension | AppealSuspension | TransferOwnership;

export type MemberEvent = Extract<
  RecordedWorkspaceEvent,
  {
    type:
      | 'MemberJoined'
      | 'MemberRoleChanged'
      | 'MemberLimitsChanged'
      | 'MemberSuspended'
      | 'SuspensionLifted'
      | 'SuspensionAppealed'
      | 'MemberRemoved'
      | 'MemberLeft'
      | 'OwnershipTransferred';
  }
>;

export function evolveMembers(state: KnownWorkspace, event: MemberEvent): KnownWorkspace {
  const { revision } = event;
  switch (event.type) {
    case 'MemberJoined':
      return withJoined(state, event);
    case 'MemberRoleChanged':
      return withMember(state, event.clear.accountId, { role: event.clear.role, roleSetAt: revision });
    case 'MemberLimitsChanged': {
      const { accountId, ...limits } = event.clear;
      return withMember(state, accountId, { limits, limitsSetAt: revision });
    }
    case 'MemberSuspended':
      return withMember(state, event.clear.accountId, { suspended: { since: event.metadata.occurredAt, reasonAt: revision } });
    case 'SuspensionLifted':
      return withMember(state, event.clear.accountId, { suspended: null });
    case 'SuspensionAppealed':
      return state;
    case 'MemberRemoved':
    case 'MemberLeft': {
      const { accountId } = event.clear;
      const members = new Map([...state.members].filter(([id]) => id !== accountId));
      return { ...state, members, former: new Map(state.former).set(accountId, revision) };
    }
    case 'OwnershipTransferred': {
      const before = withMember(state, event.clear.fromAccountId, { role: 'admin', roleSetAt: revision });
      return withMember(before, event.clear.toAccountId, { role: 'owner', roleSetAt: revision });
    }
  }
}

export function decideMembers(command: MemberCommand, state: KnownWorkspace): WorkspaceDecision {
  switch (command.kind) {
    case 'ChangeMember':
      return change(command, state);
    case 'RemoveMember':
      return remove(command, state);
    case 'SuspendMember':
      return suspend(command, state);
    case 'LiftSuspension':
      return lift(command, state);
    case 'AppealSuspension':
      return appeal(command, state);
    case 'TransferOwnership':
      return transfer(command, state);
  }
}

/** The member whom somebody wants to act upon, or why they may not. */
function target({ by, accountId }: AboutMember, state: KnownWorkspace): Membership | WorkspaceRejection {
  if (!isAdmin(state, by)) return 'NotPermitted';
  return state.members.get(accountId) ?? 'MemberNotFound';
}

function change(command: ChangeMember, state: KnownWorkspace): WorkspaceDecision {
  const member = target(command, state);
  if (typeof member === 'string') return reject(member);
  const { by, accountId, ifRevision } = command;
  const seen = ifRevision ?? Number.POSITIVE_INFINITY;
  const events: NewWorkspaceEvent[] = [];
  if (command.role !== undefined && command.role !== member.role) {
    if (by === accountId) return reject('OwnRoleIsNotYours');
    if (member.role === 'owner') return reject('OwnerStays');
    if (command.role === 'owner') return reject('OwnershipIsTransferred');
    if (member.roleSetAt > seen) return reject('ChangedMeanwhile');
    events.push({ type: 'MemberRoleChanged', clear: { accountId, role: command.role }, personal: {} });
    if (command.role !== 'admin') events.push(...takenBackWith(state, accountId));
  }
  const limits = withChanged(member.limits, command.limits ?? {});
  if (!sameLimits(limits, member.limits)) {
    if (member.role === 'owner' && by !== accountId) return reject('OwnerStays');
    if (member.limitsSetAt > seen) return reject('ChangedMeanwhile');
    events.push({ type: 'MemberLimitsChanged', clear: { accountId, ...limits }, personal: {} });
  }
  return accept(...events);
}

/** Null lifts a limit; what is left out, or undefined, stays. */
const withChanged = (limits: MemberLimits, { importsPerDay, exportsPerDay, rowsPerExport }: Partial<MemberLimits>): MemberLimits => ({
  importsPerDay: importsPerDay === undefined ? limits.importsPerDay : importsPerDay,
  exportsPerDay: exportsPerDay === undefined ? limits.exportsPerDay : exportsPerDay,
  rowsPerExport: rowsPerExport === undefined ? limits.rowsPerExport : rowsPerExport,
});

const sameLimits = (one: MemberLimits, other: MemberLimits): boolean =>
  one.importsPerDay === other.importsPerDay && one.exportsPerDay === other.exportsPerDay && one.rowsPerExport === other.rowsPerExport;

function remove({ by, accountId, at }: RemoveMember, state: KnownWorkspace): WorkspaceDecision {
  const leaves = by === accountId;
  if (!leaves && !isAdmin(state, by)) return reject('NotPermitted');
  const member = state.members.get(accountId);
  // Gone already, by whichever way.
  if (member === undefined) return leaves ? accept() : reject('MemberNotFound');
  if (member.role === 'owner') return reject('OwnerStays');
  const gone: NewWorkspaceEvent = { type: leaves ? 'MemberLeft' : 'MemberRemoved', clear: { accountId }, personal: {} };
  const revoked = activeBrowsersOf(state, accountId).map((browserId): NewWorkspaceEvent => ({
    type: 'BrowserRevoked',
    clear: { browserId, cause: 'user' },
    personal: {},
  }));
  return accept(gone, ...revoked, ...revokedWith(state, accountId, at), ...takenBackWith(state, accountId));
}

function suspend(command: SuspendMember, state: KnownWorkspace): WorkspaceDecision {
  const member = target(command, state);
  if (typeof member === 'string') return reject(member);
  const { by, accountId, reason } = command;
  if (member.role === 'owner') return reject('OwnerStays');
  if (by === accountId) return reject('OwnRoleIsNotYours');
  if (member.suspended !== null) return accept();
  return accept<NewWorkspaceEvent>({ type: 'MemberSuspended', clear: { accountId }, personal: { account: { reason } } }, ...takenBackWith(state, accountId));
}

function lift(command: LiftSuspension, state: KnownWorkspace): WorkspaceDecision {
  const member = target(command, state);
  if (typeof member === 'string') return reject(member);
  if (member.suspended === null) return accept();
  return accept<NewWorkspaceEvent>({ type: 'SuspensionLifted', clear: { accountId: command.accountId }, personal: {} });
}

function appeal({ accountId, text }: AppealSuspension, state: KnownWorkspace): WorkspaceDecision {
  const member = state.members.get(accountId);
  if (member === undefined) return reject('WorkspaceNotFound');
  if (member.suspended === null) return reject('NotSuspended');
  return accept<NewWorkspaceEvent>({ type: 'SuspensionAppealed', clear: { accountId }, personal: { account: { text } } });
}

function transfer({ by, toAccountId }: TransferOwnership, state: KnownWorkspace): WorkspaceDecision {
  if (by === toAccountId && activeMember(state, by)?.role === 'owner') return accept();
  if (activeMember(state, by)?.role !== 'owner') return reject('NotPermitted');
  if (activeMember(state, toAccountId) === null) return reject('MemberNotFound');
  return accept<NewWorkspaceEvent>({ type: 'OwnershipTransferred', clear: { fromAccountId: by, toAccountId }, personal: {} });
}
