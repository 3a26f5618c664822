import type { NewEventOf, ReadEventOf } from '../envelope/definition';
import type { browserPairedV1 } from './browser-paired/v1';
import type { browserRevokedV1 } from './browser-revoked/v1';
import type { workspaceCreatedV1 } from './workspace-created/v1';

type Definitions = typeof workspaceCreatedV1 | typeof browserPairedV1 | typeof browserRevokedV1;

type EachNew<D> = D extends Definitions ? NewEventOf<D> : never;
type EachRead<D> = D extends Definitions ? ReadEventOf<D> : never;

/** The current versions: what a decider of this category returns. */
export type NewWorkspaceEvent = EachNew<Definitions>;
/** The current versions: what evolve, views and processes are given. */
export type WorkspaceEvent = EachRead<Definitions>;
