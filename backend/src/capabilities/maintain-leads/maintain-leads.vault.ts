/** What the vault keeps of this capability and hangs on a secret of the key folder. */
import type { StoredTokens } from '../../platform/sealing/renew-tokens';
import { IDENTITY_TOKENS } from './identity/identity-index';

export const maintainLeadsTokens: StoredTokens = { places: [IDENTITY_TOKENS], passing: [] };
