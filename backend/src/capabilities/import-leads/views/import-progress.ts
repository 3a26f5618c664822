/** One document per import: what was asked for, and page by page what became of it. */
import type { ImportPageView, ImportStatus, ImportView } from '../../../../../event-schemas/src/http/import-leads';
import type { ImportEvent } from '../../../../../event-schemas/src/import/events';
import type { Recorded } from '../../../../../event-schemas/src/envelope/metadata';
import type { View, ViewDocument } from '../../../platform/projections/view';
import { countPage, isPartial } from '../receipt';

export interface ImportProgress extends ViewDocument, Omit<ImportView, 'id' | 'receipt' | 'pages'> {
  /** By page number. */
  readonly pages: readonly ImportPageView[];
}

const ENDED: readonly ImportStatus[] = ['completed', 'cancelled', 'failed'];

export const importIdOf = ({ stream }: { readonly stream: string }): string => stream.slice('import-'.length);

function started({ clear, personal, metadata }: Recorded<Extract<ImportEvent, { type: 'ImportStarted' }>>): ImportProgress {
  return {
    workspaceId: metadata.workspaceId,
    status: 'requested',
    mode: clear.mode,
    requestedCount: clear.requestedCount,
    pageKind: clear.pageKind,
    pagePath: personal.workspace?.pagePath ?? null,
    startedAt: metadata.occurredAt,
    startedBy: metadata.actor,
    browserId: clear.browserId,
    endedAt: null,
    extensionVersion: clear.extensionVersion,
    parserVersion: clear.parserVersion,
    faultCode: null,
    pages: [],
  };
}

const withPage = (document: ImportProgress, page: ImportPageView): ImportProgress => ({
  ...document,
  pages: [...document.pages.filter(({ pageNumber }) => pageNumber !== page.pageNumber), page].sort((one, other) => one.pageNumber - other.pageNumber),
});

function pageOpened(document: ImportProgress, { clear, metadata }: Recorded<Extract<ImportEvent, { type: 'ImportPageOpened' }>>): ImportProgress {
  if (document.pages.some(({ pageNumber }) => pageNumber === clear.pageNumber)) return document;
  const { pageNumber, sourcePage, layout, refused } = clear;
  return withPage(document, { pageNumber, sourcePage, layout, state: 'open', openedAt: metadata.occurredAt, ...countPage(clear, { outcomes: [], refused }) });
}

function pageRecorded(document: ImportProgress, { clear }: Recorded<Extract<ImportEvent, { type: 'ImportPageRecorded' }>>): ImportProgress {
  const page = document.pages.find(({ pageNumber }) => pageNumber === clear.pageNumber);
  if (page === undefined) return document;
  const next = withPage(document, { ...page, ...countPage(page, clear), state: 'recorded' });
  if (ENDED.includes(document.status)) return next;
  return { ...next, status: next.pages.some((each) => each.state === 'recorded' && isPartial(each)) ? 'partially-accepted' : 'accepted' };
}

const ended = (document: ImportProgress, status: ImportStatus, endedAt: string, faultCode: string | null): ImportProgress => ({
  ...document,
  status,
  endedAt,
  faultCode,
});

function apply(document: ImportProgress | null, event: Recorded<ImportEvent>): ImportProgress | null {
  if (document === null) return event.type === 'ImportStarted' ? started(event) : null;
  switch (event.type) {
    case 'ImportStarted':
      return document;
    case 'ImportPageOpened':
      return pageOpened(document, event);
    case 'ImportPageRecorded':
      return pageRecorded(document, event);
    case 'ImportCompleted':
      return ended(document, 'completed', event.metadata.occurredAt, null);
    case 'ImportCancelled':
      return ended(document, 'cancelled', event.metadata.occurredAt, null);
    case 'ImportFailed':
      return ended(document, 'failed', event.metadata.occurredAt, event.clear.faultCode);
  }
}

export const importProgress: View<ImportProgress, ImportEvent> = {
  name: 'import-progress',
  version: 1,
  group: 'imports',
  reads: 'opened',
  types: ['ImportStarted', 'ImportPageOpened', 'ImportPageRecorded', 'ImportCompleted', 'ImportCancelled', 'ImportFailed'],
  begins: ['ImportStarted'],
  indexes: [{ keys: { workspaceId: 1, startedAt: -1, _id: -1 } }],
  topic: 'imports',
  route: (event) => [importIdOf(event)],
  apply,
};
