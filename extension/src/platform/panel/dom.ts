// A small renderer: describes elements, and patches what is on the screen so that focus and typed text stay. Text is always text:
// there is no way to hand in markup.

export type Child = VNode | string | null;
export type Listener = (event: Event) => void;

export interface Props {
  readonly key?: string;
  /** True: present without a value; null or false: absent. */
  readonly attrs?: Readonly<Record<string, string | boolean | null>>;
  readonly on?: Readonly<Record<string, Listener>>;
  /** Live state of a form control. */
  readonly value?: string;
  readonly checked?: boolean;
}

export interface VNode {
  readonly tag: string;
  readonly props: Props;
  readonly children: readonly Child[];
}

/** `h('p.lead#intro', {}, 'text')`: tag, classes and id in one word. */
export function h(name: string, props: Props, ...children: readonly Child[]): VNode {
  const [tag = 'div', ...marks] = name.split(/(?=[.#])/u);
  const classes = marks.filter((mark) => mark.startsWith('.')).map((mark) => mark.slice(1));
  const id = marks.find((mark) => mark.startsWith('#'))?.slice(1);
  const attrs = { ...(classes.length > 0 ? { class: classes.join(' ') } : {}), ...(id === undefined ? {} : { id }), ...props.attrs };
  return { tag, props: { ...props, attrs }, children };
}

const SVG = new Set(['svg', 'path', 'circle', 'rect']);
const identities = new WeakMap<Node, string>();
const listeners = new WeakMap<Element, Map<string, Listener>>();

/** Makes the children of `host` equal to the description. What is on the screen stays the same element even when others come or go beside it. */
export function render(host: Element, children: readonly Child[]): void {
  const wanted = children.filter((child) => child !== null);
  const present = [...host.childNodes];
  const kept = wanted.map((child) => {
    const found = present.findIndex((node) => identities.get(node) === identityOf(child));
    return found < 0 ? null : (present.splice(found, 1)[0] ?? null);
  });
  for (const gone of present) gone.remove();
  wanted.forEach((child, index) => {
    const here = host.childNodes[index] ?? null;
    const node = kept[index] ?? create(host.ownerDocument, child);
    // Nothing is moved that stands in its place already: an element that moves loses its focus and a click that has begun.
    if (node !== here) host.insertBefore(node, here);
    update(node, child);
  });
}

/** What makes two descriptions the same thing: the key or id that was given, otherwise the kind of element and what it is for. */
function identityOf(child: VNode | string): string {
  if (typeof child === 'string') return '';
  const { key, attrs } = child.props;
  const role = typeof attrs?.['class'] === 'string' ? (attrs['class'].split(' ')[0] ?? '') : '';
  return [child.tag, key ?? '', attrs?.['id'] ?? role].join(' ');
}

function create(document: Document, child: VNode | string): ChildNode {
  const node = typeof child === 'string' ? document.createTextNode(child) : createElement(document, child.tag);
  identities.set(node, identityOf(child));
  return node;
}

const createElement = (document: Document, tag: string): Element =>
  SVG.has(tag) ? document.createElementNS('http://www.w3.org/2000/svg', tag) : document.createElement(tag);

function update(node: ChildNode, child: VNode | string): void {
  if (typeof child === 'string') {
    if (node.nodeValue !== child) node.nodeValue = child;
    return;
  }
  const element = node as Element;
  updateAttributes(element, child.props.attrs ?? {});
  updateListeners(element, child.props.on ?? {});
  render(element, child.children);
  const control = element as HTMLInputElement;
  if (child.props.value !== undefined && control.value !== child.props.value) control.value = child.props.value;
  if (child.props.checked !== undefined && control.checked !== child.props.checked) control.checked = child.props.checked;
}

function updateAttributes(element: Element, attrs: NonNullable<Props['attrs']>): void {
  // What a person opened stays open.
  const kept = (name: string): boolean => name in attrs || (element.localName === 'details' && name === 'open');
  for (const { name } of [...element.attributes]) if (!kept(name)) element.removeAttribute(name);
  for (const [name, value] of Object.entries(attrs)) {
    if (value === null || value === false) element.removeAttribute(name);
    else if (element.getAttribute(name) !== (value === true ? '' : value)) element.setAttribute(name, value === true ? '' : value);
  }
}

/** One browser listener per kind of event; what it calls is exchanged with each rendering. */
function updateListeners(element: Element, wanted: Readonly<Record<string, Listener>>): void {
  const known = listeners.get(element) ?? new Map<string, Listener>();
  listeners.set(element, known);
  for (const [kind, listener] of Object.entries(wanted)) {
    if (!known.has(kind)) element.addEventListener(kind, (event) => listeners.get(element)?.get(kind)?.(event));
    known.set(kind, listener);
  }
  for (const kind of known.keys()) if (!(kind in wanted)) known.set(kind, () => undefined);
}
