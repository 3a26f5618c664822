// "1 yr 11 mos in role" and "3 years in company" stand in one element and are welded when read as one text.
const PERIOD = /(?:(less than (?:a|1) year)|(?:(\d{1,2})\s*(?:years?|yrs?)\b)?\s*(?:(\d{1,2})\s*(?:months?|mos?)\b)?)\s*in (role|company)/giu;

export interface Tenure {
  readonly role: string | null;
  readonly company: string | null;
}

/** Both periods in one spelling, such as `1 year 11 months`. A language not known: null, never a guess. */
export function tenureIn(text: string | null): Tenure {
  const found: { role: string | null; company: string | null } = { role: null, company: null };
  for (const [, under, years, months, of] of (text ?? '').matchAll(PERIOD)) {
    const period = under === undefined ? [amount(years, 'year'), amount(months, 'month')].filter((part) => part !== null).join(' ') : 'less than a year';
    if (period !== '') found[of?.toLowerCase() === 'role' ? 'role' : 'company'] = period;
  }
  return found;
}

const amount = (count: string | undefined, unit: string): string | null =>
  count === undefined ? null : `${String(Number(count))} ${unit}${Number(count) === 1 ? '' : 's'}`;
