/** What a person accepts when joining, and where it can be read. */
import type { DocumentVersion } from '../../../../../event-schemas/src/http/accounts';
import { PRIVACY_POLICY } from './privacy-policy';
import { TERMS } from './terms';

/** In force now. */
export const DOCUMENTS: readonly DocumentVersion[] = [
  { document: 'terms', version: '2026-11-24', path: '/legal/terms' },
  { document: 'privacy-policy', version: '2026-03-25', path: '/legal/privacy-policy' },
];

const TEXTS: Readonly<Record<DocumentVersion['document'], string>> = { terms: TERMS, 'privacy-policy': PRIVACY_POLICY };

/** Null for a name that is none of a document. */
export const textOf = (document: string): string | null =>
  DOCUMENTS.some((known) => known.document === document) ? TEXTS[document as keyof typeof TEXTS] : null;
