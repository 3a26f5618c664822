import { counted, text, timeOfDay } from '../../platform/browser/texts';
import { h, type Child, type VNode } from '../../platform/panel/dom';
import { button, card, chip, notice } from '../../platform/panel/parts';
import type { ReasonCount } from '../../../../event-schemas/src/http/import-leads';
import type { ImportProgress, QueueEntry, StoreTypes } from '../../platform/stores/schemas';
import type { PanelActions } from './panel-actions';
import { refusalWords, statusWords } from './trouble-texts';

/** Imports of this browser, newest first, each with what became of it and what of it still waits. */
export function progressView(stores: StoreTypes, actions: PanelActions, openPage: (address: string) => void): VNode | null {
  const { imports } = stores.progress;
  if (imports.length === 0) return null;
  return h('section.imports', {}, h('h2', {}, text('importsTitle')), ...imports.map((one) => importCard(one, stores, actions, openPage)));
}

function importCard(one: ImportProgress, stores: StoreTypes, actions: PanelActions, openPage: (address: string) => void): VNode {
  const waiting = stores.queue.entries.filter((entry) => entry.importKey === one.key);
  const status = statusWords[one.status];
  const link = one.importId === null ? null : `${stores.settings.origin}/imports/${one.importId}`;
  const children: readonly Child[] = [
    h('div.import-head', {}, h('p.when', {}, text('importFrom', timeOfDay(one.startedAt))), chip(status.tone, text(status.text))),
    one.receipts.length === 0 ? null : receipt(one),
    ...waitingParts(one, waiting, stores, actions),
    link === null
      ? null
      : h(
          'div.actions',
          {},
          button(text('importOpenInDashboard'), () => openPage(link), { id: `open-${one.key}` }),
        ),
  ];
  return h('article.card.import', { key: one.key, attrs: { 'data-import': one.importId ?? '' } }, ...children);
}

const total = (one: ImportProgress, name: 'seen' | 'accepted' | 'merged' | 'unchanged' | 'conflicts'): number =>
  one.receipts.reduce((sum, receipt) => sum + receipt[name], 0);

function receipt(one: ImportProgress): VNode {
  const figure = (name: 'accepted' | 'merged' | 'unchanged' | 'conflicts', label: string): VNode | null => {
    const count = total(one, name);
    return count === 0 && name !== 'accepted' ? null : h('div', {}, h('dd', {}, String(count)), h('dt', {}, label));
  };
  const refused = refusals(one);
  return h(
    'div.receipt',
    {},
    h(
      'dl.figures',
      {},
      figure('accepted', text('receiptNew')),
      figure('merged', text('receiptUpdated')),
      figure('unchanged', text('receiptUnchanged')),
      figure('conflicts', text('receiptReview')),
    ),
    h('p.hint', {}, counted('receiptSeen', total(one, 'seen'))),
    refused.length === 0
      ? null
      : h(
          'details',
          {},
          h(
            'summary',
            {},
            counted(
              'receiptLeftOut',
              refused.reduce((sum, { count }) => sum + count, 0),
            ),
          ),
          h('ul', {}, ...refused.map(({ reason, count }) => h('li', {}, counted(refusalWords[reason], count)))),
        ),
  );
}

function refusals(one: ImportProgress): readonly ReasonCount[] {
  const counts = new Map<ReasonCount['reason'], number>();
  for (const { reason, count } of one.receipts.flatMap((receipt) => receipt.refused)) counts.set(reason, (counts.get(reason) ?? 0) + count);
  return [...counts].map(([reason, count]) => ({ reason, count }));
}

function waitingParts(one: ImportProgress, waiting: readonly QueueEntry[], stores: StoreTypes, actions: PanelActions): readonly Child[] {
  const [head] = waiting;
  if (head === undefined) return [];
  const remove = button(text('queueRemove'), () => void actions.ask('remove-import', { importKey: one.key }), { tone: 'danger', id: `remove-${one.key}` });
  const retry = button(text('queueRetry'), () => void actions.ask('retry-import', { importKey: one.key }), { id: `retry-${one.key}` });
  if (head.poison !== null) {
    const reason = head.poison.detail === '' ? text('queueGaveUp') : text('queueRefused', head.poison.detail);
    return [notice('bad', counted('queueStopped', waiting.length), reason, retry, remove)];
  }
  if (stores.session.status === 'paired' && head.workspaceId !== stores.session.workspaceId)
    return [notice('warn', text('queueElsewhere'), text('queueElsewhereDetail'), remove)];
  const next = head.notBefore === null ? null : text('queueNext', timeOfDay(head.notBefore));
  return head.attempts === 0
    ? [h('p.sending', { attrs: { role: 'status' } }, h('span.spinner', { attrs: { 'aria-hidden': 'true' } }), text('queueSending'))]
    : [notice('warn', counted('queueWaiting', waiting.length), next, retry, remove)];
}

/** Said where the browser has lost its access and the imports are not shown. */
export const waitingLine = ({ queue }: StoreTypes): string | null => (queue.entries.length === 0 ? null : counted('endedWaiting', queue.entries.length));

export const emptyProgress = (): VNode => card(null, h('p.hint', {}, text('importsNone')));
