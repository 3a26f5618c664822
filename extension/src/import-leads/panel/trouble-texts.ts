import type { CountedKey, TextKey } from '../../platform/browser/texts';
import type { ImportProgress } from '../../platform/stores/schemas';
import type { NoticeTone } from '../../platform/panel/parts';
import type { RefusalReason } from '../../../../event-schemas/src/http/import-leads';
import type { FaultCode } from '../page-reader/reading';
import type { Trouble } from './panel-model';

interface Words {
  readonly title: TextKey;
  readonly detail: TextKey;
}

export const pageWords: Readonly<Record<FaultCode, Words>> = {
  'unsupported-page': { title: 'faultUnsupportedPage', detail: 'faultUnsupportedPageDetail' },
  'unsupported-layout': { title: 'faultUnsupportedLayout', detail: 'faultUnsupportedLayoutDetail' },
  'signed-out': { title: 'faultSignedOut', detail: 'faultSignedOutDetail' },
  challenge: { title: 'faultChallenge', detail: 'faultChallengeDetail' },
  'no-licence': { title: 'faultNoLicence', detail: 'faultNoLicenceDetail' },
  'not-ready': { title: 'faultNotReady', detail: 'faultNotReadyDetail' },
  'no-results': { title: 'faultNoResults', detail: 'faultNoResultsDetail' },
  'no-rows-but-total': { title: 'faultNoRows', detail: 'faultNoRowsDetail' },
  'low-yield': { title: 'faultLowYield', detail: 'faultLowYieldDetail' },
  'page-changed': { title: 'faultPageChanged', detail: 'faultPageChangedDetail' },
  'hidden-tab': { title: 'faultHiddenTab', detail: 'faultHiddenTabDetail' },
};

export const troubleWords: Readonly<Record<Exclude<Trouble['kind'], 'page'>, Words>> = {
  'queue-full': { title: 'troubleQueueFull', detail: 'troubleQueueFullDetail' },
  'not-paired': { title: 'troubleNotPaired', detail: 'troubleNotPairedDetail' },
  'not-agreed': { title: 'troubleNotAgreed', detail: 'troubleNotAgreedDetail' },
  'no-tab': { title: 'troubleNoTab', detail: 'troubleNoTabDetail' },
  'page-gone': { title: 'troublePageGone', detail: 'troublePageGoneDetail' },
  internal: { title: 'troubleInternal', detail: 'troubleInternalDetail' },
};

export const statusWords: Readonly<Record<ImportProgress['status'], { readonly text: TextKey; readonly tone: NoticeTone | 'plain' }>> = {
  queued: { text: 'statusQueued', tone: 'info' },
  sent: { text: 'statusSent', tone: 'info' },
  requested: { text: 'statusSent', tone: 'info' },
  accepted: { text: 'statusAccepted', tone: 'info' },
  'partially-accepted': { text: 'statusPartiallyAccepted', tone: 'warn' },
  completed: { text: 'statusCompleted', tone: 'good' },
  cancelled: { text: 'statusCancelled', tone: 'plain' },
  failed: { text: 'statusFailed', tone: 'bad' },
};

export const refusalWords: Readonly<Record<RefusalReason, CountedKey>> = {
  'no-name': 'refusedNoName',
  'out-of-network': 'refusedOutOfNetwork',
  'no-lead-id': 'refusedNoLeadId',
  'not-filled': 'refusedNotFilled',
  'not-selected': 'refusedNotSelected',
  'unsupported-row': 'refusedUnsupportedRow',
  'over-requested-count': 'refusedOverCount',
  'duplicate-on-page': 'refusedDuplicate',
  'already-in-import': 'refusedAlready',
  'not-written': 'refusedNotWritten',
};
