// Where a card of layout A shows each field. Order is preference; attributes first, words never.
import { LEAD_LINK, PERSON_NAME, SALES_PROFILE_URN } from './anchors';
import { degreeIn } from './degree';
import { fieldReader, type FieldReader } from './field-rules';
import { companyIdOfLink, idOfLink, idOfUrn, publicProfileUrlOf } from './lead-id';
import { ownTextOf, textOf } from './page-text';
import { tenureIn } from './tenure';

const SUBTITLE = '.artdeco-entity-lockup__subtitle';
/** On cards `job-title` holds how long, not what: the title is the attribute `title`. In tables it is the other way round. */
const TENURE = '[data-anonymize="job-title"]';
const COMPANY = '[data-anonymize="company-name"]';
const COMPANY_LINK = 'a[href*="/sales/company/"], a[href*="/company/"]';

type Read = (row: Element) => string | null;
const text =
  (selector: string): Read =>
  (row) =>
    textOf(row.querySelector(selector));
const first = (row: Element, selector: string, accept: (element: Element) => boolean): Element | null =>
  [...row.querySelectorAll(selector)].find(accept) ?? null;
const href = (element: Element | null): string | null => element?.getAttribute('href') ?? null;
const isCompanyLink = (link: Element): boolean => companyIdOfLink(href(link)) !== null;

/** The company of a person without a company page is a bare text beside the title, behind a middle dot. */
function bareCompany(row: Element): string | null {
  const subtitle = row.querySelector(SUBTITLE);
  if (subtitle?.querySelector('.separator--middot, [class*="separator"]') === null || subtitle === null) return null;
  return ownTextOf(subtitle).replace(/^[·•|\s]+|[·•|\s]+$/gu, '');
}

/** Only a link that leads to a company counts: the nearest link may be the person's. */
const companyId: Read = (row) => companyIdOfLink(href(first(row, COMPANY_LINK, isCompanyLink)));
const publicProfile: Read = (row) => publicProfileUrlOf(href(first(row, 'a[href*="/in/"]', (link) => publicProfileUrlOf(href(link)) !== null)));
const tenure =
  (of: 'role' | 'company'): Read =>
  (row) => {
    const element = row.querySelector(TENURE);
    return element === null ? null : (tenureIn(textOf(element))[of] ?? '');
  };
const degree: Read = (row) => {
  const shown = textOf(row.querySelector('.artdeco-entity-lockup__degree'));
  return shown === null ? null : (degreeIn(shown) ?? '');
};

export const nameReader = fieldReader('fullName', 'a.full-name', 300, [
  text(PERSON_NAME),
  text('a[data-view-name="search-results-lead-name"]'),
  text('a[data-control-name="view_lead_panel_via_search_lead_name"]'),
]);

export const idReader = fieldReader('salesProfileId', 'a.sales-profile-id', 120, [
  (row) => idOfUrn(ofSelfOrInside(row, SALES_PROFILE_URN)?.getAttribute('data-scroll-into-view') ?? null),
  (row) => idOfLink(href(row.querySelector('a[data-view-name="search-results-lead-name"]'))),
  (row) => idOfLink(href(row.querySelector(LEAD_LINK))),
]);

export const optionalReaders = [
  fieldReader('title', 'a.title', 500, [text(`${SUBTITLE} [data-anonymize="title"]`), text('[data-anonymize="title"]')]),
  fieldReader('companyName', 'a.company-name', 300, [
    text(`a${COMPANY}`),
    text(COMPANY),
    text('a[data-view-name="search-results-lead-company-name"]'),
    (row) => textOf(first(row, COMPANY_LINK, isCompanyLink)),
    bareCompany,
  ]),
  fieldReader('companyId', 'a.company-id', 40, [companyId]),
  fieldReader('location', 'a.location', 300, [text('[data-anonymize="location"]')]),
  fieldReader('degree', 'a.degree', 20, [degree]),
  fieldReader('tenureInRole', 'a.tenure-in-role', 60, [tenure('role')]),
  fieldReader('tenureInCompany', 'a.tenure-in-company', 60, [tenure('company')]),
  fieldReader('publicProfileUrl', 'a.public-profile-url', 300, [publicProfile]),
] as const satisfies readonly FieldReader[];

export function ofSelfOrInside(row: Element, selector: string): Element | null {
  return row.matches(selector) ? row : row.querySelector(selector);
}

/** The urn and the link of one card must name the same lead; a row caught while it is exchanged does not. */
export function idsDisagree(row: Element): boolean {
  const urn = idOfUrn(ofSelfOrInside(row, SALES_PROFILE_URN)?.getAttribute('data-scroll-into-view') ?? null);
  const link = idOfLink(href(row.querySelector('a[data-view-name="search-results-lead-name"]') ?? row.querySelector(LEAD_LINK)));
  return urn !== null && link !== null && urn !== link;
}
