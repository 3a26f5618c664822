import { text } from '../../platform/browser/texts';
import { h, type VNode } from '../../platform/panel/dom';
import { button, card, field, notice } from '../../platform/panel/parts';
import type { Session } from '../../platform/stores/schemas';

export interface PairingView {
  readonly session: Exclude<Session, { status: 'paired' }>;
  readonly address: string;
  readonly code: string;
  readonly linkOpened: boolean;
  readonly busy: boolean;
  readonly addressTrouble: string | null;
  readonly codeTrouble: string | null;
  /** What waits for this browser to be paired again; null when nothing does. */
  readonly waiting: string | null;
  readonly onAddress: (address: string) => void;
  readonly onCode: (code: string) => void;
  readonly onOpen: () => void;
  readonly onPair: () => void;
}

export function pairingView(view: PairingView): readonly VNode[] {
  const { session } = view;
  const ended = session.status === 'ended' ? [notice('warn', text('endedTitle', session.workspaceName), view.waiting ?? text('endedDetail'))] : [];
  const address = field({
    id: 'address',
    label: text('pairingAddress'),
    hint: text('pairingAddressHint'),
    wrong: view.addressTrouble,
    value: view.address,
    onInput: view.onAddress,
    attrs: { inputmode: 'url' },
  });
  const open = button(text('pairingOpen'), view.onOpen, { tone: view.linkOpened ? 'quiet' : 'primary', id: 'open-pairing' });
  return [
    h('p.step', {}, text('stepOne')),
    h('h1', {}, text('pairingTitle')),
    h('p.lead', {}, text('pairingLead')),
    ...ended,
    card(null, address, h('div.actions', {}, open)),
    codeForm(view),
  ];
}

function codeForm(view: PairingView): VNode {
  const submit = (event: Event): void => {
    event.preventDefault();
    view.onPair();
  };
  const code = field({
    id: 'code',
    label: text('pairingCode'),
    hint: text('pairingCodeHint'),
    wrong: view.codeTrouble,
    value: view.code,
    onInput: view.onCode,
    attrs: { class: 'input code', maxlength: '12', placeholder: 'XXXX-XXXX', autocapitalize: 'characters' },
  });
  const pair = button(text('pairingPair'), view.onPair, { tone: view.linkOpened ? 'primary' : 'quiet', id: 'pair', busy: view.busy });
  return h('form.card', { attrs: { novalidate: true }, on: { submit } }, code, h('div.actions', {}, pair));
}
