// Pure changes of queue and progress. Each is one write: what is asked for and what is shown can never differ.
import type { ClientRefusal, ImportMode, StartImportRequest } from '../../../../event-schemas/src/http/import-leads';
import type { ImportProgress, Progress, Queue, QueuedRequest, QueueEntry } from '../../platform/stores/schemas';
import type { PageReading, Refused } from '../page-reader/reading';
import { PARSER_VERSION } from '../page-reader/version';

export interface QueuedState {
  readonly queue: Queue;
  readonly progress: Progress;
}

export interface ImportPage {
  /** An import under way, or null for a new one. */
  readonly importKey: string | null;
  /** Made at the trusted click. */
  readonly gestureId: string;
  readonly mode: ImportMode;
  readonly requestedCount: number;
  /** Holds the chosen rows only. */
  readonly reading: PageReading;
  readonly notSelected: number;
}

export interface Circumstances {
  readonly now: string;
  readonly newId: () => string;
  readonly workspaceId: string;
  readonly extensionVersion: string;
}

const ROWS_PER_PAGE = 25;
const IMPORTS_REMEMBERED = 20;

/** Adds a page, and the import itself when it is new. An import of at most one page is finished by the same click. */
export function addPage(state: QueuedState, page: ImportPage, given: Circumstances): QueuedState & { readonly importKey: string } {
  const repeated = state.progress.imports.find((one) => one.latestGestureId === page.gestureId);
  if (repeated !== undefined) return { ...state, importKey: repeated.key };
  const known = state.progress.imports.find((one) => one.key === page.importKey);
  const started = known ?? newImport(page, given);
  const number = started.pagesQueued + 1;
  const closing = page.requestedCount <= ROWS_PER_PAGE && known === undefined;
  const requests: QueuedRequest[] = [
    ...(known === undefined ? [{ kind: 'start', body: startRequest(started, page, given) } as const] : []),
    {
      kind: 'page',
      body: {
        pageNumber: number,
        sourcePage: page.reading.sourcePage,
        layout: page.reading.layout,
        gestureId: started.gestureId,
        seen: page.reading.seen,
        rows: page.reading.rows,
        refused: refusedOf(page),
      },
    },
    ...(closing ? [{ kind: 'finish', body: { outcome: 'completed', faultCode: null } } as const] : []),
  ];
  const queued = { ...started, latestGestureId: page.gestureId, pagesQueued: number, closing };
  return {
    importKey: started.key,
    queue: append(state.queue, queued, requests, given),
    progress: withImport(state.progress, queued),
  };
}

/** Says that no page follows. Cancelling also drops the pages that have not been sent. */
export function close(state: QueuedState, importKey: string, how: 'finish' | 'cancel', given: Circumstances): QueuedState {
  const known = state.progress.imports.find((one) => one.key === importKey);
  if (known === undefined || known.closing) return state;
  const request: QueuedRequest = how === 'finish' ? { kind: 'finish', body: { outcome: 'completed', faultCode: null } } : { kind: 'cancel' };
  const kept = how === 'finish' ? state.queue.entries : state.queue.entries.filter((entry) => entry.importKey !== importKey || entry.request.kind === 'start');
  const closed = { ...known, closing: true };
  return { queue: append({ ...state.queue, entries: kept }, closed, [request], given), progress: withImport(state.progress, closed) };
}

/** Forgets an import here, with everything that waits for it. What the server has stays there. */
export const removeImport = ({ queue, progress }: QueuedState, importKey: string): QueuedState => ({
  queue: { ...queue, entries: queue.entries.filter((entry) => entry.importKey !== importKey) },
  progress: { ...progress, imports: progress.imports.filter((one) => one.key !== importKey) },
});

/** Gives what was set aside another chance. */
export const retryImport = ({ queue, progress }: QueuedState, importKey: string): QueuedState => ({
  queue: {
    ...queue,
    entries: queue.entries.map((entry) => (entry.importKey === importKey ? { ...entry, attempts: 0, failures: 0, notBefore: null, poison: null } : entry)),
  },
  progress,
});

export const withImport = (progress: Progress, changed: ImportProgress): Progress => ({
  ...progress,
  imports: [changed, ...progress.imports.filter((one) => one.key !== changed.key)]
    .sort((left, right) => right.startedAt.localeCompare(left.startedAt))
    .slice(0, IMPORTS_REMEMBERED),
});

export function append(queue: Queue, of: ImportProgress, requests: readonly QueuedRequest[], given: Pick<Circumstances, 'now' | 'newId'>): Queue {
  const entries = requests.map((request): QueueEntry => ({
    schema: 1,
    id: given.newId(),
    importKey: of.key,
    workspaceId: of.workspaceId,
    gestureId: of.gestureId,
    createdAt: given.now,
    request,
    attempts: 0,
    failures: 0,
    notBefore: null,
    poison: null,
  }));
  return { ...queue, entries: [...queue.entries, ...entries] };
}

function newImport(page: ImportPage, given: Circumstances): ImportProgress {
  return {
    key: given.newId(),
    importId: null,
    workspaceId: given.workspaceId,
    gestureId: page.gestureId,
    latestGestureId: page.gestureId,
    mode: page.mode,
    requestedCount: page.requestedCount,
    pagePath: page.reading.pagePath,
    startedAt: given.now,
    status: 'queued',
    pagesQueued: 0,
    closing: false,
    remaining: page.requestedCount,
    receipts: [],
  };
}

const startRequest = (started: ImportProgress, page: ImportPage, given: Circumstances): StartImportRequest => ({
  mode: page.mode,
  requestedCount: page.requestedCount,
  pageKind: page.reading.pageKind,
  pagePath: page.reading.pagePath,
  searchId: null,
  extensionVersion: given.extensionVersion,
  parserVersion: PARSER_VERSION,
  gestureId: started.gestureId,
});

function refusedOf(page: ImportPage): readonly Refused[] {
  const notSelected: ClientRefusal = 'not-selected';
  return page.notSelected === 0 ? page.reading.refused : [...page.reading.refused, { reason: notSelected, count: page.notSelected }];
}
