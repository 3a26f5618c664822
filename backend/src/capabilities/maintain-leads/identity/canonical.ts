/** One spelling per identifier, so that two pages that show the same person give the same token. */

/** What follows the first comma belongs to a session, not to the person. Letters keep their case: it is part of the id. */
export const canonicalSalesProfileId = (salesProfileId: string): string => (salesProfileId.split(',', 1)[0] ?? '').trim();

const SLUG = /^https:\/\/[a-z.]*linkedin\.com\/in\/([^/?#]+)/i;

/** The last part of a public profile address in lower case, or null when the address is none. */
export function canonicalSlug(publicProfileUrl: string): string | null {
  const slug = SLUG.exec(publicProfileUrl)?.[1];
  return slug === undefined ? null : decoded(slug).normalize('NFC').toLowerCase();
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
