// "1 yr 11 mos in role" and "3 years in company" stand in one element and are welded when read as one text.
const PERIOD = /(?:(less than (?:a|1) year)|(?:(\d{1,2}) ?(?:years?|yrs?)\b)? ?(?:(\d{1,2}) ?(?:months?|mos?)\b)?) ?in (role|company)/giu;
/** Made one space each before the periods are looked for: a page full of spaces would take minutes otherwise. */
const SPACES = /\s+/gu;

export interface Tenure {
  readonly role: string | null;
  readonly company: string | null;
}

/** Both periods in one spelling, such as `1 year 11 months`. A language not known: null, never a guess. */
export function tenureIn(text: string | null): Tenure {
  const found: { role: string | null; company: string | null } = { role: null, company: null };
  for (const [, under, years, months, of] of (text ?? '').replaceAll(SPACES, ' ').matchAll(PERIOD)) {
    const period = under === undefined ? [amount(years, 'year'), amount(months, 'month')].filter((part) => part !== null).join(' ') : 'less than a year';
    if (period !== '') found[of?.toLowerCase() === 'role' ? 'role' : 'company'] = period;
  }
  return found;
}

const amount = (count: string | undefined, unit: string): string | null =>
  count === undefined ? null : `${String(Number(count))} ${unit}${Number(count) === 1 ? '' : 's'}`;
