import { afterEveryRender, Directive } from '@angular/core';

const HEADING = 'h1, h2, h3';

/**
 * When what had the focus inside is gone, such as a button after its act, the focus goes to the heading nearest above it instead of to the
 * top of the document: who uses a keyboard or a screen reader stays where they were.
 */
@Directive({ selector: '[lgKeepsFocus]', host: { '(focusin)': 'came($event)', '(focusout)': 'went($event)' } })
export class KeepsFocus {
  /** What had the focus last, and what it stood in, from the inside to the outside. */
  private trail: readonly Element[] = [];

  constructor() {
    afterEveryRender({ write: () => this.keep() });
  }

  protected came({ target }: FocusEvent): void {
    this.trail = target instanceof Element ? [target, ...around(target)] : [];
  }

  /** Whoever clicks on nothing wants no focus. Browsers tell the same of an element that they are about to take away. */
  protected went({ relatedTarget }: FocusEvent): void {
    if (relatedTarget !== null) return;
    const left = this.trail;
    queueMicrotask(() => {
      if (left === this.trail && left[0]?.isConnected === true && focusIsNowhere()) this.trail = [];
    });
  }

  private keep(): void {
    const [last, ...places] = this.trail;
    if (last === undefined || last.isConnected || !focusIsNowhere()) return;
    const heading = headingAbove(places.filter(({ isConnected }) => isConnected));
    heading?.setAttribute('tabindex', '-1');
    heading?.focus();
  }
}

const focusIsNowhere = (): boolean => document.activeElement === null || document.activeElement === document.body;

/** `places` from the inside to the outside; in the innermost nobody knows any more what stood above. */
function headingAbove(places: readonly Element[]): HTMLElement | undefined {
  const [innermost] = places;
  const own = innermost?.querySelector<HTMLElement>(HEADING);
  if (own) return own;
  return places.map((inner, depth) => headingsOf(places[depth + 1]).findLast((heading) => precedes(heading, inner))).find((found) => found !== undefined);
}

const headingsOf = (place: Element | undefined): readonly HTMLElement[] => [...(place?.querySelectorAll<HTMLElement>(HEADING) ?? [])];

const precedes = (heading: HTMLElement, place: Element): boolean => (place.compareDocumentPosition(heading) & Node.DOCUMENT_POSITION_PRECEDING) !== 0;

const around = ({ parentElement }: Element): readonly Element[] => (parentElement === null ? [] : [parentElement, ...around(parentElement)]);
