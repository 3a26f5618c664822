import type { ApiKey } from '../../../../../event-schemas/src/http/api-keys';
import { API_KEY_MARK } from '../../../platform/identity/api-keys';

/** What is recorded about a key. */
export interface RecordedApiKey extends Pick<ApiKey, 'name' | 'scopes' | 'accountId' | 'createdAt' | 'expiresAt' | 'olderSecretUntil'> {
  readonly status: 'active' | 'revoked';
}

/** How every secret of the key begins. */
export const prefixOf = (keyId: string): string => `${API_KEY_MARK}${keyId.slice(0, 8)}`;

/** The key as it is to be seen now. */
export function shownApiKey(id: string, recorded: RecordedApiKey, createdBy: string, lastUsedAt: string | null, now: string): ApiKey {
  const { name, scopes, accountId, createdAt, expiresAt, olderSecretUntil, status } = recorded;
  const state = status === 'active' && expiresAt <= now ? 'expired' : status;
  const overlaps = state === 'active' && olderSecretUntil !== null && now < olderSecretUntil;
  return {
    id,
    name,
    prefix: prefixOf(id),
    scopes,
    accountId,
    createdBy,
    createdAt,
    expiresAt,
    lastUsedAt,
    state,
    olderSecretUntil: overlaps ? olderSecretUntil : null,
  };
}
