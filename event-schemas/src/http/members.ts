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
  /** Such as `20`. */
  readonly importsPerDay: number | null;
  /** Such as `5`. */
  readonly exportsPerDay: number | null;
  /** Such as `1000`. */
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
  /** Such as `A list was shared outside the company.`. */
  readonly reason: string;
  /** Such as `2026-03-25T09:30:00.000Z`. */
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
  /** Such as `Sales North`. */
  readonly name: string;
  readonly secondFactorRequired: boolean;
  readonly createdAt: string;
}

export interface ChangeWorkspaceRequest {
  readonly name?: string;
  readonly secondFactorRequired?: boolean;
  /** One's own; needed when `secondFactorRequired` changes. */
  readonly password?: string;
}

/** GET /api/v1/invitations (Page), POST 201 (with link), POST /{id}/resend 201 (a new link; the old one ends), DELETE /{id} 204. */
export interface Invitation {
  readonly id: string;
  readonly email: string;
  readonly role: MemberRole;
  /** Such as `Ada Lovelace`. */
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
  /** Such as `https://leadgen.example.com/join#token=b25lIGludml0YXRpb24sIG9uZSBhY2NvdW50`. */
  readonly link: string;
  /** True when the mail went out too. */
  readonly mailed: boolean;
}

/** POST /api/v1/invitation-lookups {token} (public): what the page of the link shows. */
export interface InvitationLookup {
  /** Such as `Sales North`. */
  readonly workspaceName: string;
  /** Such as `Ada Lovelace`. */
  readonly invitedBy: string;
  readonly email: string;
  readonly role: MemberRole;
  /** The address has an account already: sign in to accept. */
  readonly accountExists: boolean;
  readonly documents: readonly {
    readonly document: 'terms' | 'privacy-policy';
    /** Such as `2026-11-23`. */
    readonly version: string;
    /** Such as `/legal/terms`. */
    readonly path: string;
  }[];
  /** Youngest age by region; the answer is yes or no and is not kept. */
  readonly ageRules: readonly {
    /** Such as `DE`. */
    readonly region: string;
    /** Such as `16`. */
    readonly minimumAge: number;
  }[];
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
  /** Such as `grace@example.com`. */
  readonly to: string;
  /** Such as `Ada Lovelace invites you to Sales North`. */
  readonly subject: string;
  /** Such as `Open the link in your invitation to join.`. */
  readonly text: string;
  readonly writtenAt: string;
}

/** GET /api/v1/permissions: the page Who may do what. */
export interface PermissionRow {
  /** Such as `read-leads`. */
  readonly permission: string;
  readonly roles: readonly MemberRole[];
  readonly browser: boolean;
  readonly apiKey: boolean;
}
