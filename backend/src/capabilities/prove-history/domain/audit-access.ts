/** One look at what is masked: who asked for which lead, and why. A stream for each, so that none waits for another. */
import type { AuditAccessEvent, NewAuditAccessEvent } from '../../../../../event-schemas/src/audit-access/events';
import { accept, type Decider } from '../../../platform/decider/decider';

export const auditAccessStream = (accessId: string): string => `audit-access-${accessId}`;

export interface UnmaskLead {
  readonly kind: 'UnmaskLead';
  readonly leadId: string;
  readonly accountId: string;
  readonly reason: string;
}

export interface AuditAccessState {
  readonly recorded: boolean;
}

export const auditAccess: Decider<AuditAccessState, UnmaskLead, AuditAccessEvent, NewAuditAccessEvent, never> = {
  category: 'audit-access',
  reads: 'clear',
  initial: { recorded: false },
  evolve: () => ({ recorded: true }),
  decide: ({ leadId, accountId, reason }, { recorded }) =>
    recorded ? accept() : accept({ type: 'LeadUnmasked', clear: { leadId, accountId }, personal: { account: { reason } } }),
};
