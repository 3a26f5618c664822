import type { Location } from '@angular/common';

/** Where the person wanted to go before signing in, as the guard left it in the history entry; never another site. */
export function wantedAddress(location: Location): string {
  const state: unknown = location.getState();
  const wanted = typeof state === 'object' && state !== null && 'wanted' in state ? state.wanted : null;
  return typeof wanted === 'string' && /^\/(?!\/)/.test(wanted) ? wanted : '/leads';
}
