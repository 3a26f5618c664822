import type { CommandContext } from '../../../platform/decider/command-context';
import type { RequestFacts } from '../../../platform/http/request-facts';

/** Accounts belong to the installation, not to a workspace; nobody is signed in yet, so the account itself is the actor. */
export const accountContext = (accountId: string, facts: RequestFacts, commandId: string, occurredAt: string): CommandContext => ({
  commandId,
  correlationId: facts.correlationId,
  causationId: null,
  workspaceId: null,
  actor: accountId,
  surface: 'dashboard',
  purpose: 'security',
  basis: 'contract',
  source: 'user',
  occurredAt,
});
