import type { NewEventOf, ReadEventOf } from '../envelope/definition';
import type { accountCreatedV1 } from './account-created/v1';
import type { signedInV1 } from './signed-in/v1';
import type { signedOutV1 } from './signed-out/v1';

type Definitions = typeof accountCreatedV1 | typeof signedInV1 | typeof signedOutV1;

type EachNew<D> = D extends Definitions ? NewEventOf<D> : never;
type EachRead<D> = D extends Definitions ? ReadEventOf<D> : never;

/** The current versions: what a decider of this category returns. */
export type NewAccountEvent = EachNew<Definitions>;
/** The current versions: what evolve, views and processes are given. */
export type AccountEvent = EachRead<Definitions>;
