/** What every stored event says about itself, in clear. Nothing here is free text or derived from a person. */
import { id, integer, nullable, oneOf, instant, type RecordOf } from './kind';

export const SURFACES = ['extension', 'dashboard', 'api', 'system'] as const;
export const PURPOSES = ['provide-service', 'import', 'security', 'rights', 'retention', 'operate'] as const;
export const BASES = ['contract', 'legitimate-interest', 'consent', 'legal-duty'] as const;
export const SOURCES = ['sales-navigator', 'user', 'system', 'file'] as const;
export const RETENTION_CLASSES = ['lead', 'operational', 'account', 'audit'] as const;

export const metadataShape = {
  correlationId: id(),
  causationId: nullable(id()),
  commandId: id(),
  /** Place of the event in the answer of its command to one stream, from 0. */
  ordinal: integer(0, 499),
  /** Null for events of the installation itself. */
  workspaceId: nullable(id()),
  /** Pseudonym: an account id, a browser's account id, or null for the system. */
  actor: nullable(id()),
  surface: oneOf(...SURFACES),
  purpose: oneOf(...PURPOSES),
  basis: oneOf(...BASES),
  source: oneOf(...SOURCES),
  retention: oneOf(...RETENTION_CLASSES),
  occurredAt: instant(),
} as const;

export type Metadata = RecordOf<typeof metadataShape>;
export type Surface = Metadata['surface'];

/** What a reader gets beside the event itself. */
export interface RecordedFacts {
  readonly id: string;
  readonly stream: string;
  /** 0 for the first event of the stream. */
  readonly revision: number;
  /** Commit position in the store as 20 decimal digits, so that text order is log order. */
  readonly position: string;
  readonly metadata: Metadata;
}

export type Recorded<E> = E & RecordedFacts;
