/** One lead: the profile as far as it is known, and the reviews that it needs. */
import { codeOfField } from '../../../../../event-schemas/src/lead/field-codes';
import type { LeadEvent, NewLeadEvent } from '../../../../../event-schemas/src/lead/events';
import { accept, reject, type Decider, type Decision, type Recorded } from '../../../platform/decider/decider';

export const leadStream = (leadId: string): string => `lead-${leadId}`;

type LeadRecorded = Extract<NewLeadEvent, { type: 'LeadRecorded' }>;
type ConflictFound = Extract<NewLeadEvent, { type: 'IdentityConflictFound' }>['clear'];

export type Profile = LeadRecorded['personal']['lead'];

/** Here `field` of a field rule is a name of the profile, such as `fullName`. */
export interface RecordLead extends Readonly<LeadRecorded['clear']> {
  readonly kind: 'RecordLead';
  readonly profile: Profile;
  /** Identifiers of the row that another lead owns. */
  readonly conflicts: readonly Pick<ConflictFound, 'otherLeadId' | 'tokenType'>[];
}

export type LeadRejection = 'LeadNotReadable';

export type LeadState =
  | { readonly status: 'unknown' }
  /** `conflicts`: those already waiting for a review. */
  | { readonly status: 'recorded'; readonly profile: Profile; readonly conflicts: readonly string[] }
  /** Its key is gone: nothing can be compared and nothing may be added. */
  | { readonly status: 'unreadable' };

/** Null means "not shown this time", so it never takes the place of a known value. */
const overlay = (known: Profile, seen: Profile): Profile => ({
  ...known,
  ...Object.fromEntries(Object.entries(seen).filter(([, value]) => value !== null)),
});

const conflictKey = ({ otherLeadId, tokenType }: Pick<ConflictFound, 'otherLeadId' | 'tokenType'>): string => `${tokenType}/${otherLeadId}`;

const evolve = (state: LeadState, event: Recorded<LeadEvent>): LeadState => {
  switch (event.type) {
    case 'LeadRecorded': {
      const profile = event.personal.lead;
      return profile === undefined ? { status: 'unreadable' } : { status: 'recorded', profile, conflicts: [] };
    }
    case 'LeadSeenAgain': {
      const seen = event.personal.lead;
      if (seen === undefined) return { status: 'unreadable' };
      return state.status === 'recorded' ? { ...state, profile: overlay(state.profile, seen) } : state;
    }
    case 'IdentityConflictFound':
      return state.status === 'recorded' ? { ...state, conflicts: [...state.conflicts, conflictKey(event.clear)] } : state;
  }
};

/** Names of the given fields that differ from what is known. */
const changedFields = (known: Profile, seen: Profile): readonly string[] =>
  Object.entries(seen).flatMap(([field, value]) => (value !== null && value !== known[field as keyof Profile] ? [field] : []));

function decide(command: RecordLead, state: LeadState): Decision<NewLeadEvent, LeadRejection> {
  if (state.status === 'unreadable') return reject('LeadNotReadable');
  const { importId, pageNumber, layout, parserVersion, profile } = command;
  const fieldRules = command.fieldRules.map(({ field, rule }) => ({ field: codeOfField(field), rule }));
  const clear = { importId, pageNumber, layout, parserVersion, fieldRules };
  const personal = { lead: profile };
  const open = state.status === 'recorded' ? state.conflicts : [];
  const conflicts = command.conflicts
    .filter((conflict) => !open.includes(conflictKey(conflict)))
    .map((conflict): NewLeadEvent => ({ type: 'IdentityConflictFound', clear: { importId, ...conflict }, personal: {} }));
  if (state.status === 'unknown') return accept<NewLeadEvent>({ type: 'LeadRecorded', clear, personal }, ...conflicts);
  const changed = changedFields(state.profile, profile).map(codeOfField);
  const seenAgain: readonly NewLeadEvent[] = changed.length === 0 ? [] : [{ type: 'LeadSeenAgain', clear: { ...clear, changed }, personal }];
  return accept<NewLeadEvent>(...seenAgain, ...conflicts);
}

export const leadDecider: Decider<LeadState, RecordLead, LeadEvent, NewLeadEvent, LeadRejection> = {
  category: 'lead',
  initial: { status: 'unknown' },
  evolve,
  decide,
  reads: 'opened',
};
