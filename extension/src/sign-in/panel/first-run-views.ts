import { text } from '../../platform/browser/texts';
import { h, type VNode } from '../../platform/panel/dom';
import { button, card, icon } from '../../platform/panel/parts';

export interface Decision {
  readonly onDecide: (accepted: boolean) => void;
}

/** What is read, where it goes and what the browser grants, before anything happens; either answer is a decision that is kept. */
export function disclosureView({ onDecide }: Decision): readonly VNode[] {
  const point = (name: string, title: string, body: string): VNode => h('li', {}, icon(name), h('div', {}, h('h2', {}, title), h('p', {}, body)));
  return [
    h('h1', {}, text('disclosureTitle')),
    h('p.lead', {}, text('disclosureLead')),
    card(
      null,
      h(
        'ul.points',
        {},
        point('eye', text('disclosureReadTitle'), text('disclosureRead')),
        point('send', text('disclosureGoesTitle'), text('disclosureGoes')),
        point('key', text('disclosureGrantTitle'), text('disclosureGrant')),
        point('hand', text('disclosureNeverTitle'), text('disclosureNever')),
      ),
    ),
    h(
      'div.actions.stacked',
      {},
      button(text('disclosureAgree'), () => onDecide(true), { tone: 'primary', id: 'agree' }),
      button(text('disclosureDecline'), () => onDecide(false), { id: 'decline' }),
    ),
  ];
}

export const declinedView = (onReread: () => void): readonly VNode[] => [
  h('h1', {}, text('declinedTitle')),
  h('p.lead', {}, text('declinedLead')),
  h('div.actions', {}, button(text('declinedReread'), onReread, { tone: 'primary' })),
];

export const accessView = (onRequest: () => void): readonly VNode[] => [
  h('p.step', {}, text('stepTwo')),
  h('h1', {}, text('accessTitle')),
  h('p.lead', {}, text('accessLead')),
  card(null, h('p', {}, text('accessDetail')), h('div.actions', {}, button(text('accessGrant'), onRequest, { tone: 'primary', id: 'grant' }))),
];
