import { LEAD_SORTS, type LeadSort } from '../../../../event-schemas/src/http/maintain-leads';

export const DEFAULT_SORT: LeadSort = '-lastSeenAt';
export type SortedBy = 'fullName' | 'companyName' | 'lastSeenAt';

/** The orders that tell nothing of a personal field, for somebody who sees those masked. */
const UNTELLING: readonly LeadSort[] = LEAD_SORTS.filter((sort) => sort.endsWith('lastSeenAt'));

export const sortsOf = (masked: boolean): readonly LeadSort[] => (masked ? UNTELLING : LEAD_SORTS);

export const sortOf = (text: string | null, sorts: readonly LeadSort[] = LEAD_SORTS): LeadSort => sorts.find((sort) => sort === text) ?? DEFAULT_SORT;

/** What `aria-sort` says of a column. */
export const directionOf = (sort: LeadSort, column: SortedBy): 'ascending' | 'descending' | 'none' => {
  if (sort === column) return 'ascending';
  return sort === `-${column}` ? 'descending' : 'none';
};

/** The order after a click on a column heading: names begin at A, instants at the newest. */
export function toggled(sort: LeadSort, column: SortedBy): LeadSort {
  const direction = directionOf(sort, column);
  if (direction === 'none') return column === 'lastSeenAt' ? '-lastSeenAt' : column;
  return direction === 'ascending' ? `-${column}` : column;
}
