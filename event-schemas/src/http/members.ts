/** People of a workspace, and how they come and go. The workspace is that of the token. */

export const MEMBER_ROLES = ['owner', 'admin', 'member', 'auditor'] as const;
export type MemberRole = (typeof MEMBER_ROLES)[number];

/** GET /api/v1/members (Page). PATCH /api/v1/members/{accountId} changes role and limits; DELETE removes (own id: leaves), 204. */
export interface Member {
  readonly accountId: string;
  readonly displayName: string;
  readonly email: string;
  readonly role: MemberRole;
  readonly joinedAt: string;
  readonly secondFactor: boolean;
  readonly limits: MemberLimits;
  /** Null unless suspended. */
  readonly suspended: Suspension | null;
}

/** GET /api/v1/members/{accountId}, with the ETag for If-Match; also the answer of PATCH and, as `current`, of its 412. */
export type MemberNow = Pick<Member, 'accountId' | 'role' | 'limits'>;

/** Null: no limit of its own. */
export interface MemberLimits {
  readonly importsPerDay: number | null;
  readonly exportsPerDay: number | null;
  readonly rowsPerExport: number | null;
}

export interface ChangeMemberRequest {
  readonly role?: MemberRole;
  readonly limits?: Partial<MemberLimits>;
}

/** POST /api/v1/members/{accountId}/suspension, 201; DELETE lifts it, 204. */
export interface SuspendMemberRequest {
  /** Shown to the person who is suspended. */
  readonly reason: string;
}

export interface Suspension {
  readonly reason: string;
  readonly since: string;
  /** What the suspended person wrote back; PUT /api/v1/account/suspension-appeals/{workspaceId} {text}, 204. */
  readonly appeal: string | null;
}

export interface AppealRequest {
  readonly text: string;
}

/** POST /api/v1/ownership-transfers, 204: the other becomes owner, the caller an admin. */
export interface TransferOwnershipRequest {
  readonly toAccountId: string;
  readonly password: string;
}

/** GET /api/v1/workspace; PATCH changes name and rules (If-Match). POST /api/v1/workspaces {name} makes another, 201. */
export interface Workspace {
  readonly id: string;
  readonly name: string;
  readonly secondFactorRequired: boolean;
  readonly createdAt: string;
}

export interface ChangeWorkspaceRequest {
  readonly name?: string;
  readonly secondFactorRequired?: boolean;
}

/** GET /api/v1/invitations (Page), POST 201 (with link), POST /{id}/resend 201 (a new link; the old one ends), DELETE /{id} 204. */
export interface Invitation {
  readonly id: string;
  readonly email: string;
  readonly role: MemberRole;
  readonly invitedBy: string;
  readonly invitedAt: string;
  readonly expiresAt: string;
  readonly state: 'open' | 'accepted' | 'revoked' | 'expired';
}

export interface InviteRequest {
  readonly email: string;
  readonly role: Exclude<MemberRole, 'owner'>;
}

/** `link` carries the token in its fragment and is shown once. */
export interface IssuedInvitation extends Invitation {
  readonly link: string;
  /** True when the mail went out too. */
  readonly mailed: boolean;
}

/** POST /api/v1/invitation-lookups {token} (public): what the page of the link shows. */
export interface InvitationLookup {
  readonly workspaceName: string;
  readonly invitedBy: string;
  readonly email: string;
  readonly role: MemberRole;
  /** The address has an account already: sign in to accept. */
  readonly accountExists: boolean;
  readonly documents: readonly { readonly document: 'terms' | 'privacy-policy'; readonly version: string; readonly path: string }[];
  /** Youngest age by region; the answer is yes or no and is not kept. */
  readonly ageRules: readonly { readonly region: string; readonly minimumAge: number }[];
}

/** POST /api/v1/invitation-acceptances (public for a new account), 201 with a Session. With a token of an account it joins that account. */
export interface AcceptInvitationRequest {
  readonly token: string;
  /** Left out when the caller is signed in. */
  readonly newAccount?: {
    readonly displayName: string;
    readonly password: string;
    readonly region: string;
    /** False: 422 `under-age`; nothing is created and nothing is stored. */
    readonly oldEnough: boolean;
    readonly acceptedDocuments: readonly { readonly document: 'terms' | 'privacy-policy'; readonly version: string }[];
  };
}

/** GET /api/v1/outbox (Page, owner only): mail that could not be sent because no MAIL_URL is set; never resets or address changes. */
export interface OutboxMail {
  readonly id: string;
  readonly to: string;
  readonly subject: string;
  readonly text: string;
  readonly writtenAt: string;
}

/** GET /api/v1/permissions: the page Who may do what. */
export interface PermissionRow {
  readonly permission: string;
  readonly roles: readonly MemberRole[];
  readonly browser: boolean;
  readonly apiKey: boolean;
}
