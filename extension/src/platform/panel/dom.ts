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
const keys = new WeakMap<Element, string>();
const listeners = new WeakMap<Element, Map<string, Listener>>();

/** Makes the children of `host` equal to the description, keeping every element that can be kept. */
export function render(host: Element, children: readonly Child[]): void {
  const wanted = children.filter((child) => child !== null);
  wanted.forEach((child, index) => {
    const present = host.childNodes[index];
    const kept = present !== undefined && matches(present, child) ? present : create(host.ownerDocument, child);
    if (kept !== present) {
      if (present === undefined) host.append(kept);
      else present.replaceWith(kept);
    }
    update(kept, child);
  });
  while (host.childNodes.length > wanted.length) host.lastChild?.remove();
}

function matches(present: Node, child: VNode | string): boolean {
  if (typeof child === 'string') return present.nodeType === present.TEXT_NODE;
  return present.nodeType === present.ELEMENT_NODE && (present as Element).localName === child.tag && keys.get(present as Element) === child.props.key;
}

function create(document: Document, child: VNode | string): ChildNode {
  if (typeof child === 'string') return document.createTextNode(child);
  const element = SVG.has(child.tag) ? document.createElementNS('http://www.w3.org/2000/svg', child.tag) : document.createElement(child.tag);
  if (child.props.key !== undefined) keys.set(element, child.props.key);
  return element;
}

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
