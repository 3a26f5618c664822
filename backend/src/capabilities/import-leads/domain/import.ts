/** One import: what it asked for, what each page claimed, and how it ended. */
import type { ImportEvent, NewImportEvent } from '../../../../../event-schemas/src/import/events';
import { accept, reject, type Decider, type Decision, type Recorded } from '../../../platform/decider/decider';
import { claimRows, mergeReasons, SERVER_REASONS, type ReasonTally } from './page-claim';

export const importStream = (importId: string): string => `import-${importId}`;

type Started = Extract<NewImportEvent, { type: 'ImportStarted' }>;
type PageOpened = Extract<NewImportEvent, { type: 'ImportPageOpened' }>;
type PageRecorded = Extract<NewImportEvent, { type: 'ImportPageRecorded' }>;
type Outcome = PageRecorded['clear']['outcomes'][number]['outcome'];

export type StartImport = { readonly kind: 'StartImport'; readonly pagePath: string } & Started['clear'];

export interface OpenPage extends Pick<PageOpened['clear'], 'pageNumber' | 'sourcePage' | 'layout' | 'gestureId' | 'seen'> {
  readonly kind: 'OpenPage';
  readonly workspaceId: string;
  readonly commandId: string;
  /** One per parsed row, in row order; the same lead may stand twice. */
  readonly rowLeadIds: readonly string[];
  /** Rows that the extension left out before sending. */
  readonly refused: readonly ReasonTally[];
}

export interface RecordPage {
  readonly kind: 'RecordPage';
  readonly workspaceId: string;
  readonly pageNumber: number;
  /** A lead of the page that is missing here was not written. */
  readonly outcomes: readonly { readonly leadId: string; readonly outcome: Outcome }[];
  readonly closedBy: PageRecorded['clear']['closedBy'];
}

export interface FinishImport {
  readonly kind: 'FinishImport';
  readonly workspaceId: string;
  /** Null: all went well. */
  readonly faultCode: string | null;
}

export interface CancelImport {
  readonly kind: 'CancelImport';
  readonly workspaceId: string;
}

export type ImportCommand = StartImport | OpenPage | RecordPage | FinishImport | CancelImport;

export type ImportRejection =
  'ImportNotFound' | 'ImportAlreadyStarted' | 'ImportAlreadyFinished' | 'GestureDoesNotMatch' | 'PageAlreadyRecorded' | 'PageNotOpened' | 'SeenDoesNotAddUp';

export interface PageState {
  /** Command that opened the page: a repetition of it is welcome, any other command is not. */
  readonly openedBy: string;
  readonly seen: number;
  readonly parsed: number;
  readonly leadIds: readonly string[];
  readonly refused: readonly ReasonTally[];
  /** Null while the page is open. */
  readonly recorded: Pick<PageRecorded['clear'], 'closedBy' | 'outcomes' | 'refused'> | null;
}

export interface KnownImport {
  readonly status: 'requested' | 'accepted' | 'partially-accepted' | 'completed' | 'cancelled' | 'failed';
  readonly workspaceId: string | null;
  readonly requestedCount: number;
  readonly gestureId: string;
  readonly parserVersion: string;
  readonly claimed: number;
  readonly pages: ReadonlyMap<number, PageState>;
}

export type ImportState = { readonly status: 'absent' } | KnownImport;

const ENDED: readonly ImportState['status'][] = ['completed', 'cancelled', 'failed'];

export const remainingOf = (state: KnownImport): number => state.requestedCount - state.claimed;

const evolve = (state: ImportState, event: Recorded<ImportEvent>): ImportState => {
  if (event.type === 'ImportStarted') {
    const { requestedCount, gestureId, parserVersion } = event.clear;
    const { workspaceId } = event.metadata;
    return { status: 'requested', workspaceId, requestedCount, gestureId, parserVersion, claimed: 0, pages: new Map() };
  }
  if (state.status === 'absent') return state;
  switch (event.type) {
    case 'ImportPageOpened': {
      const { pageNumber, seen, parsed, leadIds, refused, claimed } = event.clear;
      const page: PageState = { openedBy: event.metadata.commandId, seen, parsed, leadIds, refused, recorded: null };
      return { ...state, claimed: state.claimed + claimed, pages: new Map(state.pages).set(pageNumber, page) };
    }
    case 'ImportPageRecorded':
      return afterRecording(state, event.clear);
    case 'ImportCompleted':
      return { ...state, status: 'completed' };
    case 'ImportCancelled':
      return { ...state, status: 'cancelled' };
    case 'ImportFailed':
      return { ...state, status: 'failed' };
  }
};

function afterRecording(state: KnownImport, { pageNumber, closedBy, outcomes, refused }: PageRecorded['clear']): KnownImport {
  const page = state.pages.get(pageNumber);
  if (page === undefined) return state;
  const recorded = { ...page, recorded: { closedBy, outcomes, refused } };
  const pages = new Map(state.pages).set(pageNumber, recorded);
  if (ENDED.includes(state.status)) return { ...state, pages };
  // Only a correction can make an import whole again; then every page counts anew.
  const partial = page.recorded === null ? state.status === 'partially-accepted' || isPartial(recorded) : [...pages.values()].some(isPartial);
  return { ...state, pages, status: partial ? 'partially-accepted' : 'accepted' };
}

/** Our side left a row out, or a lead waits for a review. */
const isPartial = ({ recorded }: PageState): boolean =>
  recorded !== null && (recorded.outcomes.some(({ outcome }) => outcome === 'conflict') || recorded.refused.some(({ reason }) => SERVER_REASONS.has(reason)));

type ImportDecision = Decision<NewImportEvent, ImportRejection>;

const start = ({ kind: _kind, pagePath, ...clear }: StartImport, state: ImportState): ImportDecision =>
  state.status === 'absent' ? accept<NewImportEvent>({ type: 'ImportStarted', clear, personal: { workspace: { pagePath } } }) : reject('ImportAlreadyStarted');

/**
 * Why a page would be refused whatever leads it names, or null. Asked before its rows are looked up, so that a forged or
 * a foreign page leaves no trace.
 */
export function refusalOfPage(
  state: ImportState,
  page: Omit<OpenPage, 'kind' | 'sourcePage' | 'layout' | 'rowLeadIds'> & { readonly parsed: number },
): ImportRejection | null {
  if (state.status === 'absent' || state.workspaceId !== page.workspaceId) return 'ImportNotFound';
  const known = state.pages.get(page.pageNumber);
  if (known?.openedBy === page.commandId) return null;
  if (ENDED.includes(state.status)) return 'ImportAlreadyFinished';
  if (state.gestureId !== page.gestureId) return 'GestureDoesNotMatch';
  if (known !== undefined) return 'PageAlreadyRecorded';
  const leftOut = page.refused.reduce((sum, { count }) => sum + count, 0);
  return page.seen === page.parsed + leftOut ? null : 'SeenDoesNotAddUp';
}

/** Those of the rows that an earlier page claimed. The rows are few and the claims many, so no set of the claims is made. */
function alreadyClaimed(rowLeadIds: readonly string[], { pages }: KnownImport): ReadonlySet<string> {
  const rows = new Set(rowLeadIds);
  const taken = new Set<string>();
  for (const { leadIds } of pages.values()) for (const leadId of leadIds) if (rows.has(leadId)) taken.add(leadId);
  return taken;
}

function openPage(command: OpenPage, state: ImportState): ImportDecision {
  const { pageNumber, sourcePage, layout, gestureId, seen, rowLeadIds } = command;
  const refusal = refusalOfPage(state, { ...command, parsed: rowLeadIds.length });
  if (refusal !== null) return reject(refusal);
  if (state.status === 'absent' || state.pages.has(pageNumber)) return accept();
  const { leadIds, refused } = claimRows(rowLeadIds, alreadyClaimed(rowLeadIds, state), remainingOf(state));
  const clear = { pageNumber, sourcePage, layout, gestureId, seen, parsed: rowLeadIds.length, leadIds, claimed: leadIds.length };
  return accept<NewImportEvent>({ type: 'ImportPageOpened', clear: { ...clear, refused: [...mergeReasons(command.refused), ...refused] }, personal: {} });
}

/**
 * An opened page may always be recorded, also after the import has ended: its leads were claimed before. What the process
 * closed for want of news is corrected when the page's own command comes back and writes the rest.
 */
function recordPage(command: RecordPage, state: ImportState): ImportDecision {
  if (state.status === 'absent' || state.workspaceId !== command.workspaceId) return reject('ImportNotFound');
  const page = state.pages.get(command.pageNumber);
  if (page === undefined) return reject('PageNotOpened');
  const { pageNumber, closedBy } = command;
  const correctable = closedBy === 'page' && page.recorded?.closedBy === 'process' && page.recorded.outcomes.length < page.leadIds.length;
  if (page.recorded !== null && !correctable) return accept();
  const given = new Map(command.outcomes.map(({ leadId, outcome }) => [leadId, outcome]));
  const outcomes = page.leadIds.flatMap((leadId) => {
    const outcome = given.get(leadId);
    return outcome === undefined ? [] : [{ leadId, outcome }];
  });
  const notWritten = page.leadIds.length - outcomes.length;
  const refused = notWritten === 0 ? page.refused : mergeReasons([...page.refused, { reason: 'not-written', count: notWritten }]);
  return accept<NewImportEvent>({ type: 'ImportPageRecorded', clear: { pageNumber, outcomes, refused, closedBy }, personal: {} });
}

/** Ending is possible while a page is open: nothing more may be opened, what is open is still recorded. */
function end(workspaceId: string, state: ImportState, wanted: 'completed' | 'cancelled' | 'failed', event: NewImportEvent): ImportDecision {
  if (state.status === 'absent' || state.workspaceId !== workspaceId) return reject('ImportNotFound');
  if (state.status === wanted) return accept();
  return ENDED.includes(state.status) ? reject('ImportAlreadyFinished') : accept(event);
}

function finish({ workspaceId, faultCode }: FinishImport, state: ImportState): ImportDecision {
  if (faultCode === null) return end(workspaceId, state, 'completed', { type: 'ImportCompleted', clear: {}, personal: {} });
  return end(workspaceId, state, 'failed', { type: 'ImportFailed', clear: { faultCode }, personal: {} });
}

function decide(command: ImportCommand, state: ImportState): ImportDecision {
  switch (command.kind) {
    case 'StartImport':
      return start(command, state);
    case 'OpenPage':
      return openPage(command, state);
    case 'RecordPage':
      return recordPage(command, state);
    case 'FinishImport':
      return finish(command, state);
    case 'CancelImport':
      return end(command.workspaceId, state, 'cancelled', { type: 'ImportCancelled', clear: {}, personal: {} });
  }
}

export const importDecider: Decider<ImportState, ImportCommand, ImportEvent, NewImportEvent, ImportRejection> = {
  category: 'import',
  initial: { status: 'absent' },
  evolve,
  decide,
  reads: 'clear',
};
