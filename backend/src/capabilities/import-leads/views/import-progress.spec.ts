import type { ImportEvent } from '../../../../../event-schemas/src/import/events';
import { countedId } from '../../../platform/testing/counting-ids';
import { metadataForTests } from '../../../platform/testing/metadata';
import { viewSpecification } from '../../../platform/testing/view-specification';
import { importProgress, type ImportProgress } from './import-progress';
import { importView } from './import-view';

const { given } = viewSpecification(importProgress, 'import');
const importId = countedId(1);
const started: ImportEvent = {
  type: 'ImportStarted',
  clear: {
    mode: 'visible-page',
    requestedCount: 25,
    pageKind: 'people-search',
    searchId: null,
    gestureId: countedId(0x15),
    browserId: countedId(0x16),
    extensionVersion: '0.1.0',
    parserVersion: '1.0.0',
  },
  personal: { workspace: { pagePath: '/sales/search/people' } },
};
type Opened = Extract<ImportEvent, { type: 'ImportPageOpened' }>;
const opened = (parts: Partial<Opened['clear']> = {}): ImportEvent => ({
  type: 'ImportPageOpened',
  clear: {
    pageNumber: 1,
    sourcePage: 3,
    layout: 'A',
    gestureId: countedId(0x15),
    seen: 3,
    parsed: 2,
    leadIds: [countedId(8), countedId(9)],
    claimed: 2,
    refused: [{ reason: 'no-name', count: 1 }],
    ...parts,
  },
  personal: {},
});
type Recorded = Extract<ImportEvent, { type: 'ImportPageRecorded' }>;
const recorded = (parts: Partial<Recorded['clear']> = {}): ImportEvent => ({
  type: 'ImportPageRecorded',
  clear: {
    pageNumber: 1,
    outcomes: [
      { leadId: countedId(8), outcome: 'accepted' },
      { leadId: countedId(9), outcome: 'merged' },
    ],
    refused: [{ reason: 'no-name', count: 1 }],
    closedBy: 'page',
    ...parts,
  },
  personal: {},
});
const ended = (event: ImportEvent) => ({ ...event, metadata: metadataForTests({ occurredAt: '2026-01-05T09:30:00.000Z' }) });

const requested: ImportProgress = {
  workspaceId: countedId(0xa),
  status: 'requested',
  mode: 'visible-page',
  requestedCount: 25,
  pageKind: 'people-search',
  pagePath: '/sales/search/people',
  startedAt: '2026-01-05T09:00:00.000Z',
  startedBy: countedId(0xb),
  browserId: countedId(0x16),
  endedAt: null,
  extensionVersion: '0.1.0',
  parserVersion: '1.0.0',
  faultCode: null,
  pages: [],
};
const none = { accepted: 0, merged: 0, unchanged: 0, conflicts: 0 };
const openPage = {
  pageNumber: 1,
  sourcePage: 3,
  layout: 'A',
  state: 'open',
  openedAt: '2026-01-05T09:00:00.000Z',
  seen: 3,
  parsed: 2,
  ...none,
  refused: [{ reason: 'no-name', count: 1 }],
} as const;
const recordedPage = { ...openPage, state: 'recorded', accepted: 1, merged: 1 } as const;

describe('import-progress', () => {
  it('shows what was asked for', () => {
    given(started).then({ [importId]: requested });
  });

  it('shows an import whose workspace key is gone without the path of its page', () => {
    given({ ...started, personal: {} }).then({ [importId]: { ...requested, pagePath: null } });
  });

  it('shows an open page with the rows that were left out before it was sent', () => {
    given(started)
      .when(opened())
      .then({ [importId]: { ...requested, pages: [openPage] } });
  });

  it('counts what became of the rows when the page is recorded', () => {
    given(started, opened())
      .when(recorded())
      .then({ [importId]: { ...requested, status: 'accepted', pages: [recordedPage] } });
  });

  it('keeps pages in the order of their numbers, whenever they come', () => {
    given(started, opened({ pageNumber: 2 }))
      .when(opened())
      .then({ [importId]: { ...requested, pages: [openPage, { ...openPage, pageNumber: 2 }] } });
  });

  it('is partially accepted when our side left a row out or a lead waits for a review', () => {
    const refused = [{ reason: 'over-requested-count', count: 2 }] as const;
    given(started, opened())
      .when(recorded({ outcomes: [], refused }))
      .then({ [importId]: { ...requested, status: 'partially-accepted', pages: [{ ...openPage, state: 'recorded', refused }] } });
    given(started, opened())
      .when(recorded({ outcomes: [{ leadId: countedId(8), outcome: 'conflict' }] }))
      .then({ [importId]: { ...requested, status: 'partially-accepted', pages: [{ ...openPage, state: 'recorded', conflicts: 1 }] } });
  });

  it('corrects a page that the process had closed', () => {
    given(started, opened(), recorded({ outcomes: [], refused: [{ reason: 'not-written', count: 2 }], closedBy: 'process' }))
      .when(recorded())
      .then({ [importId]: { ...requested, status: 'accepted', pages: [recordedPage] } });
  });

  it.each([
    ['completed', { type: 'ImportCompleted', clear: {}, personal: {} }, null],
    ['cancelled', { type: 'ImportCancelled', clear: {}, personal: {} }, null],
    ['failed', { type: 'ImportFailed', clear: { faultCode: 'low-yield' }, personal: {} }, 'low-yield'],
  ] as const)('shows that the import was %s, and keeps it when a page is recorded later', (status, event, faultCode) => {
    const endedAt = '2026-01-05T09:30:00.000Z';
    given(started, opened(), ended(event)).then({ [importId]: { ...requested, status, endedAt, faultCode, pages: [openPage] } });
    given(started, opened(), ended(event))
      .when(recorded())
      .then({ [importId]: { ...requested, status, endedAt, faultCode, pages: [recordedPage] } });
  });

  it('copes with events that cannot be', () => {
    given(opened(), recorded()).then({});
    given(started).when(recorded()).thenUnchanged();
  });
});

describe('what clients see of an import', () => {
  it('adds the pages up to one receipt', () => {
    const pages = [recordedPage, { ...recordedPage, pageNumber: 2, unchanged: 4, refused: [{ reason: 'not-filled', count: 1 } as const] }];
    expect(importView(importId, { ...requested, pages })).toEqual({
      ...Object.fromEntries(Object.entries(requested).filter(([field]) => field !== 'workspaceId')),
      id: importId,
      receipt: {
        seen: 6,
        parsed: 4,
        accepted: 2,
        merged: 2,
        unchanged: 4,
        conflicts: 0,
        refused: [
          { reason: 'no-name', count: 1 },
          { reason: 'not-filled', count: 1 },
        ],
      },
      pages,
    });
  });
});
