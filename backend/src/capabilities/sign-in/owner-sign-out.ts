/** How somebody who sits at the machine puts an account out of every device, when its owner cannot. */
import type { DeciderRunner } from '../../platform/decider/decider-runner';
import type { SessionFamilies } from '../../platform/identity/session-families';
import { accountContext } from './account/contexts';
import { account, accountStream } from './domain/account';
import type { OwnerLinkParts } from './owner-link';
import { CredentialStore } from './secrets/credentials';

export interface OwnerSignOutParts extends Omit<OwnerLinkParts, 'origin'> {
  readonly families: SessionFamilies;
  readonly runner: DeciderRunner;
}

/** The vault first: killed between the two, the sessions are over all the same. Paired browsers stay. False when no account has the address. */
export async function ownerSignOut({ vault, tokens, clock, ids, families, runner }: OwnerSignOutParts, email: string): Promise<boolean> {
  const found = await new CredentialStore(vault, tokens, clock, ids).find(email);
  if (found === null) return false;
  await families.endAccount(found.accountId, null);
  const facts = { correlationId: ids.next(), idempotencyKey: null, userAgent: '', address: '' };
  const context = { ...accountContext(found.accountId, facts, ids.next(), clock.now()), actor: null, surface: 'system' } as const;
  await runner.run(account, accountStream(found.accountId), { kind: 'EndSessions', except: null }, context);
  return true;
}
