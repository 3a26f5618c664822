/** The address of a LeadGen, without path; null when it is not one. Plain http only on this computer. */
export function originOf(text: string): string | null {
  const withScheme = /^[a-z]+:\/\//iu.test(text.trim()) ? text.trim() : `http://${text.trim()}`;
  if (!URL.canParse(withScheme)) return null;
  const url = new URL(withScheme);
  const onThisComputer = url.hostname === '127.0.0.1' || url.hostname === 'localhost';
  return url.protocol === 'https:' || (url.protocol === 'http:' && onThisComputer) ? url.origin : null;
}
