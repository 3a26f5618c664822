import type { NewEventOf, ReadEventOf } from '../envelope/definition';
import type { leadUnmaskedV1 } from './lead-unmasked/v1';

type Definitions = typeof leadUnmaskedV1;

type EachNew<D> = D extends Definitions ? NewEventOf<D> : never;
type EachRead<D> = D extends Definitions ? ReadEventOf<D> : never;

/** The current versions: what a decider of this category returns. */
export type NewAuditAccessEvent = EachNew<Definitions>;
/** The current versions: what evolve, views and processes are given. */
export type AuditAccessEvent = EachRead<Definitions>;
