import type { NewEventOf, ReadEventOf } from '../envelope/definition';
import type { accountCreatedV1 } from './account-created/v1';
import type { signedInV1 } from './signed-in/v1';
import type { signedOutV1 } from './signed-out/v1';
import type { accountRenamedV1 } from './account-renamed/v1';
import type { preferencesChangedV1 } from './preferences-changed/v1';
import type { documentsAcceptedV1 } from './documents-accepted/v1';
import type { passwordChangedV1 } from './password-changed/v1';
import type { emailChangeAskedV1 } from './email-change-asked/v1';
import type { emailChangeCancelledV1 } from './email-change-cancelled/v1';
import type { emailChangedV1 } from './email-changed/v1';
import type { secondFactorAddedV1 } from './second-factor-added/v1';
import type { secondFactorRemovedV1 } from './second-factor-removed/v1';
import type { recoveryCodesMadeV1 } from './recovery-codes-made/v1';
import type { recoveryCodeUsedV1 } from './recovery-code-used/v1';
import type { passkeyAddedV1 } from './passkey-added/v1';
import type { passkeyRenamedV1 } from './passkey-renamed/v1';
import type { passkeyRemovedV1 } from './passkey-removed/v1';

type Definitions =
  | typeof accountCreatedV1
  | typeof signedInV1
  | typeof signedOutV1
  | typeof accountRenamedV1
  | typeof preferencesChangedV1
  | typeof documentsAcceptedV1
  | typeof passwordChangedV1
  | typeof emailChangeAskedV1
  | typeof emailChangeCancelledV1
  | typeof emailChangedV1
  | typeof secondFactorAddedV1
  | typeof secondFactorRemovedV1
  | typeof recoveryCodesMadeV1
  | typeof recoveryCodeUsedV1
  | typeof passkeyAddedV1
  | typeof passkeyRenamedV1
  | typeof passkeyRemovedV1;

type EachNew<D> = D extends Definitions ? NewEventOf<D> : never;
type EachRead<D> = D extends Definitions ? ReadEventOf<D> : never;

/** The current versions: what a decider of this category returns. */
export type NewAccountEvent = EachNew<Definitions>;
/** The current versions: what evolve, views and processes are given. */
export type AccountEvent = EachRead<Definitions>;
