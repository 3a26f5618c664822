import type { NewEventOf, ReadEventOf } from '../envelope/definition';
import type { identityConflictFoundV1 } from './identity-conflict-found/v1';
import type { leadRecordedV1 } from './lead-recorded/v1';
import type { leadSeenAgainV1 } from './lead-seen-again/v1';

type Definitions = typeof leadRecordedV1 | typeof leadSeenAgainV1 | typeof identityConflictFoundV1;

type EachNew<D> = D extends Definitions ? NewEventOf<D> : never;
type EachRead<D> = D extends Definitions ? ReadEventOf<D> : never;

/** The current versions: what a decider of this category returns. */
export type NewLeadEvent = EachNew<Definitions>;
/** The current versions: what evolve, views and processes are given. */
export type LeadEvent = EachRead<Definitions>;
