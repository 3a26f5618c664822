/** What the vault keeps of this capability and hangs on a secret of the key folder. */
import type { Db } from 'mongodb';
import { keysOf } from '../../platform/sealing/key-series';
import type { StoredTokens } from '../../platform/sealing/renew-tokens';
import { resealSeeds } from './secrets/authenticator-apps';
import { CREDENTIAL_TOKENS } from './secrets/credentials';
import { RECOVERY_CODE_TOKENS } from './secrets/recovery-codes';
import { SECOND_FACTOR_KEYS, SeedBox } from './secrets/seed-box';
import { SIGN_IN_ATTEMPTS } from './secrets/sign-in-attempts';

export { SECOND_FACTOR_KEYS };

export const signInTokens: StoredTokens = { places: [...CREDENTIAL_TOKENS, RECOVERY_CODE_TOKENS], passing: [SIGN_IN_ATTEMPTS] };

/** Answers how many seeds of authenticator apps there are, all of them under the newest key file. */
export const resealSecondFactors = (vault: Db, keyFolder: string): Promise<number> => resealSeeds(vault, new SeedBox(keysOf(keyFolder, SECOND_FACTOR_KEYS)));
