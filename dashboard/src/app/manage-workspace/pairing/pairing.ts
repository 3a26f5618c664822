import type { PairedBrowser } from '../../../../../event-schemas/src/http/manage-workspace';

const STATE = /^[A-Za-z0-9_-]{43}$/;

/** The random state out of the fragment of a pairing link; null when the link is not complete. */
export function stateOfFragment(fragment: string | null): string | null {
  const state = new URLSearchParams(fragment ?? '').get('state');
  return state !== null && STATE.test(state) ? state : null;
}

export const secondsLeft = (expiresAt: string, nowMs: number): number => Math.max(0, Math.ceil((Date.parse(expiresAt) - nowMs) / 1000));

/** The browser that was paired after the code was made, if the listing has one that it had not before. */
export const newcomer = (before: ReadonlySet<string>, now: readonly PairedBrowser[]): PairedBrowser | null =>
  now.find(({ id, status }) => status === 'active' && !before.has(id)) ?? null;
