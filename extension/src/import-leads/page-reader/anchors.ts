// What the page can be recognised by. Generated ids and hashed classes change per release and are never used.
export const RESULTS_CONTAINER = '#search-results-container';
export const SALES_PROFILE_URN = '[data-scroll-into-view^="urn:li:fs_salesProfile:("]';
export const LEAD_CARD = '[data-x-search-result="LEAD"]';
export const ANY_CARD = '[data-x-search-result]';
export const PERSON_NAME = '[data-anonymize="person-name"]';
export const LEAD_LINK = 'a[href*="/sales/lead/"]';
export const TOTAL = '[data-x-search-total-results], .artdeco-spotlight-tab-label-count, .search-results__total';
