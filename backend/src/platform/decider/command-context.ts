import type { Metadata } from '../../../../event-schemas/src/envelope/metadata';

/** Who asks, why, and on what ground; becomes the metadata of every event of the command. */
export interface CommandContext {
  /** Random, kept in the idempotency record, so that a repeated request carries the same one. */
  readonly commandId: string;
  readonly correlationId: string;
  readonly causationId: string | null;
  /** Null only for commands of the installation itself. */
  readonly workspaceId: string | null;
  readonly actor: string | null;
  readonly surface: Metadata['surface'];
  readonly purpose: Metadata['purpose'];
  readonly basis: Metadata['basis'];
  readonly source: Metadata['source'];
  readonly occurredAt: string;
}
