/** What the stream of a workspace folds to. Clear values only: where a sealed word is needed, the state knows the revision of its event. */
import type { MemberLimits, MemberRole } from '../../../../../event-schemas/src/http/members';
import type { NewWorkspaceEvent, WorkspaceEvent } from '../../../../../event-schemas/src/workspace/events';
import type { Decision, Recorded } from '../../../platform/decider/decider';

export interface Membership {
  readonly role: MemberRole;
  readonly joinedAt: string;
  readonly limits: MemberLimits;
  /** Revisions of the events that set them last: what If-Match is compared with. */
  readonly roleSetAt: number;
  readonly limitsSetAt: number;
  readonly suspended: Suspended | null;
}

export interface Suspended {
  readonly since: string;
  /** Revision of the event that holds the reason. */
  readonly reasonAt: number;
}

export interface KnownInvitation {
  readonly inviteeId: string;
  readonly role: Exclude<MemberRole, 'owner'>;
  readonly expiresAt: string;
  /** Who answers for it; null for the system. */
  readonly invitedBy: string | null;
  /** Revision of the event that invited and holds the address. */
  readonly invitedAt: number;
  readonly status: 'open' | 'accepted' | 'revoked';
  /** Who joined with it. */
  readonly accountId: string | null;
}

export interface KnownBrowser {
  readonly accountId: string;
  readonly status: 'active' | 'revoked';
}

export interface KnownApiKey {
  /** Who made it and for whom it acts. */
  readonly accountId: string;
  readonly scopes: readonly string[];
  readonly expiresAt: string;
  readonly secretId: string;
  /** Every secret before this one; each counts until then. */
  readonly olderSecrets: readonly { readonly id: string; readonly until: string }[];
  /** Revision of the event that made it and holds the name. */
  readonly namedAt: number;
  readonly status: 'active' | 'revoked';
}

export interface KnownWorkspace {
  readonly status: 'active';
  readonly createdAt: string;
  readonly createdBy: string;
  /** Revision of the event that holds the name. */
  readonly namedAt: number;
  readonly secondFactorRequired: boolean;
  readonly ruleSetAt: number;
  readonly members: ReadonlyMap<string, Membership>;
  /** Who left or was put out, and the revision of that event. */
  readonly former: ReadonlyMap<string, number>;
  readonly invitations: ReadonlyMap<string, KnownInvitation>;
  readonly browsers: ReadonlyMap<string, KnownBrowser>;
  readonly apiKeys: ReadonlyMap<string, KnownApiKey>;
}

export type WorkspaceState = { readonly status: 'absent' } | KnownWorkspace;

export type WorkspaceRejection =
  | 'WorkspaceAlreadyExists'
  | 'WorkspaceNotFound'
  | 'AccountNotMember'
  | 'BrowserNotFound'
  | 'TooManyBrowsers'
  | 'NotPermitted'
  | 'MemberNotFound'
  | 'OwnRoleIsNotYours'
  | 'OwnerStays'
  | 'OwnershipIsTransferred'
  | 'AlreadyMember'
  | 'InviteeIsMember'
  | 'TooManyMembers'
  | 'InvitationNotFound'
  | 'InvitationClosed'
  | 'TooManyInvitations'
  | 'NotSuspended'
  | 'ApiKeyNotFound'
  | 'ApiKeyOfAnother'
  | 'ApiKeyOver'
  | 'TooManyApiKeys'
  | 'ChangedMeanwhile';

export type WorkspaceDecision = Decision<NewWorkspaceEvent, WorkspaceRejection>;
export type RecordedWorkspaceEvent = Recorded<WorkspaceEvent>;

export const NO_LIMITS: MemberLimits = { importsPerDay: null, exportsPerDay: null, rowsPerExport: null };

/** The member as long as nobody suspended them. */
export function activeMember(state: KnownWorkspace, accountId: string): Membership | null {
  const member = state.members.get(accountId);
  return member?.suspended === null ? member : null;
}

/** Owner and admins run the workspace. */
export const isAdmin = (state: KnownWorkspace, accountId: string): boolean => {
  const role = activeMember(state, accountId)?.role;
  return role === 'owner' || role === 'admin';
};

export const withMember = (state: KnownWorkspace, accountId: string, change: Partial<Membership>): KnownWorkspace => {
  const known = state.members.get(accountId);
  return known === undefined ? state : { ...state, members: new Map(state.members).set(accountId, { ...known, ...change }) };
};
