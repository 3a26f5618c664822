import { openTab } from '../../platform/browser/tabs';
import { givePageAccessBack, requestPageAccess } from '../../platform/browser/page-access';
import { text } from '../../platform/browser/texts';
import { h, type VNode } from '../../platform/panel/dom';
import { brandMark, button, notice } from '../../platform/panel/parts';
import { browserName } from '../../platform/browser/browser-name';
import { accessView, declinedView, disclosureView } from '../../sign-in/panel/first-run-views';
import { pairingView } from '../../sign-in/panel/pairing-view';
import { importView } from './import-view';
import type { PanelActions } from './panel-actions';
import { DISCLOSURE_VERSION, screenOf, type PairingTrouble, type PanelModel } from './panel-model';
import { emptyProgress, progressView, waitingLine } from './progress-view';

/** The whole panel for what is known now. */
export function panelView(model: PanelModel, actions: PanelActions): readonly VNode[] {
  const screen = screenOf(model);
  return [header(model), h('main', { key: screen, attrs: { 'data-screen': screen } }, ...content(model, actions)), footer(model, actions)];
}

export const unreadableView = (error: unknown): readonly VNode[] => [
  h('main', {}, h('h1', {}, text('unreadableTitle')), notice('bad', text('unreadableDetail'), error instanceof Error ? error.message : null)),
];

function content(model: PanelModel, actions: PanelActions): readonly VNode[] {
  switch (screenOf(model)) {
    case 'disclosure':
      return disclosureView({ onDecide: (accepted) => void decide(actions, accepted) });
    case 'declined':
      return declinedView(() => actions.change({ rereadDisclosure: true }));
    case 'pairing':
      return pairing(model, actions);
    case 'access':
      return accessView(() => void requestPageAccess());
    case 'import':
      return [...importView(model, actions), progressView(model.stores, actions, (address) => void openTab(address)) ?? emptyProgress()];
  }
}

async function decide(actions: PanelActions, accepted: boolean): Promise<void> {
  await actions.ask('decide-disclosure', { accepted, version: DISCLOSURE_VERSION });
  // Taking the agreement back takes the access back as well.
  if (!accepted) await givePageAccessBack().catch(() => false);
  actions.change({ rereadDisclosure: false });
}

function pairing({ stores, ui }: PanelModel, actions: PanelActions): readonly VNode[] {
  const { session, settings } = stores;
  if (session.status === 'paired') return [];
  const address = ui.address ?? settings.origin;
  const trouble = ui.pairingTrouble;
  return pairingView({
    session,
    address,
    code: ui.code,
    linkOpened: ui.linkOpened || session.pairing !== null,
    busy: ui.busy === 'pairing',
    addressTrouble: trouble?.kind === 'bad-origin' ? text('pairingBadAddress') : null,
    codeTrouble: trouble === null || trouble.kind === 'bad-origin' ? null : codeTrouble(trouble, address),
    waiting: waitingLine(stores),
    onAddress: (typed) => actions.change({ address: typed, pairingTrouble: null }),
    onCode: (code) => actions.change({ code, pairingTrouble: null }),
    onOpen: () => void openPairing(actions, address),
    onPair: () => void claim(actions, ui.code),
  });
}

async function openPairing(actions: PanelActions, address: string): Promise<void> {
  const result = await actions.ask('start-pairing', { address });
  if (result.kind === 'bad-origin') {
    actions.change({ pairingTrouble: result });
    return;
  }
  actions.change({ linkOpened: true, pairingTrouble: null });
  await openTab(result.link);
}

async function claim(actions: PanelActions, code: string): Promise<void> {
  if (code.trim() === '') {
    actions.change({ pairingTrouble: { kind: 'no-code' } });
    return;
  }
  actions.change({ busy: 'pairing', pairingTrouble: null });
  const result = await actions.ask('claim-pairing', { code, browserName: browserName() });
  actions.change(result.kind === 'paired' ? { busy: null, code: '', address: null, linkOpened: false } : { busy: null, pairingTrouble: result });
}

function codeTrouble(trouble: Exclude<PairingTrouble, { kind: 'bad-origin' }>, address: string): string {
  switch (trouble.kind) {
    case 'refused':
      return trouble.detail;
    case 'unreachable':
      return text('pairingUnreachable', address);
    case 'wrong-code':
      return text('pairingWrongCode');
    case 'not-started':
      return text('pairingNotStarted');
    case 'no-code':
      return text('pairingNoCode');
  }
}

function header({ stores }: PanelModel): VNode {
  const { session } = stores;
  return h(
    'header',
    {},
    brandMark(),
    h('span.brand', {}, text('extensionName')),
    session.status === 'paired' ? h('span.workspace', { attrs: { title: session.workspaceName, dir: 'auto' } }, session.workspaceName) : null,
  );
}

function footer({ stores }: PanelModel, actions: PanelActions): VNode {
  const { session, settings } = stores;
  const paired = session.status === 'paired';
  return h(
    'footer',
    {},
    paired ? h('p', {}, text('footerConnected', settings.origin.replace(/^https?:\/\//u, ''))) : null,
    h(
      'div.links',
      {},
      paired ? button(text('footerDashboard'), () => void openTab(`${settings.origin}/leads`), { id: 'dashboard' }) : null,
      paired ? button(text('footerDisconnect'), () => void actions.ask('forget-pairing', null), { id: 'disconnect' }) : null,
      settings.disclosure === null ? null : button(text('footerDisclosure'), () => actions.change({ rereadDisclosure: true }), { id: 'reread' }),
    ),
  );
}
