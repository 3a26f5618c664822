/** The address, if it is one of LinkedIn's over https; null for anything else, because it was read from a page. */
export function linkedInAddress(value: string | null): string | null {
  if (value === null || !URL.canParse(value)) return null;
  const { protocol, hostname, href } = new URL(value);
  return protocol === 'https:' && (hostname === 'linkedin.com' || hostname.endsWith('.linkedin.com')) ? href : null;
}
