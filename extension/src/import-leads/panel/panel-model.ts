import type { ImportMode } from '../../../../event-schemas/src/http/import-leads';
import type { ImportProgress, StoreTypes } from '../../platform/stores/schemas';
import type { FaultCode, PageReading } from '../page-reader/reading';

/** Raised when the disclosure says something new; whoever agreed to an older one is asked again. */
export const DISCLOSURE_VERSION = 1;
export const MOST_LEADS = 2_500;

export interface PanelModel {
  readonly stores: StoreTypes;
  readonly hasAccess: boolean;
  /** What the address of the tab beside the panel promises; nothing of the page has been read for it. */
  readonly place: 'results' | FaultCode;
  readonly ui: PanelUi;
}

/** What the panel knows only while it is open. */
export interface PanelUi {
  readonly busy: 'reading' | 'queuing' | 'pairing' | null;
  readonly rereadDisclosure: boolean;
  readonly address: string | null;
  readonly code: string;
  readonly pairingTrouble: PairingTrouble | null;
  readonly linkOpened: boolean;
  readonly mode: ImportMode;
  /** As typed. */
  readonly requested: string;
  readonly trouble: Trouble | null;
  /** Rows read but not asked for yet: their titles are in doubt, the page has more to load, or the person chooses. */
  readonly pending: Pending | null;
}

export interface Pending {
  readonly why: 'repeated-title' | 'more-to-load' | 'choose';
  readonly gestureId: string;
  readonly reading: PageReading;
  /** Row numbers. */
  readonly chosen: ReadonlySet<number>;
}

export type Trouble =
  | { readonly kind: 'page'; readonly code: FaultCode; readonly layouts: readonly string[] }
  | { readonly kind: 'queue-full' | 'not-paired' | 'not-agreed' | 'no-tab' | 'page-gone' | 'internal' };

export type PairingTrouble =
  | { readonly kind: 'bad-origin' }
  | { readonly kind: 'unreachable' | 'not-started' | 'no-code' | 'wrong-code' }
  | { readonly kind: 'refused'; readonly detail: string };

export const initialUi: PanelUi = {
  busy: null,
  rereadDisclosure: false,
  address: null,
  code: '',
  pairingTrouble: null,
  linkOpened: false,
  mode: 'visible-page',
  requested: '25',
  trouble: null,
  pending: null,
};

export type Screen = 'disclosure' | 'declined' | 'pairing' | 'access' | 'import';

/** One step at a time, each needing the one before. */
export function screenOf({ stores, hasAccess, ui }: PanelModel): Screen {
  const { disclosure } = stores.settings;
  if (ui.rereadDisclosure || disclosure?.version !== DISCLOSURE_VERSION) return 'disclosure';
  if (!disclosure.accepted) return 'declined';
  if (stores.session.status !== 'paired') return 'pairing';
  return hasAccess ? 'import' : 'access';
}

/** The import that the next page belongs to; null when the next page starts a new one. */
export function openImport({ session, progress }: StoreTypes): ImportProgress | null {
  if (session.status !== 'paired') return null;
  return (
    progress.imports.find(
      (one) => !one.closing && one.workspaceId === session.workspaceId && one.status !== 'failed' && one.status !== 'cancelled' && one.status !== 'completed',
    ) ?? null
  );
}

/** Null when what was typed is not a count from 1 to 2,500. */
export function requestedCount(typed: string): number | null {
  const count = /^\d{1,4}$/u.test(typed.trim()) ? Number(typed) : 0;
  return count >= 1 && count <= MOST_LEADS ? count : null;
}
