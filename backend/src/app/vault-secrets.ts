/** What in the vault hangs on which secret of the key folder, and how it comes under another one. For a vault that nobody uses meanwhile. */
import type { Db } from 'mongodb';
import { IDENTITY_TOKENS } from '../capabilities/maintain-leads/identity/identity-index';
import { API_KEY_SEEDS, API_KEY_TOKENS } from '../capabilities/manage-workspace/api-keys/api-key-secrets';
import { INVITATION_TOKENS } from '../capabilities/manage-workspace/invitations/invitation-links';
import { PAIRINGS } from '../capabilities/manage-workspace/pairing/pairings';
import { resealSeeds } from '../capabilities/sign-in/secrets/authenticator-apps';
import { CREDENTIAL_TOKENS } from '../capabilities/sign-in/secrets/credentials';
import { RECOVERY_CODE_TOKENS } from '../capabilities/sign-in/secrets/recovery-codes';
import { SECOND_FACTOR_KEYS, SeedBox } from '../capabilities/sign-in/secrets/seed-box';
import { SIGN_IN_ATTEMPTS } from '../capabilities/sign-in/secrets/sign-in-attempts';
import { MAIL_KEYS, mailBox, resealMails } from '../platform/mail/mail-queue';
import { FileKeyProvider } from '../platform/sealing/file-key-provider';
import { keysOf } from '../platform/sealing/key-series';
import { lookupTokens } from '../platform/sealing/lookup-tokens';
import { needsRenewal, renewTokens, type StoredTokens } from '../platform/sealing/renew-tokens';
import { rewrapKeys } from '../platform/sealing/rewrap-keys';

/** A new place for lookup tokens is added here, or nothing in it is found after `npm run secrets -- rotate lookup`. */
export const LOOKUP_TOKENS: StoredTokens = {
  places: [IDENTITY_TOKENS, ...CREDENTIAL_TOKENS, RECOVERY_CODE_TOKENS, ...INVITATION_TOKENS, API_KEY_TOKENS],
  passing: [SIGN_IN_ATTEMPTS, PAIRINGS, API_KEY_SEEDS],
};

/** Each answers how many things there are, all of them under the newest key file when it resolves. */
export const vaultSecrets = {
  wrapping: (vault: Db, keyFolder: string): Promise<number> => rewrapKeys(vault, new FileKeyProvider(keyFolder)),
  mail: (vault: Db, keyFolder: string): Promise<number> => resealMails(vault, mailBox(keysOf(keyFolder, MAIL_KEYS))),
  secondFactors: (vault: Db, keyFolder: string): Promise<number> => resealSeeds(vault, new SeedBox(keysOf(keyFolder, SECOND_FACTOR_KEYS))),
  lookup: (vault: Db, keyFolder: string): Promise<number> => renewTokens(vault, lookupTokens(keyFolder), LOOKUP_TOKENS),
} as const;

/** The newest key file waits for its tokens to be renewed. */
export const lookupIsBehind = (vault: Db, keyFolder: string): Promise<boolean> => needsRenewal(vault, lookupTokens(keyFolder));
