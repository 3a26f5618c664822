/** What in the vault hangs on which secret of the key folder, and how it comes under another one. For a vault that nobody uses meanwhile. */
import type { Db } from 'mongodb';
import { maintainLeadsTokens } from '../capabilities/maintain-leads/maintain-leads.vault';
import { manageWorkspaceTokens } from '../capabilities/manage-workspace/manage-workspace.vault';
import { resealSecondFactors, signInTokens } from '../capabilities/sign-in/sign-in.vault';
import { MAIL_KEYS, mailBox, resealMails } from '../platform/mail/mail-queue';
import { FileKeyProvider } from '../platform/sealing/file-key-provider';
import { keysOf } from '../platform/sealing/key-series';
import { lookupTokens } from '../platform/sealing/lookup-tokens';
import { needsRenewal, renewTokens, type StoredTokens } from '../platform/sealing/renew-tokens';
import { rewrapKeys } from '../platform/sealing/rewrap-keys';

const TOKENS = [maintainLeadsTokens, signInTokens, manageWorkspaceTokens];

/** A new place for lookup tokens is added in its capability, or nothing in it is found after `npm run secrets -- rotate lookup`. */
export const LOOKUP_TOKENS: StoredTokens = { places: TOKENS.flatMap(({ places }) => places), passing: TOKENS.flatMap(({ passing }) => passing) };

/** Each answers how many things there are, all of them under the newest key file when it resolves. */
export const vaultSecrets = {
  wrapping: (vault: Db, keyFolder: string): Promise<number> => rewrapKeys(vault, new FileKeyProvider(keyFolder)),
  mail: (vault: Db, keyFolder: string): Promise<number> => resealMails(vault, mailBox(keysOf(keyFolder, MAIL_KEYS))),
  secondFactors: resealSecondFactors,
  lookup: (vault: Db, keyFolder: string): Promise<number> => renewTokens(vault, lookupTokens(keyFolder), LOOKUP_TOKENS),
} as const;

/** The newest key file waits for its tokens to be renewed. */
export const lookupIsBehind = (vault: Db, keyFolder: string): Promise<boolean> => needsRenewal(vault, lookupTokens(keyFolder));
