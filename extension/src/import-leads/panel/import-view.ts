import { counted, text } from '../../platform/browser/texts';
import { h, type Child, type VNode } from '../../platform/panel/dom';
import { button, card, field, notice } from '../../platform/panel/parts';
import type { ImportMode } from '../../../../event-schemas/src/http/import-leads';
import type { PanelActions } from './panel-actions';
import { openImport, requestedCount, type PanelModel, type PanelUi, type Pending, type Trouble } from './panel-model';
import { choiceView } from './choice-view';
import { pageWords, troubleWords } from './trouble-texts';

/** The main screen: what the next click will do, and what came of the last. */
export function importView(model: PanelModel, actions: PanelActions): readonly VNode[] {
  const { ui, stores } = model;
  const open = openImport(stores);
  const pending = ui.pending === null ? null : pendingView(model, ui.pending, actions);
  const trouble = ui.trouble === null ? null : troubleNotice(ui.trouble);
  return [
    h('h1', {}, open === null ? text('importTitle') : text('importOpenTitle')),
    ...(open === null ? [] : [h('p.lead', {}, text('importOpenLead', String(open.requestedCount - open.remaining), String(open.requestedCount)))]),
    ...[pending ?? startCard(model, actions), trouble].filter((part) => part !== null),
  ];
}

function startCard(model: PanelModel, actions: PanelActions): VNode {
  const { ui, place, stores } = model;
  const open = openImport(stores);
  const ready = place === 'results';
  const label = ui.mode === 'selected-cards' ? text('importChoose') : open === null ? text('importPage') : text('importAddPage');
  const run = button(label, (event) => void actions.readPage(event), {
    tone: 'primary',
    id: 'import',
    disabled: !ready || requestedCount(ui.requested) === null,
    busy: ui.busy !== null,
  });
  const options: readonly Child[] = open === null ? [modeChoice(ui.mode, (mode) => actions.change({ mode })), countField(model, actions)] : [];
  const end: readonly Child[] =
    open === null
      ? []
      : [
          button(text('importFinish'), () => void actions.ask('finish-import', { importKey: open.key }), { id: 'finish' }),
          button(text('importCancel'), () => void actions.ask('cancel-import', { importKey: open.key }), { tone: 'danger', id: 'cancel' }),
        ];
  return card(null, pageState(model), ...options, h('div.actions', {}, run, ...end));
}

/** By the address alone: nothing of the page is read to say this. */
function pageState({ place }: PanelModel): VNode {
  if (place === 'results') return h('p.page-state.ready', {}, h('span.dot', { attrs: { 'aria-hidden': 'true' } }), text('pageReady'));
  return h(
    'div.page-state',
    {},
    h('span.dot', { attrs: { 'aria-hidden': 'true' } }),
    h('div', {}, h('p', {}, text(pageWords[place].title)), h('p.hint', {}, text(pageWords[place].detail))),
  );
}

function modeChoice(chosen: ImportMode, onChange: (mode: ImportMode) => void): VNode {
  const option = (mode: ImportMode, label: string, hint: string): VNode =>
    h(
      'label.option',
      {},
      h('input', { attrs: { type: 'radio', name: 'mode', value: mode }, checked: chosen === mode, on: { change: () => onChange(mode) } }),
      h('span', {}, h('strong', {}, label), h('span.hint', {}, hint)),
    );
  return h(
    'fieldset.options',
    {},
    h('legend', {}, text('modeLegend')),
    option('visible-page', text('modeVisible'), text('modeVisibleHint')),
    option('selected-cards', text('modeSelected'), text('modeSelectedHint')),
  );
}

const countField = ({ ui }: PanelModel, actions: PanelActions): VNode =>
  field({
    id: 'requested',
    label: text('countLabel'),
    hint: text('countHint'),
    wrong: requestedCount(ui.requested) === null ? text('countWrong') : null,
    value: ui.requested,
    onInput: (requested) => actions.change({ requested }),
    attrs: { inputmode: 'numeric', maxlength: '4', class: 'input short' },
  });

function pendingView({ ui }: PanelModel, pending: Pending, actions: PanelActions): VNode {
  switch (pending.why) {
    case 'choose':
      return choiceView(pending, ui, actions);
    case 'more-to-load':
      return moreToLoad(pending, ui, actions);
    case 'repeated-title':
      return repeatedTitle(pending, ui, actions);
  }
}

/** Right for a search of one exact title, wrong when a label of the page was read: the person decides, and the decision is kept with the titles. */
const repeatedTitle = ({ reading }: Pending, ui: PanelUi, actions: PanelActions): VNode =>
  notice(
    'warn',
    text('repeatTitle'),
    text('repeatDetail', reading.repeatedTitle ?? ''),
    button(text('repeatVouch'), () => void actions.vouchForTitles(), { tone: 'primary', id: 'vouch', busy: ui.busy !== null }),
    button(text('stop'), actions.dropPending, { id: 'drop' }),
  );

function moreToLoad({ reading }: Pending, ui: PanelUi, actions: PanelActions): VNode {
  const { rendered, expected, rows } = reading;
  return notice(
    'warn',
    text('moreTitle', String(rendered), String(expected ?? rendered)),
    text('moreDetail'),
    button(text('moreReadAgain'), (event) => void actions.readPage(event), { tone: 'primary', id: 'read-again', busy: ui.busy !== null }),
    button(counted('moreImport', rows.length), () => void actions.importPending(), { id: 'import-anyway' }),
    button(text('stop'), actions.dropPending, { id: 'stop' }),
  );
}

function troubleNotice(trouble: Trouble): VNode {
  const words = trouble.kind === 'page' ? pageWords[trouble.code] : troubleWords[trouble.kind];
  const layouts = trouble.kind === 'page' && trouble.layouts.length > 0 ? ` ${text('faultLayouts', trouble.layouts.join(', '))}` : '';
  return notice('bad', text(words.title), text(words.detail) + layouts);
}
