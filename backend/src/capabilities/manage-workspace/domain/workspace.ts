/** A workspace: its name and rules, its people, their browsers and API keys. Each part has a file of its own; this one puts them together. */
import type { NewWorkspaceEvent, WorkspaceEvent } from '../../../../../event-schemas/src/workspace/events';
import { accept, reject, type Decider } from '../../../platform/decider/decider';
import { decideApiKeys, evolveApiKeys, type ApiKeyCommand } from './api-keys';
import { pair, revoke, withPaired, withRevoked, type PairBrowser, type RevokeBrowser } from './browsers';
import { decideInvitations, evolveInvitations, type InvitationCommand } from './invitations';
import { decideMembers, evolveMembers, type MemberCommand } from './members';
import {
  isAdmin,
  NO_LIMITS,
  type KnownWorkspace,
  type RecordedWorkspaceEvent,
  type WorkspaceDecision,
  type WorkspaceRejection,
  type WorkspaceState,
} from './workspace-state';

export const workspaceStream = (workspaceId: string): string => `workspace-${workspaceId}`;

export interface CreateWorkspace {
  readonly kind: 'CreateWorkspace';
  readonly ownerAccountId: string;
  readonly name: string;
}

export interface ChangeWorkspace {
  readonly kind: 'ChangeWorkspace';
  /** Who asks. */
  readonly by: string;
  /** Left out when it stays; the fold does not know the name itself. */
  readonly name?: string;
  readonly secondFactorRequired?: boolean;
  /** Stream revision that the caller has seen; null: whatever it is. */
  readonly ifRevision: number | null;
}

export type WorkspaceCommand = CreateWorkspace | ChangeWorkspace | MemberCommand | InvitationCommand | PairBrowser | RevokeBrowser | ApiKeyCommand;

const evolve = (state: WorkspaceState, event: RecordedWorkspaceEvent): WorkspaceState => {
  if (event.type === 'WorkspaceCreated') return created(event);
  if (state.status === 'absent') return state;
  switch (event.type) {
    case 'BrowserPaired':
      return withPaired(state, event.clear);
    case 'BrowserRevoked':
      return withRevoked(state, event.clear.browserId);
    case 'WorkspaceRenamed':
      return { ...state, namedAt: event.revision };
    case 'SecondFactorRequirementChanged':
      return { ...state, secondFactorRequired: event.clear.required, ruleSetAt: event.revision };
    case 'MemberInvited':
    case 'InvitationResent':
    case 'InvitationRevoked':
    case 'InvitationAccepted':
      return evolveInvitations(state, event);
    case 'ApiKeyCreated':
    case 'ApiKeyRotated':
    case 'ApiKeyRevoked':
      return evolveApiKeys(state, event);
    case 'MemberJoined':
    case 'MemberRoleChanged':
    case 'MemberLimitsChanged':
    case 'MemberSuspended':
    case 'SuspensionLifted':
    case 'SuspensionAppealed':
    case 'MemberRemoved':
    case 'MemberLeft':
    case 'OwnershipTransferred':
      return evolveMembers(state, event);
  }
};

function created(event: Extract<RecordedWorkspaceEvent, { type: 'WorkspaceCreated' }>): KnownWorkspace {
  const { ownerAccountId } = event.clear;
  const { revision } = event;
  const createdAt = event.metadata.occurredAt;
  const owner = { role: 'owner', joinedAt: createdAt, limits: NO_LIMITS, roleSetAt: revision, limitsSetAt: revision, suspended: null } as const;
  return {
    status: 'active',
    createdAt,
    createdBy: ownerAccountId,
    namedAt: revision,
    secondFactorRequired: false,
    ruleSetAt: revision,
    members: new Map([[ownerAccountId, owner]]),
    former: new Map(),
    invitations: new Map(),
    browsers: new Map(),
    apiKeys: new Map(),
  };
}

const decide = (command: WorkspaceCommand, state: WorkspaceState): WorkspaceDecision => {
  if (command.kind === 'CreateWorkspace') return create(command, state);
  if (state.status === 'absent') return reject('WorkspaceNotFound');
  switch (command.kind) {
    case 'ChangeWorkspace':
      return change(command, state);
    case 'PairBrowser':
      return pair(command, state);
    case 'RevokeBrowser':
      return revoke(command, state);
    case 'InviteMember':
    case 'ResendInvitation':
    case 'RevokeInvitation':
    case 'AcceptInvitation':
      return decideInvitations(command, state);
    case 'CreateApiKey':
    case 'RotateApiKey':
    case 'RevokeApiKey':
      return decideApiKeys(command, state);
    case 'ChangeMember':
    case 'RemoveMember':
    case 'SuspendMember':
    case 'LiftSuspension':
    case 'AppealSuspension':
    case 'TransferOwnership':
      return decideMembers(command, state);
  }
};

function create({ ownerAccountId, name }: CreateWorkspace, state: WorkspaceState): WorkspaceDecision {
  if (state.status === 'absent') return accept<NewWorkspaceEvent>({ type: 'WorkspaceCreated', clear: { ownerAccountId }, personal: { workspace: { name } } });
  return state.createdBy === ownerAccountId ? accept() : reject('WorkspaceAlreadyExists');
}

function change({ by, name, secondFactorRequired, ifRevision }: ChangeWorkspace, state: KnownWorkspace): WorkspaceDecision {
  if (!isAdmin(state, by)) return reject('NotPermitted');
  const seen = ifRevision ?? Number.POSITIVE_INFINITY;
  const events: NewWorkspaceEvent[] = [];
  if (name !== undefined) {
    if (state.namedAt > seen) return reject('ChangedMeanwhile');
    events.push({ type: 'WorkspaceRenamed', clear: {}, personal: { workspace: { name } } });
  }
  if (secondFactorRequired !== undefined && secondFactorRequired !== state.secondFactorRequired) {
    if (state.ruleSetAt > seen) return reject('ChangedMeanwhile');
    events.push({ type: 'SecondFactorRequirementChanged', clear: { required: secondFactorRequired }, personal: {} });
  }
  return accept(...events);
}

/** Folded from clear parts only, so that the states of busy workspaces are kept and a request reads no more than their tail. */
export const workspace: Decider<WorkspaceState, WorkspaceCommand, WorkspaceEvent, NewWorkspaceEvent, WorkspaceRejection> = {
  category: 'workspace',
  initial: { status: 'absent' },
  evolve,
  decide,
  reads: 'clear',
};
