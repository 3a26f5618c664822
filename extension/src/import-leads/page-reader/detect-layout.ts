// A page is judged by how many rows carry the anchors of each layout, never by one class or attribute alone.
import { RESULTS_CONTAINER, SALES_PROFILE_URN } from './anchors';

export type KnownLayout = 'A' | 'B' | 'C' | 'D';

export interface LayoutScore {
  readonly layout: KnownLayout;
  readonly rows: number;
}

const within = (selector: string): string => `${RESULTS_CONTAINER} ${selector}`;
const distinct = (elements: readonly (Element | null)[]): number => new Set(elements.filter((element) => element !== null)).size;

const counters: Readonly<Record<KnownLayout, (page: Document) => number>> = {
  A: (page) =>
    distinct(
      [...page.querySelectorAll(`${within('[data-x-search-result="LEAD"]')}, ${within('li [data-anonymize="person-name"]')}`)].map(
        (anchor) => anchor.closest('li') ?? anchor,
      ),
    ),
  B: (page) => page.querySelectorAll('tr[data-x--people-list--row]').length,
  C: (page) => distinct([...page.querySelectorAll(within(SALES_PROFILE_URN))].filter(isReducedCard)),
  D: (page) => page.querySelectorAll('.search-results__result-item, .result-lockup__name').length,
};

function isReducedCard(card: Element): boolean {
  const row = card.closest('li') ?? card;
  const isCard =
    row.querySelector('[data-anonymize]') !== null || row.matches('[data-x-search-result]') || row.querySelector('[data-x-search-result]') !== null;
  return !isCard && row.querySelector('span.a11y-text') !== null;
}

/** Layouts found on the page, strongest first; the first is the answer unless the second is as strong. */
export function layoutsOn(page: Document): readonly LayoutScore[] {
  const scores = (Object.keys(counters) as KnownLayout[]).map((layout) => ({ layout, rows: counters[layout](page) }));
  return scores.filter((score) => score.rows > 0).sort((left, right) => right.rows - left.rows);
}
