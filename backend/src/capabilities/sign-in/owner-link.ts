/** The way back in for somebody who sits at the machine: the link that a mail would carry. */
import type { Db } from 'mongodb';
import type { LookupTokens } from '../../platform/sealing/lookup-tokens';
import type { Clock } from '../../platform/time-and-ids/clock';
import type { Ids } from '../../platform/time-and-ids/ids';
import { resetLink } from './notices/mail-texts';
import { CredentialStore } from './secrets/credentials';
import { ResetTokens } from './secrets/one-time-tokens';

export interface OwnerLinkParts {
  readonly vault: Db;
  readonly tokens: LookupTokens;
  readonly clock: Clock;
  readonly ids: Ids;
  /** Public address of the installation. */
  readonly origin: string;
}

/** For the account of the address, or for the one that set the installation up. Null when there is none. */
export async function ownerResetLink({ vault, tokens, clock, ids, origin }: OwnerLinkParts, email: string | null): Promise<string | null> {
  const credentials = new CredentialStore(vault, tokens, clock, ids);
  await credentials.prepare();
  const accountId = email === null ? await credentials.founder() : ((await credentials.find(email))?.accountId ?? null);
  return accountId === null ? null : resetLink(origin, await new ResetTokens(vault, clock).issue(accountId));
}
