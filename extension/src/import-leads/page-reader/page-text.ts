// Text of a page is hostile until cleaned: it may hold markup, control characters and direction overrides.

const CONTROL = /\p{Cc}/gu;
const LONE_SURROGATE = /\p{Cs}/gu;
/** Direction overrides and isolates can make a name read as another; marks that scripts need (joiners, LRM, RLM) stay. */
const OVERRIDE = /[\u202A-\u202E\u2066-\u2069\uFEFF\u00AD]/gu;

export const cleanText = (raw: string): string =>
  raw.normalize('NFC').replace(OVERRIDE, '').replace(LONE_SURROGATE, '\uFFFD').replace(CONTROL, ' ').replace(/\s+/gu, ' ').trim();

/** Never part of a value: code, controls of the page, and words meant for screen readers only. */
const NOT_TEXT = 'script, style, noscript, template, button, [role="button"], [hidden], [aria-hidden="true"], .a11y-text, .visually-hidden';

/** Cleaned text of an element without the parts that are not its text; null when there is no such element. */
export function textOf(element: Element | null): string | null {
  if (element === null) return null;
  const parts: string[] = [];
  collect(element, parts);
  return cleanText(parts.join(' '));
}

function collect(element: Element, parts: string[]): void {
  for (const node of element.childNodes) {
    if (node.nodeType === node.TEXT_NODE) parts.push(node.nodeValue ?? '');
    else if (node.nodeType === node.ELEMENT_NODE && !(node as Element).matches(NOT_TEXT)) collect(node as Element, parts);
  }
}

/** Only the text that stands directly in the element, without its children. */
export function ownTextOf(element: Element): string {
  const own = [...element.childNodes].filter((node) => node.nodeType === node.TEXT_NODE);
  return cleanText(own.map((node) => node.nodeValue ?? '').join(' '));
}

/** A count such as `93 results`, `2,345` or `1.2K+`; null when there is none. */
export function countIn(text: string | null): number | null {
  const match = /(\d{1,3}(?:[.,\u00A0\u202F' ]\d{3})+|\d+)(?:[.,](\d))?\s*([KM])?/iu.exec(text ?? '');
  if (match?.[1] === undefined) return null;
  const whole = Number(match[1].replace(/\D/gu, ''));
  const scale = match[3] === undefined ? 1 : match[3].toUpperCase() === 'K' ? 1_000 : 1_000_000;
  return Math.round((whole + Number(match[2] ?? 0) / 10) * scale);
}
