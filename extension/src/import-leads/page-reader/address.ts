import type { PageKind } from '../../../../event-schemas/src/http/import-leads';
import { fault, type PageFault } from './reading';

export interface ResultsPlace {
  readonly kind: 'results';
  readonly pageKind: PageKind;
  readonly pagePath: string;
  readonly sourcePage: number;
}

const RESULTS_PER_SEARCH = 100;
const SIGNED_OUT = ['/login', '/uas', '/authwall', '/sales/login', '/signup'];
const CHALLENGE = ['/checkpoint'];
const NO_LICENCE = ['/premium', '/sales/contract-chooser', '/sales/checkout'];

/** Judges a page by its address alone, without reading it. */
export function placeOf(address: string): ResultsPlace | PageFault {
  const url = URL.canParse(address) ? new URL(address) : null;
  if (url?.protocol !== 'https:' || url.hostname !== 'www.linkedin.com') return fault('unsupported-page');
  const path = url.pathname.length > 1 ? url.pathname.replace(/\/+$/u, '') : url.pathname;
  const under = (prefixes: readonly string[]): boolean =>
    prefixes.some((prefix) => path === prefix || path.startsWith(`${prefix}/`) || path.startsWith(`${prefix}-`));
  if (under(SIGNED_OUT)) return fault('signed-out');
  if (under(CHALLENGE)) return fault('challenge');
  if (under(NO_LICENCE)) return fault('no-licence');
  const pageKind = pageKindOf(path);
  return pageKind === null ? fault('unsupported-page') : { kind: 'results', pageKind, pagePath: path, sourcePage: sourcePageOf(url) };
}

function pageKindOf(path: string): PageKind | null {
  if (path === '/sales/search/people') return 'people-search';
  return /^\/sales\/lists\/people\/[A-Za-z0-9_-]{1,64}$/u.test(path) ? 'people-list' : null;
}

function sourcePageOf(url: URL): number {
  const page = Number(url.searchParams.get('page') ?? '1');
  return Number.isInteger(page) && page >= 1 && page <= RESULTS_PER_SEARCH ? page : 1;
}
