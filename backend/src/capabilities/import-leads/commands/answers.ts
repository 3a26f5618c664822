import type { ImportView } from '../../../../../event-schemas/src/http/import-leads';
import type { CommandContext } from '../../../platform/decider/command-context';
import type { ImportRejection } from '../domain/import';

/** The stream's own reasons, and that of the member's limit. */
export type ImportRefusal = ImportRejection | 'ImportsPerDayReached';

/** A command of an import always belongs to a workspace. */
export type ImportContext = CommandContext & { readonly workspaceId: string };

/** Where the import's stream and the log stand after the command. */
export interface Reached {
  readonly revision: number;
  readonly position: string;
}

export interface Refused {
  readonly kind: 'rejected';
  readonly reason: ImportRefusal;
}

/** `pagePath` of the view is null: it is sealed, and answers are kept. */
export type ImportAnswer = ({ readonly kind: 'accepted'; readonly view: ImportView } & Reached) | Refused;
