import type { ImportView } from '../../../../../event-schemas/src/http/import-leads';
import { addUp } from '../receipt';
import type { ImportProgress } from './import-progress';

/** The document as clients see it. */
export function importView(id: string, document: ImportProgress): ImportView {
  const { status, mode, requestedCount, pageKind, pagePath, startedAt, startedBy, browserId, endedAt, extensionVersion, parserVersion, faultCode } = document;
  const asked = { id, status, mode, requestedCount, pageKind, pagePath, startedAt, startedBy, browserId, endedAt };
  return { ...asked, extensionVersion, parserVersion, faultCode, receipt: addUp(document.pages), pages: document.pages };
}
