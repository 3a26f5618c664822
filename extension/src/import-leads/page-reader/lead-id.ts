// The id of a lead ends at the first comma: what follows belongs to the session, and the query to the search.
const ID = /^[A-Za-z0-9_-]{1,120}$/u;
const URN = /^urn:li:fs_salesProfile:\(([^,()]*)[,)]/u;

const valid = (id: string | undefined): string | null => (id !== undefined && ID.test(id) ? id : null);

export const idOfUrn = (urn: string | null): string | null => valid(URN.exec(urn ?? '')?.[1]);

export function idOfLink(href: string | null): string | null {
  const url = pathOf(href);
  return valid(/^\/sales\/lead\/([^,/?#]*)/u.exec(url ?? '')?.[1]);
}

export const isOutOfNetworkLink = (href: string | null): boolean => /^\/sales\/lead\/[^,]*,OUT_OF_NETWORK/u.test(pathOf(href) ?? '');

/** Not the public profile: `/in/` addresses live in another id space and are never built from this one. */
export const salesProfileUrlOf = (id: string): string => `https://www.linkedin.com/sales/lead/${id}`;

export const companyIdOfLink = (href: string | null): string | null => /^\/(?:sales\/)?company\/(\d{1,40})(?:\/|$)/u.exec(pathOf(href) ?? '')?.[1] ?? null;

/** Only as shown on the page. */
export function publicProfileUrlOf(href: string | null): string | null {
  const slug = /^\/in\/([^/?#,]{1,200})\/?$/u.exec(pathOf(href) ?? '')?.[1];
  return slug === undefined ? null : `https://www.linkedin.com/in/${slug}`;
}

function pathOf(href: string | null): string | null {
  if (href === null || !URL.canParse(href, 'https://www.linkedin.com')) return null;
  const url = new URL(href, 'https://www.linkedin.com');
  return url.hostname === 'www.linkedin.com' ? url.pathname : null;
}
