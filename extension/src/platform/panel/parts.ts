// Building blocks of the panel, without knowledge of what they are used for.
import { h, type Child, type Listener, type VNode } from './dom';

type Tone = 'primary' | 'quiet' | 'danger';
export interface ButtonOptions {
  readonly tone?: Tone;
  readonly id?: string;
  readonly disabled?: boolean;
  readonly busy?: boolean;
}

export function button(label: string, onClick: Listener, { tone = 'quiet', id, disabled = false, busy = false }: ButtonOptions = {}): VNode {
  const attrs = { type: 'button', id: id ?? null, 'aria-disabled': disabled || busy ? 'true' : null, 'aria-busy': busy ? 'true' : null };
  // aria-disabled instead of disabled: the focus stays where it was while the panel works.
  const click: Listener = (event) => (disabled || busy ? undefined : onClick(event));
  return h(`button.button.${tone}`, { attrs, on: { click } }, busy ? h('span.spinner', { attrs: { 'aria-hidden': 'true' } }) : null, label);
}

export interface FieldOptions {
  readonly id: string;
  readonly label: string;
  readonly hint: string | null;
  readonly wrong: string | null;
  readonly value: string;
  readonly onInput: (value: string) => void;
  readonly attrs?: Readonly<Record<string, string>>;
}

export function field({ id, label, hint, wrong, value, onInput, attrs = {} }: FieldOptions): VNode {
  const described = [hint === null ? null : `${id}-hint`, wrong === null ? null : `${id}-wrong`].filter((part) => part !== null).join(' ');
  return h(
    'div.field',
    {},
    h('label', { attrs: { for: id } }, label),
    h(`input.input#${id}`, {
      attrs: {
        type: 'text',
        autocomplete: 'off',
        spellcheck: 'false',
        'aria-describedby': described === '' ? null : described,
        'aria-invalid': wrong === null ? null : 'true',
        ...attrs,
      },
      value,
      on: { input: (event) => onInput((event.target as HTMLInputElement).value) },
    }),
    hint === null ? null : h(`p.hint#${id}-hint`, {}, hint),
    wrong === null ? null : h(`p.wrong#${id}-wrong`, { attrs: { role: 'alert' } }, wrong),
  );
}

export type NoticeTone = 'good' | 'warn' | 'bad' | 'info';

export function notice(tone: NoticeTone, title: string, detail: string | null, ...actions: readonly VNode[]): VNode {
  return h(
    `div.notice.${tone}`,
    { attrs: { role: tone === 'bad' ? 'alert' : 'status' } },
    h('p.notice-title', {}, title),
    detail === null ? null : h('p', {}, detail),
    actions.length === 0 ? null : h('div.actions', {}, ...actions),
  );
}

export const card = (title: string | null, ...children: readonly Child[]): VNode =>
  h('section.card', {}, title === null ? null : h('h2', {}, title), ...children);

export const chip = (tone: NoticeTone | 'plain', label: string): VNode => h(`span.chip.${tone}`, {}, label);

const ICONS: Readonly<Record<string, string>> = {
  eye: 'M2 12s3.6-6.500 10-6.500S22 12 22 12s-3.600 6.500-10 6.500S2 12 2 12zM12 9.200a2.800 2.800 0 1 0 0 5.600 2.800 2.800 0 0 0 0-5.600z',
  send: 'M4 12h14M12 5.500l6.500 6.500-6.500 6.500',
  key: 'M8.500 11.500a4 4 0 1 0 0 .1M12 12h9v4M17 12v3',
  hand: 'M5 5l14 14M12 3a9 9 0 1 0 0 18 9 9 0 0 0 0-18z',
  link: 'M10 14l9-9M13 5h6v6M17 14v5H5V7h5',
};

export const icon = (name: keyof typeof ICONS): VNode =>
  h(
    'svg.icon',
    { attrs: { viewBox: '0 0 24 24', width: '20', height: '20', 'aria-hidden': 'true' } },
    h('path', {
      attrs: { d: ICONS[name] ?? '', fill: 'none', stroke: 'currentColor', 'stroke-width': '1.8', 'stroke-linecap': 'round', 'stroke-linejoin': 'round' },
    }),
  );

export const brandMark = (): VNode =>
  h(
    'svg.mark',
    { attrs: { viewBox: '0 0 32 32', width: '28', height: '28', 'aria-hidden': 'true' } },
    h('rect', { attrs: { width: '32', height: '32', rx: '9', fill: '#0b6e5d' } }),
    h('path', { attrs: { d: 'M9 8v13.5A2.5 2.5 0 0 0 11.5 24H16', fill: 'none', stroke: '#fff', 'stroke-width': '3.2', 'stroke-linecap': 'round' } }),
    h('circle', { attrs: { cx: '21', cy: '12', r: '3.6', fill: '#8fe3cb' } }),
    h('path', {
      attrs: { d: 'M16 24c.4-4 2.3-5.8 5-5.8s4.600 1.800 5 5.800', fill: 'none', stroke: '#8fe3cb', 'stroke-width': '3.2', 'stroke-linecap': 'round' },
    }),
  );
