import type { Location } from '@angular/common';

/** Of nobody: only whether an address stays on it matters. */
const ORIGIN = 'http://dashboard.invalid';

/** Where the person wanted to go before signing in, as the guard left it in the history entry; never another site. */
export function wantedAddress(location: Location): string {
  const state: unknown = location.getState();
  const wanted = typeof state === 'object' && state !== null && 'wanted' in state ? state.wanted : null;
  return (typeof wanted === 'string' ? pageAt(wanted) : null) ?? '/leads';
}

/** Read as a browser reads it, to which a backslash is a slash and a tab is nothing. */
function pageAt(wanted: string): string | null {
  if (!wanted.startsWith('/') || !URL.canParse(wanted, ORIGIN)) return null;
  const { origin, pathname, search, hash } = new URL(wanted, ORIGIN);
  return origin === ORIGIN && !pathname.startsWith('//') ? `${pathname}${search}${hash}` : null;
}
