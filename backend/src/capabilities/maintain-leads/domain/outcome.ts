/** What a sighting did to a lead, read from the events that its command left in the lead's stream. */
import type { LeadEvent } from '../../../../../event-schemas/src/lead/events';

export type LeadOutcome = 'accepted' | 'merged' | 'unchanged' | 'conflict';

export function outcomeOf(types: readonly LeadEvent['type'][]): LeadOutcome {
  if (types.includes('IdentityConflictFound')) return 'conflict';
  if (types.includes('LeadRecorded')) return 'accepted';
  return types.includes('LeadSeenAgain') ? 'merged' : 'unchanged';
}
