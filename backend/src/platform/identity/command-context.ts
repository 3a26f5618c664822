import type { Metadata } from '../../../../event-schemas/src/envelope/metadata';
import type { CommandContext } from '../decider/command-context';
import type { RequestFacts } from '../http/request-facts';
import type { Principal } from './principal';

/** Why the command is allowed to handle personal data; each capability has its own answer. */
export type Grounds = Pick<Metadata, 'purpose' | 'basis' | 'source'>;

/** The context of a command that somebody signed in, or a paired browser, asked for. */
export function commandContext(principal: Principal, facts: RequestFacts, commandId: string, occurredAt: string, grounds: Grounds): CommandContext {
  return {
    commandId,
    correlationId: facts.correlationId,
    causationId: null,
    workspaceId: principal.workspaceId,
    actor: principal.accountId,
    surface: principal.kind === 'browser' ? 'extension' : 'dashboard',
    ...grounds,
    occurredAt,
  };
}
