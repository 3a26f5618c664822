import { LEAD_SORTS, type LeadSort } from '../../../../event-schemas/src/http/maintain-leads';

export const DEFAULT_SORT: LeadSort = '-lastSeenAt';
export type SortedBy = 'fullName' | 'companyName' | 'lastSeenAt';

export const sortOf = (text: string | null): LeadSort => LEAD_SORTS.find((sort) => sort === text) ?? DEFAULT_SORT;

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
