import type { ImportView } from '../../../../../event-schemas/src/http/import-leads';
import type { CommandContext } from '../../../platform/decider/command-context';
import type { ImportRejection } from '../domain/import';

export type { ImportRejection } from '../domain/import';

/** A command of an import always belongs to a workspace. */
export type ImportContext = CommandContext & { readonly workspaceId: string };

/** Where the import's stream and the log stand after the command. */
export interface Reached {
  readonly revision: number;
  readonly position: string;
}

export interface Refused {
  readonly kind: 'rejected';
  readonly reason: ImportRejection;
}

/** `pagePath` of the view is null: it is sealed, and answers are kept. */
export type ImportAnswer = ({ readonly kind: 'accepted'; readonly view: ImportView } & Reached) | Refused;
