// The side panel: reads the stores, draws what they say, and asks the background context to change them.
import { panelActions } from '../import-leads/panel/panel-actions';
import { initialUi, type PanelModel, type PanelUi } from '../import-leads/panel/panel-model';
import { panelView, unreadableView } from '../import-leads/panel/panel-view';
import { placeOf } from '../import-leads/page-reader/address';
import { hasPageAccess, onPageAccessChange } from '../platform/browser/page-access';
import { askPage } from '../platform/browser/page-link';
import { askWorker, holdWorker } from '../platform/browser/panel-link';
import { localArea, onStorageChange } from '../platform/browser/storage';
import { onTabChange, tabBeside } from '../platform/browser/tabs';
import { text } from '../platform/browser/texts';
import { render } from '../platform/panel/dom';
import { Stores } from '../platform/stores/stores';

/** While something waits and a person watches, the worker is asked to look at the clock this often. */
const NUDGE_MS = 5_000;

const stores = new Stores(localArea);
const host = panelElement();
document.documentElement.lang = text('language');

let model: PanelModel = { stores: await stores.read(), hasAccess: false, place: 'unsupported-page', ui: initialUi };

function show(change: Partial<PanelModel>): void {
  model = { ...model, ...change };
  render(host, panelView(model, actions));
  holdWhileWaiting(model.stores.queue.entries.length > 0);
}

let letGo: (() => void) | null = null;
function holdWhileWaiting(waits: boolean): void {
  if (waits) letGo ??= holdWorker();
  else {
    letGo?.();
    letGo = null;
  }
}

const actions = panelActions({
  askWorker,
  askPage,
  tabBeside,
  newId: () => crypto.randomUUID(),
  model: () => model,
  change: (ui: Partial<PanelUi>) => show({ ui: { ...model.ui, ...ui } }),
});

async function lookAtTab(): Promise<void> {
  const tab = await tabBeside();
  const place = placeOf(tab?.address ?? '');
  show({ hasAccess: await hasPageAccess(), place: place.kind === 'results' ? 'results' : place.code });
}

async function lookAtStores(): Promise<void> {
  try {
    show({ stores: await stores.read() });
  } catch (error) {
    render(host, unreadableView(error));
  }
}

addEventListener('unhandledrejection', () => actions.change({ busy: null, trouble: { kind: 'internal' } }));
onStorageChange(() => void lookAtStores());
onTabChange(() => {
  // What was said about the page before does not hold for this one.
  actions.change({ trouble: null });
  void lookAtTab();
});
onPageAccessChange(() => void lookAtTab());
setInterval(() => {
  // In vain while the browser keeps stopping the worker; the next one is soon.
  if (model.stores.queue.entries.length > 0) actions.ask('drain', null).catch(() => undefined);
}, NUDGE_MS);
await lookAtStores();
await lookAtTab();

function panelElement(): HTMLElement {
  const element = document.getElementById('panel');
  if (element === null) throw new Error('side-panel.html has no element #panel.');
  return element;
}
