import type { Metadata } from '../../../../event-schemas/src/envelope/metadata';
import type { CommandContext } from '../decider/command-context';
import type { RequestFacts } from '../http/request-facts';
import type { OwnPrincipal } from './principal';

/** Why the command is allowed to handle personal data; each capability has its own answer. */
export type Grounds = Pick<Metadata, 'purpose' | 'basis' | 'source'>;

const SURFACE = { account: 'dashboard', browser: 'extension', 'api-key': 'api' } as const;

/** The context of a command that somebody signed in, or a paired browser, asked for. */
export function commandContext(
  { kind, accountId, workspaceId }: Pick<OwnPrincipal, 'kind' | 'accountId' | 'workspaceId'>,
  facts: RequestFacts,
  commandId: string,
  occurredAt: string,
  grounds: Grounds,
): CommandContext {
  return {
    commandId,
    correlationId: facts.correlationId,
    causationId: null,
    workspaceId,
    actor: accountId,
    surface: SURFACE[kind],
    ...grounds,
    occurredAt,
  };
}
