import type { NewEventOf, ReadEventOf } from '../envelope/definition';
import type { browserPairedV1 } from './browser-paired/v1';
import type { browserRevokedV1 } from './browser-revoked/v1';
import type { workspaceCreatedV1 } from './workspace-created/v1';
import type { memberInvitedV1 } from './member-invited/v1';
import type { invitationResentV1 } from './invitation-resent/v1';
import type { invitationRevokedV1 } from './invitation-revoked/v1';
import type { invitationAcceptedV1 } from './invitation-accepted/v1';
import type { memberJoinedV1 } from './member-joined/v1';
import type { memberRoleChangedV1 } from './member-role-changed/v1';
import type { memberLimitsChangedV1 } from './member-limits-changed/v1';
import type { memberSuspendedV1 } from './member-suspended/v1';
import type { suspensionLiftedV1 } from './suspension-lifted/v1';
import type { suspensionAppealedV1 } from './suspension-appealed/v1';
import type { memberRemovedV1 } from './member-removed/v1';
import type { memberLeftV1 } from './member-left/v1';
import type { ownershipTransferredV1 } from './ownership-transferred/v1';
import type { workspaceRenamedV1 } from './workspace-renamed/v1';
import type { secondFactorRequirementChangedV1 } from './second-factor-requirement-changed/v1';
import type { apiKeyCreatedV1 } from './api-key-created/v1';
import type { apiKeyRotatedV1 } from './api-key-rotated/v1';
import type { apiKeyRevokedV1 } from './api-key-revoked/v1';

type Definitions =
  | typeof workspaceCreatedV1
  | typeof browserPairedV1
  | typeof browserRevokedV1
  | typeof memberInvitedV1
  | typeof invitationResentV1
  | typeof invitationRevokedV1
  | typeof invitationAcceptedV1
  | typeof memberJoinedV1
  | typeof memberRoleChangedV1
  | typeof memberLimitsChangedV1
  | typeof memberSuspendedV1
  | typeof suspensionLiftedV1
  | typeof suspensionAppealedV1
  | typeof memberRemovedV1
  | typeof memberLeftV1
  | typeof ownershipTransferredV1
  | typeof workspaceRenamedV1
  | typeof secondFactorRequirementChangedV1
  | typeof apiKeyCreatedV1
  | typeof apiKeyRotatedV1
  | typeof apiKeyRevokedV1;

type EachNew<D> = D extends Definitions ? NewEventOf<D> : never;
type EachRead<D> = D extends Definitions ? ReadEventOf<D> : never;

/** The current versions: what a decider of this category returns. */
export type NewWorkspaceEvent = EachNew<Definitions>;
/** The current versions: what evolve, views and processes are given. */
export type WorkspaceEvent = EachRead<Definitions>;
