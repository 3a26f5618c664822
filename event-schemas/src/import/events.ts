import type { NewEventOf, ReadEventOf } from '../envelope/definition';
import type { importCancelledV1 } from './import-cancelled/v1';
import type { importCompletedV1 } from './import-completed/v1';
import type { importFailedV1 } from './import-failed/v1';
import type { importPageOpenedV1 } from './import-page-opened/v1';
import type { importPageRecordedV1 } from './import-page-recorded/v1';
import type { importStartedV1 } from './import-started/v1';

type Definitions =
  | typeof importStartedV1
  | typeof importPageOpenedV1
  | typeof importPageRecordedV1
  | typeof importCompletedV1
  | typeof importCancelledV1
  | typeof importFailedV1;

type EachNew<D> = D extends Definitions ? NewEventOf<D> : never;
type EachRead<D> = D extends Definitions ? ReadEventOf<D> : never;

/** The current versions: what a decider of this category returns. */
export type NewImportEvent = EachNew<Definitions>;
/** The current versions: what evolve, views and processes are given. */
export type ImportEvent = EachRead<Definitions>;
