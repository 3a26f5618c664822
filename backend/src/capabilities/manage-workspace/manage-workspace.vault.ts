/** What the vault keeps of this capability and hangs on a secret of the key folder. */
import type { StoredTokens } from '../../platform/sealing/renew-tokens';
import { API_KEY_SEEDS, API_KEY_TOKENS } from './api-keys/api-key-secrets';
import { INVITATION_TOKENS } from './invitations/invitation-links';
import { PAIRINGS } from './pairing/pairings';

export const manageWorkspaceTokens: StoredTokens = { places: [...INVITATION_TOKENS, API_KEY_TOKENS], passing: [PAIRINGS, API_KEY_SEEDS] };
