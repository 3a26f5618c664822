/** One small document per lead: the row of the table, and what it is searched and sorted by. */
import type { Recorded } from '../../../../../event-schemas/src/envelope/metadata';
import type { LeadRow } from '../../../../../event-schemas/src/http/maintain-leads';
import type { ImportEvent } from '../../../../../event-schemas/src/import/events';
import type { LeadEvent } from '../../../../../event-schemas/src/lead/events';
import type { View, ViewDocument } from '../../../platform/projections/view';
import { folded } from './folded-text';
import { leadIdOf } from './lead-id';

export interface LeadsDocument extends ViewDocument, Omit<LeadRow, 'id'> {
  /** Newest first, at most 200: the imports that saw the lead. */
  readonly importIds: readonly string[];
  readonly search: string;
  readonly sortName: string;
  /** Empty when no company is known. */
  readonly sortCompany: string;
}

export type LeadsEvent = LeadEvent | Extract<ImportEvent, { type: 'ImportPageRecorded' }>;

const MOST_IMPORTS = 200;

type Profile = NonNullable<Extract<LeadEvent, { type: 'LeadRecorded' }>['personal']['lead']>;
type Shown = Pick<LeadsDocument, 'fullName' | 'title' | 'companyName' | 'location' | 'salesProfileUrl'>;

const shownOf = (profile: Profile, known: Shown | null): Shown => ({
  fullName: profile.fullName,
  title: profile.title ?? known?.title ?? null,
  companyName: profile.companyName ?? known?.companyName ?? null,
  location: profile.location ?? known?.location ?? null,
  salesProfileUrl: profile.salesProfileUrl,
});

const searchable = (shown: Shown): Pick<LeadsDocument, 'search' | 'sortName' | 'sortCompany'> => ({
  search: [shown.fullName, shown.title, shown.companyName, shown.location].map((text) => folded(text ?? '')).join('\n'),
  sortName: folded(shown.fullName),
  sortCompany: folded(shown.companyName ?? ''),
});

function recorded(event: Recorded<Extract<LeadEvent, { type: 'LeadRecorded' }>>): LeadsDocument | null {
  const profile = event.personal.lead;
  if (profile === undefined) return null;
  const { workspaceId, occurredAt } = event.metadata;
  const shown = shownOf(profile, null);
  const sightings = { firstSeenAt: occurredAt, lastSeenAt: occurredAt, timesSeen: 1, importIds: [event.clear.importId], needsReview: false };
  return { workspaceId, ...shown, ...sightings, ...searchable(shown) };
}

/** An import sees a lead at most once, so its id tells a new sighting from one that is already counted. */
function sighted(document: LeadsDocument, importId: string, at: string): LeadsDocument {
  if (document.importIds.includes(importId)) return document;
  const importIds = [importId, ...document.importIds].slice(0, MOST_IMPORTS);
  return { ...document, importIds, timesSeen: document.timesSeen + 1, lastSeenAt: at > document.lastSeenAt ? at : document.lastSeenAt };
}

function seenAgain(document: LeadsDocument, event: Recorded<Extract<LeadEvent, { type: 'LeadSeenAgain' }>>): LeadsDocument {
  const next = sighted(document, event.clear.importId, event.metadata.occurredAt);
  if (event.personal.lead === undefined) return next;
  const shown = shownOf(event.personal.lead, document);
  return { ...next, ...shown, ...searchable(shown) };
}

function apply(document: LeadsDocument | null, event: Recorded<LeadsEvent>): LeadsDocument | null {
  if (document === null) return event.type === 'LeadRecorded' ? recorded(event) : null;
  switch (event.type) {
    case 'LeadRecorded':
      return document;
    case 'LeadSeenAgain':
      return seenAgain(document, event);
    case 'IdentityConflictFound':
      return { ...sighted(document, event.clear.importId, event.metadata.occurredAt), needsReview: true };
    case 'ImportPageRecorded':
      return sighted(document, event.stream.slice('import-'.length), event.metadata.occurredAt);
  }
}

/** A page touches only the leads in which it changed nothing: the others have an event of their own. */
const route = (event: Recorded<LeadsEvent>): readonly string[] =>
  event.type === 'ImportPageRecorded' ? event.clear.outcomes.filter(({ outcome }) => outcome === 'unchanged').map(({ leadId }) => leadId) : [leadIdOf(event)];

export const leads: View<LeadsDocument, LeadsEvent> = {
  name: 'leads',
  version: 1,
  group: 'leads',
  reads: 'opened',
  types: ['LeadRecorded', 'LeadSeenAgain', 'IdentityConflictFound', 'ImportPageRecorded'],
  begins: ['LeadRecorded'],
  indexes: [
    { keys: { workspaceId: 1, lastSeenAt: 1, _id: 1 } },
    { keys: { workspaceId: 1, sortName: 1, _id: 1 } },
    { keys: { workspaceId: 1, sortCompany: 1, _id: 1 } },
    { keys: { workspaceId: 1, importIds: 1 } },
  ],
  topic: 'leads',
  route,
  apply,
};
