/** Everything the reader may look at. It has no way to click, scroll, fetch or navigate. */
export interface PageSource {
  readonly document: Document;
  /** Full address of the page. */
  readonly address: string;
  readonly geometry: Geometry;
}

/** What only a layout engine knows. A port, because documents without one exist. */
export interface Geometry {
  readonly hasBox: (element: Element) => boolean;
}

export const layoutGeometry: Geometry = { hasBox: (element) => element.getClientRects().length > 0 };

/** Rendered for a person: connected, inside `within`, and neither hidden nor transparent on itself or above. */
export function isShown(element: Element, within: Element, source: PageSource): boolean {
  if (!element.isConnected || !within.contains(element) || !isRendered(element, source)) return false;
  for (let at = element.parentElement; at !== null; at = at.parentElement) if (isHidden(at, styleOf(at, source))) return false;
  return true;
}

/** Rendered as far as the element itself says; what stands above it is not asked. */
export function isRendered(element: Element, source: PageSource): boolean {
  const style = styleOf(element, source);
  if (isHidden(element, style) || style.visibility === 'hidden' || style.visibility === 'collapse') return false;
  // An element with display: contents has no box of its own but shows its children.
  return style.display === 'contents' || source.geometry.hasBox(element);
}

function isHidden(element: Element, style: CSSStyleDeclaration): boolean {
  if (element.getAttribute('aria-hidden') === 'true' || element.hasAttribute('hidden')) return true;
  return style.display === 'none' || (style.opacity !== '' && Number.parseFloat(style.opacity) === 0);
}

function styleOf(element: Element, source: PageSource): CSSStyleDeclaration {
  const view = source.document.defaultView;
  if (view === null) throw new Error('The document of the page has no window any more: reload the page.');
  return view.getComputedStyle(element);
}
