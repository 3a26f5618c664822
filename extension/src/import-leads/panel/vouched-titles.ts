import type { PageReading } from '../page-reader/reading';

/** Ends the rule of a title that a person vouched for, so that whoever asks where it came from sees that too. */
const VOUCHED = '.vouched';

/** The reading as the person confirmed it: nothing in doubt, and every title marked as vouched for. */
export const withVouchedTitles = (reading: PageReading): PageReading => ({
  ...reading,
  repeatedTitle: null,
  rows: reading.rows.map((row) =>
    row.title === null
      ? row
      : { ...row, fieldRules: row.fieldRules.map(({ field, rule }) => ({ field, rule: field === 'title' ? `${rule}${VOUCHED}` : rule })) },
  ),
});
