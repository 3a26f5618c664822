/** How people come into a workspace: asked by an admin, with a link that one account may use. */
import type { NewWorkspaceEvent } from '../../../../../event-schemas/src/workspace/events';
import { accept, reject } from '../../../platform/decider/decider';
import { isAdmin, NO_LIMITS, type KnownInvitation, type KnownWorkspace, type RecordedWorkspaceEvent, type WorkspaceDecision } from './workspace-state';

type MemberInvited = Extract<NewWorkspaceEvent, { type: 'MemberInvited' }>;

export type InviteMember = {
  readonly kind: 'InviteMember';
  readonly by: string;
  readonly email: string;
  /** Whose address it is already. */
  readonly holder: string | null;
} & MemberInvited['clear'];

export interface ResendInvitation {
  readonly kind: 'ResendInvitation';
  readonly by: string;
  readonly invitationId: string;
  readonly expiresAt: string;
}

export interface RevokeInvitation {
  readonly kind: 'RevokeInvitation';
  readonly by: string;
  readonly invitationId: string;
}

/** The link was proven and claimed for this account; `at` is the instant of that claim. */
export interface AcceptInvitation {
  readonly kind: 'AcceptInvitation';
  readonly invitationId: string;
  readonly accountId: string;
  readonly at: string;
}

export type InvitationCommand = InviteMember | ResendInvitation | RevokeInvitation | AcceptInvitation;

const MOST_OPEN = 200;
const MOST_MEMBERS = 1_000;

type InvitationEvent = Extract<RecordedWorkspaceEvent, { type: 'MemberInvited' | 'InvitationResent' | 'InvitationRevoked' | 'InvitationAccepted' }>;

export function evolveInvitations(state: KnownWorkspace, event: InvitationEvent): KnownWorkspace {
  const { invitationId } = event.clear;
  if (event.type === 'MemberInvited') {
    const { inviteeId, role, expiresAt } = event.clear;
    const invitedBy = event.metadata.actor;
    const invitation: KnownInvitation = { inviteeId, role, expiresAt, invitedBy, invitedAt: event.revision, status: 'open', accountId: null };
    return { ...state, invitations: new Map(state.invitations).set(invitationId, invitation) };
  }
  const known = state.invitations.get(invitationId);
  if (known === undefined) return state;
  return { ...state, invitations: new Map(state.invitations).set(invitationId, { ...known, ...changeOf(event) }) };
}

function changeOf(event: Exclude<InvitationEvent, { type: 'MemberInvited' }>): Partial<KnownInvitation> {
  switch (event.type) {
    case 'InvitationResent':
      return { expiresAt: event.clear.expiresAt };
    case 'InvitationRevoked':
      return { status: 'revoked' };
    case 'InvitationAccepted':
      return { status: 'accepted', accountId: event.clear.accountId };
  }
}

export function decideInvitations(command: InvitationCommand, state: KnownWorkspace): WorkspaceDecision {
  if (command.kind === 'AcceptInvitation') return join(command, state);
  if (!isAdmin(state, command.by)) return reject('NotPermitted');
  if (command.kind === 'InviteMember') return invite(command, state);
  const invitation = state.invitations.get(command.invitationId);
  if (invitation === undefined) return reject('InvitationNotFound');
  if (command.kind === 'RevokeInvitation') return takeBack(command, invitation);
  if (invitation.status !== 'open') return reject('InvitationClosed');
  const { invitationId, expiresAt } = command;
  return accept<NewWorkspaceEvent>({ type: 'InvitationResent', clear: { invitationId, expiresAt }, personal: {} });
}

function invite({ kind: _kind, by: _by, email, holder, ...clear }: InviteMember, state: KnownWorkspace): WorkspaceDecision {
  if (state.invitations.has(clear.invitationId)) return accept();
  if (holder !== null && state.members.has(holder)) return reject('InviteeIsMember');
  if ([...state.invitations.values()].filter(({ status }) => status === 'open').length >= MOST_OPEN) return reject('TooManyInvitations');
  return accept<NewWorkspaceEvent>({ type: 'MemberInvited', clear, personal: { account: { email } } });
}

function takeBack({ invitationId }: RevokeInvitation, { status }: KnownInvitation): WorkspaceDecision {
  if (status === 'accepted') return reject('InvitationClosed');
  return status === 'revoked' ? accept() : accept<NewWorkspaceEvent>({ type: 'InvitationRevoked', clear: { invitationId }, personal: {} });
}

/** The end of every open invitation of somebody who may not invite any more: no door of theirs stays open behind them. */
export const takenBackWith = (state: KnownWorkspace, accountId: string): readonly NewWorkspaceEvent[] =>
  [...state.invitations]
    .filter(([, { status, invitedBy }]) => status === 'open' && invitedBy === accountId)
    .map(([invitationId]) => ({ type: 'InvitationRevoked', clear: { invitationId }, personal: {} }));

function join({ invitationId, accountId, at }: AcceptInvitation, state: KnownWorkspace): WorkspaceDecision {
  const invitation = state.invitations.get(invitationId);
  if (invitation === undefined) return reject('InvitationNotFound');
  if (invitation.status === 'accepted' && invitation.accountId === accountId) return accept();
  if (invitation.status !== 'open' || invitation.expiresAt <= at) return reject('InvitationClosed');
  if (state.members.has(accountId)) return reject('AlreadyMember');
  // Who left, suspended perhaps, or was put out comes back when an admin wants it, not with a link from before.
  if (invitation.invitedAt < (state.former.get(accountId) ?? 0)) return reject('InvitationClosed');
  if (state.members.size >= MOST_MEMBERS) return reject('TooManyMembers');
  return accept<NewWorkspaceEvent>(
    { type: 'InvitationAccepted', clear: { invitationId, accountId }, personal: {} },
    { type: 'MemberJoined', clear: { accountId, role: invitation.role }, personal: {} },
  );
}

export function withJoined(state: KnownWorkspace, event: Extract<RecordedWorkspaceEvent, { type: 'MemberJoined' }>): KnownWorkspace {
  const { accountId, role } = event.clear;
  const { revision } = event;
  const member = { role, joinedAt: event.metadata.occurredAt, limits: NO_LIMITS, roleSetAt: revision, limitsSetAt: revision, suspended: null };
  return { ...state, members: new Map(state.members).set(accountId, member) };
}
