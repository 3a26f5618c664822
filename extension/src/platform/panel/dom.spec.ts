import { h, render, type VNode } from './dom';

let host: HTMLElement;
beforeEach(() => {
  host = document.createElement('div');
  document.body.replaceChildren(host);
});

it('shows hostile text as text', () => {
  render(host, [h('p', { attrs: { title: '"><b>' } }, '<img src=x onerror=alert(1)>')]);
  expect(host.querySelector('img')).toBeNull();
  expect(host.textContent).toBe('<img src=x onerror=alert(1)>');
});

it('keeps elements, their focus and what is being typed', () => {
  render(host, [h('input#name', { value: 'a' })]);
  const input = host.querySelector('input');
  input?.focus();
  render(host, [h('input#name.wide', { value: 'ab', attrs: { 'aria-invalid': 'true' } })]);
  expect(host.querySelector('input')).toBe(input);
  expect([document.activeElement === input, input?.value, input?.className, input?.getAttribute('aria-invalid')]).toEqual([true, 'ab', 'wide', 'true']);
});

it('removes what is gone, exchanges what is another thing, and drops absent attributes', () => {
  render(host, [h('p', { attrs: { hidden: true, lang: 'en' } }, 'one'), null, h('p', {}, 'two')]);
  render(host, [h('p', { attrs: { hidden: false } }, h('b', {}, 'one'))]);
  expect(host.innerHTML).toBe('<p><b>one</b></p>');
});

it('keeps what is under the pointer when something comes before it, goes, or takes the place beside it', () => {
  const actions = (...names: readonly string[]): VNode => h('div.actions', {}, ...names.map((name) => h(`button#${name}.button`, {}, name)));
  const receipt = h('div.receipt', {}, '25 new');
  render(host, [h('h1', {}, 'Imports'), h('div.notice', {}, h('p', {}, 'Waits'), actions('retry', 'remove')), actions('open')]);
  const [retry, remove, open] = host.querySelectorAll('button');
  retry?.focus();
  render(host, [h('h1', {}, 'Imports'), h('p.lead', {}, 'New'), receipt, h('div.notice', {}, actions('retry', 'remove')), actions('open')]);
  expect([...host.querySelectorAll('button')]).toEqual([retry, remove, open]);
  expect(document.activeElement === retry).toBe(true);
  render(host, [receipt, h('div.notice', {}, actions('remove')), actions('open')]);
  expect([...host.querySelectorAll('button')]).toEqual([remove, open]);
  expect(host.textContent).toBe('25 newremoveopen');
});

it('keeps what a list had, where something new comes first or the order changes', () => {
  const list = (...keys: readonly string[]): void =>
    render(
      host,
      keys.map((key) => h('article', { key }, key)),
    );
  list('a', 'b');
  const [a, b] = host.children;
  list('c', 'a', 'b');
  expect([...host.children].slice(1)).toEqual([a, b]);
  list('b', 'c', 'a');
  expect([host.children[0] === b, host.children[2] === a, host.textContent]).toEqual([true, true, 'bca']);
});

it('calls the listener of the latest rendering, once', () => {
  const calls: string[] = [];
  const button = (name: string): void => render(host, [h('button', { on: { click: () => calls.push(name) } }, name)]);
  button('first');
  button('second');
  host.querySelector('button')?.click();
  render(host, [h('button', {}, 'none')]);
  host.querySelector('button')?.click();
  expect(calls).toEqual(['second']);
});

it('leaves a disclosure open that a person opened, and makes a new one for a new key', () => {
  render(host, [h('details', { key: 'a' }, 'x')]);
  host.querySelector('details')?.setAttribute('open', '');
  render(host, [h('details', { key: 'a' }, 'y')]);
  expect(host.innerHTML).toBe('<details open="">y</details>');
  render(host, [h('details', { key: 'b' }, 'y')]);
  expect(host.innerHTML).toBe('<details>y</details>');
});
