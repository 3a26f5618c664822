// The four stores of the extension and nothing else. Each carries its schema version; all live in trusted contexts only.
import type {
  FinishImportRequest,
  ImportMode,
  ImportStatus,
  PageReceipt,
  RecordPageRequest,
  ReceiptCounts,
  StartImportRequest,
} from '../../../../event-schemas/src/http/import-leads';

export interface Settings {
  readonly schema: 1;
  /** Address of the LeadGen that leads go to, without a slash at the end. */
  readonly origin: string;
  /** Null until the person has decided; asked again when the practices change. */
  readonly disclosure: { readonly version: number; readonly accepted: boolean; readonly at: string } | null;
  readonly browserName: string;
}

export type Session = UnpairedSession | PairedSession | EndedSession;

export interface UnpairedSession {
  readonly schema: 1;
  readonly status: 'unpaired';
  /** A pairing under way: the state it is bound to, and the claim whose answer has not come yet. */
  readonly pairing: { readonly state: string; readonly claim: { readonly code: string; readonly key: string } | null } | null;
}

export interface PairedSession {
  readonly schema: 1;
  readonly status: 'paired';
  readonly browserId: string;
  readonly workspaceId: string;
  readonly workspaceName: string;
  readonly accessToken: string;
  readonly accessTokenExpiresAt: string;
  readonly refreshToken: string;
  /** Idempotency key of a refresh whose answer has not come yet; the repeat gets the same answer. */
  readonly refreshKey: string | null;
}

/** The dashboard took the access away, or it ran out. What waits in the queue stays. */
export interface EndedSession {
  readonly schema: 1;
  readonly status: 'ended';
  readonly workspaceName: string;
  readonly pairing: UnpairedSession['pairing'];
}

export interface Progress {
  readonly schema: 1;
  /** Newest first; counts only, no field of a lead. */
  readonly imports: readonly ImportProgress[];
}

export interface ImportProgress {
  /** The name of the import inside the extension, before the server has given it one. */
  readonly key: string;
  readonly importId: string | null;
  readonly workspaceId: string;
  readonly gestureId: string;
  /** Of the click that added the latest page; a page that is handed over twice is added once. */
  readonly latestGestureId: string;
  readonly mode: ImportMode;
  readonly requestedCount: number;
  readonly pagePath: string;
  readonly startedAt: string;
  /** `queued` and `sent` are ours; the others are the server's. */
  readonly status: ImportStatus | 'queued' | 'sent';
  /** Pages queued so far: the number of the next page is one more. */
  readonly pagesQueued: number;
  /** A finish or cancel is queued: no page follows. */
  readonly closing: boolean;
  readonly remaining: number;
  readonly receipts: readonly Pick<PageReceipt, 'pageNumber' | keyof ReceiptCounts>[];
}

export interface Queue {
  readonly schema: 1;
  readonly entries: readonly QueueEntry[];
}

export type QueuedRequest =
  | { readonly kind: 'start'; readonly body: StartImportRequest }
  | { readonly kind: 'page'; readonly body: RecordPageRequest }
  | { readonly kind: 'finish'; readonly body: FinishImportRequest }
  | { readonly kind: 'cancel' };

/** One request to come. Entries of one import are sent in the order of the list. */
export interface QueueEntry {
  readonly schema: 1;
  /** Also the idempotency key: however often it is sent, it counts once. */
  readonly id: string;
  readonly importKey: string;
  readonly workspaceId: string;
  readonly gestureId: string;
  readonly createdAt: string;
  readonly request: QueuedRequest;
  /** How often it was sent in vain; the waits grow with it. */
  readonly attempts: number;
  /** Answers among them that say the server is in trouble; too many, and the entry is set aside. */
  readonly failures: number;
  /** Not sent before this instant. */
  readonly notBefore: string | null;
  /** Why it is not sent any more; stays until a person decides. */
  readonly poison: { readonly code: string; readonly detail: string; readonly at: string } | null;
}

export interface StoreTypes {
  readonly settings: Settings;
  readonly session: Session;
  readonly progress: Progress;
  readonly queue: Queue;
}
export type StoreName = keyof StoreTypes;
export const STORE_NAMES: readonly StoreName[] = ['settings', 'session', 'progress', 'queue'];
