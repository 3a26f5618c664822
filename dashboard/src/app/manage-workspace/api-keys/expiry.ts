import type { ApiKey } from '../../../../../event-schemas/src/http/api-keys';

const DAY_MS = 86_400_000;
const SOON_DAYS = 7;

/** `expired` also where the listing was read before; null days while there is time enough. */
export interface Expiry {
  readonly state: ApiKey['state'];
  /** Days that are left, begun ones counted. */
  readonly soon: number | null;
}

export function expiryOf({ state, expiresAt }: ApiKey, nowMs: number): Expiry {
  if (state !== 'active') return { state, soon: null };
  const days = Math.ceil((Date.parse(expiresAt) - nowMs) / DAY_MS);
  if (days <= 0) return { state: 'expired', soon: null };
  return { state, soon: days <= SOON_DAYS ? days : null };
}
