/**
 * The two doors of the event store. Reading accepts every version ever written; writing accepts only the current one.
 */
import type { EventDefinition } from './envelope/definition';
import { importStartedV1 } from './import/import-started/v1';
import { importPageOpenedV1 } from './import/import-page-opened/v1';
import { importPageRecordedV1 } from './import/import-page-recorded/v1';
import { importCompletedV1 } from './import/import-completed/v1';
import { importCancelledV1 } from './import/import-cancelled/v1';
import { importFailedV1 } from './import/import-failed/v1';
import { leadRecordedV1 } from './lead/lead-recorded/v1';
import { leadSeenAgainV1 } from './lead/lead-seen-again/v1';
import { identityConflictFoundV1 } from './lead/identity-conflict-found/v1';
import { accountCreatedV1 } from './account/account-created/v1';
import { signedInV1 } from './account/signed-in/v1';
import { signedOutV1 } from './account/signed-out/v1';
import { accountRenamedV1 } from './account/account-renamed/v1';
import { preferencesChangedV1 } from './account/preferences-changed/v1';
import { documentsAcceptedV1 } from './account/documents-accepted/v1';
import { passwordChangedV1 } from './account/password-changed/v1';
import { emailChangeAskedV1 } from './account/email-change-asked/v1';
import { emailChangeCancelledV1 } from './account/email-change-cancelled/v1';
import { emailChangedV1 } from './account/email-changed/v1';
import { workspaceCreatedV1 } from './workspace/workspace-created/v1';
import { browserPairedV1 } from './workspace/browser-paired/v1';
import { browserRevokedV1 } from './workspace/browser-revoked/v1';
import { subjectKeysIssuedV1 } from './keyring/subject-keys-issued/v1';
import { memberInvitedV1 } from './workspace/member-invited/v1';
import { invitationResentV1 } from './workspace/invitation-resent/v1';
import { invitationRevokedV1 } from './workspace/invitation-revoked/v1';
import { invitationAcceptedV1 } from './workspace/invitation-accepted/v1';
import { memberJoinedV1 } from './workspace/member-joined/v1';
import { memberRoleChangedV1 } from './workspace/member-role-changed/v1';
import { memberLimitsChangedV1 } from './workspace/member-limits-changed/v1';
import { memberSuspendedV1 } from './workspace/member-suspended/v1';
import { suspensionLiftedV1 } from './workspace/suspension-lifted/v1';
import { suspensionAppealedV1 } from './workspace/suspension-appealed/v1';
import { memberRemovedV1 } from './workspace/member-removed/v1';
import { memberLeftV1 } from './workspace/member-left/v1';
import { ownershipTransferredV1 } from './workspace/ownership-transferred/v1';
import { workspaceRenamedV1 } from './workspace/workspace-renamed/v1';
import { secondFactorRequirementChangedV1 } from './workspace/second-factor-requirement-changed/v1';
import { secondFactorAddedV1 } from './account/second-factor-added/v1';
import { secondFactorRemovedV1 } from './account/second-factor-removed/v1';
import { recoveryCodesMadeV1 } from './account/recovery-codes-made/v1';
import { recoveryCodeUsedV1 } from './account/recovery-code-used/v1';
import { passkeyAddedV1 } from './account/passkey-added/v1';
import { passkeyRenamedV1 } from './account/passkey-renamed/v1';
import { passkeyRemovedV1 } from './account/passkey-removed/v1';
import { leadUnmaskedV1 } from './audit-access/lead-unmasked/v1';
import { apiKeyCreatedV1 } from './workspace/api-key-created/v1';
import { apiKeyRotatedV1 } from './workspace/api-key-rotated/v1';
import { apiKeyRevokedV1 } from './workspace/api-key-revoked/v1';

/** Every version of every event, oldest version first. */
export const definitions: readonly EventDefinition[] = [
  importStartedV1,
  importPageOpenedV1,
  importPageRecordedV1,
  importCompletedV1,
  importCancelledV1,
  importFailedV1,
  leadRecordedV1,
  leadSeenAgainV1,
  identityConflictFoundV1,
  accountCreatedV1,
  signedInV1,
  signedOutV1,
  accountRenamedV1,
  preferencesChangedV1,
  documentsAcceptedV1,
  passwordChangedV1,
  emailChangeAskedV1,
  emailChangeCancelledV1,
  emailChangedV1,
  workspaceCreatedV1,
  browserPairedV1,
  browserRevokedV1,
  subjectKeysIssuedV1,
  memberInvitedV1,
  invitationResentV1,
  invitationRevokedV1,
  invitationAcceptedV1,
  memberJoinedV1,
  memberRoleChangedV1,
  memberLimitsChangedV1,
  memberSuspendedV1,
  suspensionLiftedV1,
  suspensionAppealedV1,
  memberRemovedV1,
  memberLeftV1,
  ownershipTransferredV1,
  workspaceRenamedV1,
  secondFactorRequirementChangedV1,
  secondFactorAddedV1,
  secondFactorRemovedV1,
  recoveryCodesMadeV1,
  recoveryCodeUsedV1,
  passkeyAddedV1,
  passkeyRenamedV1,
  passkeyRemovedV1,
  leadUnmaskedV1,
  apiKeyCreatedV1,
  apiKeyRotatedV1,
  apiKeyRevokedV1,
];

const byStoredType = new Map(definitions.map((definition) => [definition.storedType as string, definition]));
const currentByName = new Map(definitions.map((definition) => [definition.name, definition]));

/** The definition of a stored type such as `LeadRecorded.v1`, or undefined when it was never ours. */
export const definitionOfStoredType = (storedType: string): EventDefinition | undefined => byStoredType.get(storedType);

/** The current definition of an event name such as `LeadRecorded`. */
export function currentDefinition(name: string): EventDefinition {
  const definition = currentByName.get(name);
  if (definition === undefined) throw new Error(`No event is called ${name}: add it to event-schemas/src/registry.ts`);
  return definition;
}

/** Stored types of the named events, all versions: what a reader of them has to accept. */
export const storedTypesOf = (names: readonly string[]): readonly string[] =>
  definitions.filter((definition) => names.includes(definition.name)).map((definition) => definition.storedType);
