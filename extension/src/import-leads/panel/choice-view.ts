import { counted, text } from '../../platform/browser/texts';
import { h, type VNode } from '../../platform/panel/dom';
import { button } from '../../platform/panel/parts';
import type { ImportRow } from '../../../../event-schemas/src/http/import-leads';
import type { PanelActions } from './panel-actions';
import type { PanelUi, Pending } from './panel-model';

/** The rows of the page, each to be ticked. Shown from memory: nothing of it is stored until the person asks for it. */
export function choiceView(pending: Pending, ui: PanelUi, actions: PanelActions): VNode {
  const { rows } = pending.reading;
  const choose = (chosen: ReadonlySet<number>): void => actions.change({ pending: { ...pending, chosen } });
  const all = pending.chosen.size === rows.length;
  return h(
    'section.card.choice',
    {},
    h(
      'div.choice-head',
      {},
      h('h2', {}, text('choiceTitle')),
      button(all ? text('choiceNone') : text('choiceAll'), () => choose(all ? new Set() : new Set(rows.map((row) => row.row))), { id: 'choose-all' }),
    ),
    h('ul.rows', { attrs: { 'aria-label': text('choiceTitle') } }, ...rows.map((row) => rowView(row, pending.chosen, choose))),
    h(
      'div.actions.sticky',
      {},
      button(counted('choiceImport', pending.chosen.size), () => void actions.importPending(), {
        tone: 'primary',
        id: 'import-chosen',
        disabled: pending.chosen.size === 0,
        busy: ui.busy !== null,
      }),
      button(text('stop'), actions.dropPending, { id: 'stop' }),
    ),
  );
}

function rowView(row: ImportRow, chosen: ReadonlySet<number>, choose: (chosen: ReadonlySet<number>) => void): VNode {
  const id = `row-${String(row.row)}`;
  const toggle = (): void => {
    const next = new Set(chosen);
    if (!next.delete(row.row)) next.add(row.row);
    choose(next);
  };
  const what = [row.title, row.companyName].filter((part) => part !== null).join(' · ');
  return h(
    'li',
    { key: row.salesProfileId },
    h(
      'label.option',
      { attrs: { for: id } },
      h(`input#${id}`, { attrs: { type: 'checkbox' }, checked: chosen.has(row.row), on: { change: toggle } }),
      h('span', {}, h('strong', { attrs: { dir: 'auto' } }, row.fullName), h('span.hint', { attrs: { dir: 'auto' } }, what)),
    ),
  );
}
