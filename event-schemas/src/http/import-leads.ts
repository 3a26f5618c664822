export const IMPORT_MODES = ['visible-page', 'selected-cards'] as const;
export type ImportMode = (typeof IMPORT_MODES)[number];
export const PAGE_KINDS = ['people-search', 'people-list'] as const;
export type PageKind = (typeof PAGE_KINDS)[number];
export const LAYOUTS = ['A', 'B', 'C'] as const;
export type Layout = (typeof LAYOUTS)[number];

/**
 * `requested` and later are the states of the server. `capturing`, `queued` and `sent` are states of the extension,
 * shown in its panel only.
 */
export type ImportStatus = 'requested' | 'accepted' | 'partially-accepted' | 'completed' | 'cancelled' | 'failed';

/** POST /api/v1/imports, answered 201 with an ImportView and a Location. */
export interface StartImportRequest {
  readonly mode: ImportMode;
  /** 1 to 2,500; never exceeded. */
  readonly requestedCount: number;
  readonly pageKind: PageKind;
  /** Path only, such as `/sales/search/people`; no query, no fragment. */
  readonly pagePath: string;
  /** Random id of the search, chosen by the extension; null when not known. */
  readonly searchId: string | null;
  readonly extensionVersion: string;
  readonly parserVersion: string;
  /** UUIDv4 made at the trusted click; every page of the import carries the same one. */
  readonly gestureId: string;
}

/** A row as the page showed it. Null: not shown or not readable with certainty. */
export interface ImportRow {
  /** Place on the page, from 1. */
  readonly row: number;
  readonly fullName: string;
  readonly title: string | null;
  readonly companyName: string | null;
  readonly companyId: string | null;
  readonly location: string | null;
  readonly degree: string | null;
  readonly tenureInRole: string | null;
  readonly tenureInCompany: string | null;
  /** Opaque id of the Sales Navigator lead, up to the first comma. */
  readonly salesProfileId: string;
  /** `https://www.linkedin.com/sales/lead/<id>` without tokens and query. */
  readonly salesProfileUrl: string;
  readonly publicProfileUrl: string | null;
  /** Which rule of the parser read which field, such as `{ field: "title", rule: "a.title.1" }`. */
  readonly fieldRules: readonly { readonly field: string; readonly rule: string }[];
}

/** Why the extension itself left a row out, before sending. */
export const CLIENT_REFUSALS = ['no-name', 'out-of-network', 'no-lead-id', 'not-filled', 'not-selected', 'unsupported-row'] as const;
export type ClientRefusal = (typeof CLIENT_REFUSALS)[number];
/** Why the server left a row out. `not-written`: the page broke off before the row was stored, and never came back. */
export const SERVER_REFUSALS = ['over-requested-count', 'duplicate-on-page', 'already-in-import', 'not-written'] as const;
export type ServerRefusal = (typeof SERVER_REFUSALS)[number];
export type RefusalReason = ClientRefusal | ServerRefusal;

/** POST /api/v1/imports/{id}/pages, at most 100 rows; answered 200 with a PageReceipt. Idempotency-Key required. */
export interface RecordPageRequest {
  /** Number of the capture within the import, from 1; each number is recorded once. */
  readonly pageNumber: number;
  /** Page of the results that was read. */
  readonly sourcePage: number;
  readonly layout: Layout;
  readonly gestureId: string;
  /** Rows that the page showed, filled or not. */
  readonly seen: number;
  readonly rows: readonly ImportRow[];
  readonly refused: readonly { readonly reason: ClientRefusal; readonly count: number }[];
}

export interface ReasonCount {
  readonly reason: RefusalReason;
  /** Such as `1`. */
  readonly count: number;
}

export interface ReceiptCounts {
  /** seen = parsed + rows refused by the extension; parsed = accepted + merged + unchanged + conflicts + rows refused by the server. Such as `25`. */
  readonly seen: number;
  /** Such as `24`. */
  readonly parsed: number;
  /** New in this workspace. Such as `20`. */
  readonly accepted: number;
  /** Known, with at least one different field. Such as `2`. */
  readonly merged: number;
  /** Known, nothing different. Such as `1`. */
  readonly unchanged: number;
  /** Left for review: an identifier belongs to another lead. Such as `1`. */
  readonly conflicts: number;
  readonly refused: readonly ReasonCount[];
}

export interface PageReceipt extends ReceiptCounts {
  readonly importId: string;
  /** Such as `1`. */
  readonly pageNumber: number;
  readonly status: ImportStatus;
  /** How many more leads the import may still claim. Such as `76`. */
  readonly remaining: number;
}

/** POST /api/v1/imports/{id}/finish. POST /api/v1/imports/{id}/cancel has an empty body. Both answer 200 with an ImportView. */
export interface FinishImportRequest {
  readonly outcome: 'completed' | 'failed';
  /** Required when failed, null otherwise: such as `low-yield`. */
  readonly faultCode: string | null;
}

/** GET /api/v1/imports (Page of it) and GET /api/v1/imports/{id}. */
export interface ImportView {
  readonly id: string;
  readonly status: ImportStatus;
  readonly mode: ImportMode;
  /** Such as `100`. */
  readonly requestedCount: number;
  readonly pageKind: PageKind;
  /** Such as `/sales/search/people`. */
  readonly pagePath: string | null;
  readonly startedAt: string;
  /** Account, such as `7d0c5a7e-54d1-4c1e-9a53-8e1d3b7f2a10`. */
  readonly startedBy: string | null;
  readonly browserId: string | null;
  readonly endedAt: string | null;
  /** Such as `1.4.0`. */
  readonly extensionVersion: string;
  /** Such as `1.4.0`. */
  readonly parserVersion: string;
  readonly faultCode: string | null;
  readonly receipt: ReceiptCounts;
  readonly pages: readonly ImportPageView[];
}

export interface ImportPageView extends ReceiptCounts {
  /** Such as `1`. */
  readonly pageNumber: number;
  /** Such as `1`. */
  readonly sourcePage: number;
  readonly layout: Layout;
  readonly state: 'open' | 'recorded';
  readonly openedAt: string;
}
