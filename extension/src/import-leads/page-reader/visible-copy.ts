import { isRendered, type PageSource } from './page-source';

/** Never looked into: photos, drawings, code, and the free text a person wrote about themselves. */
const NEVER_READ = 'img, picture, video, svg, iframe, script, style, noscript, template, [data-anonymize="person-blurb"], [data-anonymize="headshot-photo"]';

/**
 * A copy of a row holding only what a person can see. It belongs to an inert document: nothing of it loads or runs, and the page
 * itself is left as it is.
 */
export function visibleCopy(row: Element, source: PageSource): Element {
  const inert = source.document.implementation.createHTMLDocument('');
  return copyInto(inert, row, source);
}

function copyInto(inert: Document, element: Element, source: PageSource): Element {
  const copy = inert.importNode(element, false);
  for (const node of element.childNodes) {
    if (node.nodeType === node.TEXT_NODE) copy.append(node.nodeValue ?? '');
    else if (node.nodeType === node.ELEMENT_NODE && isReadable(node as Element, source)) copy.append(copyInto(inert, node as Element, source));
  }
  return copy;
}

const isReadable = (element: Element, source: PageSource): boolean => !element.matches(NEVER_READ) && isRendered(element, source);
