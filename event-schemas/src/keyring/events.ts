import type { NewEventOf, ReadEventOf } from '../envelope/definition';
import type { subjectKeysIssuedV1 } from './subject-keys-issued/v1';

type Definitions = typeof subjectKeysIssuedV1;

type EachNew<D> = D extends Definitions ? NewEventOf<D> : never;
type EachRead<D> = D extends Definitions ? ReadEventOf<D> : never;

/** The current versions: what a decider of this category returns. */
export type NewKeyringEvent = EachNew<Definitions>;
/** The current versions: what evolve, views and processes are given. */
export type KeyringEvent = EachRead<Definitions>;
