import type { ImportRow } from '../../../../event-schemas/src/http/import-leads';
import { placeOf, type ResultsPlace } from './address';
import { RESULTS_CONTAINER, TOTAL } from './anchors';
import { layoutsOn } from './detect-layout';
import { readRowOfLayoutA, rowsOfLayoutA } from './layout-a';
import { countIn, textOf } from './page-text';
import type { PageSource } from './page-source';
import { fault, type PageFault, type Reading, type Refused } from './reading';
import { countOf, expectedRows, repeatedTitle, yieldFault } from './yield';

/** Reads what a person sees on the page, once. Changes nothing, requests nothing. */
export function readPage(source: PageSource): Reading {
  const place = placeOf(source.address);
  if (place.kind === 'fault') return place;
  const [strongest, next] = layoutsOn(source.document);
  if (strongest === undefined) return pageWithoutRows(source.document);
  const found = [strongest, ...(next === undefined ? [] : [next])].map(({ layout }) => layout);
  if (strongest.layout !== 'A') return fault('unsupported-layout', found.slice(0, 1));
  if (strongest.rows === next?.rows) return fault('unsupported-layout', found);
  return readCards(source, place);
}

/** Nothing to recognise: named as far as the page shows without reading it. */
function pageWithoutRows(page: Document): PageFault {
  if (page.querySelector('form[action*="/checkpoint/"], [id*="captcha"]') !== null) return fault('challenge');
  if (page.querySelector('input[type="password"]') !== null) return fault('signed-out');
  const container = page.querySelector(RESULTS_CONTAINER);
  if (container === null) return fault(page.querySelector('form') === null ? 'not-ready' : 'no-licence');
  const total = totalOf(page);
  if (total !== null && total > 0) return fault('no-rows-but-total');
  return fault(total === 0 ? 'no-results' : 'not-ready');
}

function readCards(source: PageSource, place: ResultsPlace): Reading {
  const elements = rowsOfLayoutA(source);
  const total = totalOf(source.document);
  if (elements.length === 0) return fault(total === 0 ? 'no-results' : 'no-rows-but-total');
  const results = elements.map((element, index) => readRowOfLayoutA(element, index + 1, source));
  const rows: readonly ImportRow[] = results.flatMap((result) => (result.kind === 'row' ? [result.row] : []));
  const refused = counted(results.flatMap((result) => (result.kind === 'refused' ? [result.reason] : [])));
  const rendered = elements.length - countOf(refused, 'not-filled');
  const unbelievable = yieldFault({ rows, refused, rendered });
  if (unbelievable !== null) return fault(unbelievable);
  const { pageKind, pagePath, sourcePage } = place;
  return {
    kind: 'reading',
    layout: 'A',
    pageKind,
    pagePath,
    sourcePage,
    total,
    expected: expectedRows(total, sourcePage),
    rendered,
    seen: elements.length,
    rows,
    refused,
    repeatedTitle: repeatedTitle(rows),
  };
}

function counted(reasons: readonly Refused['reason'][]): readonly Refused[] {
  return [...new Set(reasons)].map((reason) => ({ reason, count: reasons.filter((other) => other === reason).length }));
}

function totalOf(page: Document): number | null {
  const element = page.querySelector(TOTAL);
  return countIn(element?.getAttribute('data-x-search-total-results') ?? null) ?? countIn(textOf(element));
}
