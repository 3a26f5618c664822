/**
 * One document per lead: every value that was ever read, the sighting it came from, and the history. Values point to the
 * history by event id, so that the facts of a sighting stand once.
 */
import type { Recorded } from '../../../../../event-schemas/src/envelope/metadata';
import { fieldOfCode } from '../../../../../event-schemas/src/lead/field-codes';
import type { LeadEvent } from '../../../../../event-schemas/src/lead/events';
import type { FieldProvenance, LeadField, LeadHistoryEntry } from '../../../../../event-schemas/src/http/maintain-leads';
import type { View, ViewDocument } from '../../../platform/projections/view';
import { leadIdOf } from './lead-id';

/** Page, layout and parser are null for entries that are not sightings. */
export interface StoredHistoryEntry extends LeadHistoryEntry {
  readonly source: FieldProvenance['source'];
  readonly pageNumber: number | null;
  readonly layout: string | null;
  readonly parserVersion: string | null;
}

export interface StoredValue {
  readonly value: string;
  /** Id of the history entry whose page was read. */
  readonly from: string;
  readonly rule: string | null;
}

/** What the table also shows (dates, sightings, review) stands in the document of `leads`. */
export interface LeadDocument extends ViewDocument {
  /** Newest first, at most 20 of a field; a field that was never shown is missing. */
  readonly fields: Readonly<Partial<Record<LeadField, readonly StoredValue[]>>>;
  /** Newest first; beyond 200 only the first one and those that a value points to. */
  readonly history: readonly StoredHistoryEntry[];
}

const MOST_VALUES = 20;
const MOST_ENTRIES = 200;

type Sighting = Extract<LeadEvent, { type: 'LeadRecorded' | 'LeadSeenAgain' }>;

function entryOf(event: Recorded<LeadEvent>): StoredHistoryEntry {
  const { actor, surface, source, occurredAt } = event.metadata;
  const page =
    event.type === 'IdentityConflictFound'
      ? { pageNumber: null, layout: null, parserVersion: null }
      : { pageNumber: event.clear.pageNumber, layout: event.clear.layout, parserVersion: event.clear.parserVersion };
  return {
    eventId: event.id,
    type: event.type,
    at: occurredAt,
    importId: event.clear.importId,
    actor,
    surface,
    source,
    changed: event.type === 'LeadSeenAgain' ? event.clear.changed.map(fieldOfCode) : [],
    otherLeadId: event.type === 'IdentityConflictFound' ? event.clear.otherLeadId : null,
    ...page,
  };
}

/** The values of the named fields, each with the rule that read it, put before the older ones. */
function withValues(fields: LeadDocument['fields'], event: Recorded<Sighting>, names: readonly string[]): LeadDocument['fields'] {
  const profile = event.personal.lead;
  if (profile === undefined) return fields;
  const rules = new Map(event.clear.fieldRules.map(({ field, rule }) => [fieldOfCode(field), rule]));
  const next: Partial<Record<LeadField, readonly StoredValue[]>> = { ...fields };
  for (const name of names as LeadField[]) {
    const value = profile[name];
    if (value === null) continue;
    next[name] = [{ value, from: event.id, rule: rules.get(name) ?? null }, ...(fields[name] ?? [])].slice(0, MOST_VALUES);
  }
  return next;
}

function boundedHistory(history: readonly StoredHistoryEntry[], fields: LeadDocument['fields']): readonly StoredHistoryEntry[] {
  if (history.length <= MOST_ENTRIES) return history;
  const needed = new Set(Object.values(fields).flatMap((values) => values.map(({ from }) => from)));
  return history.filter(({ eventId }, index) => index < MOST_ENTRIES || index === history.length - 1 || needed.has(eventId));
}

function recorded(event: Recorded<Extract<LeadEvent, { type: 'LeadRecorded' }>>): LeadDocument | null {
  const profile = event.personal.lead;
  if (profile === undefined) return null;
  return { workspaceId: event.metadata.workspaceId, fields: withValues({}, event, Object.keys(profile)), history: [entryOf(event)] };
}

function apply(document: LeadDocument | null, event: Recorded<LeadEvent>): LeadDocument | null {
  if (document === null) return event.type === 'LeadRecorded' ? recorded(event) : null;
  if (event.type === 'LeadRecorded' || document.history.some(({ eventId }) => eventId === event.id)) return document;
  const fields = event.type === 'LeadSeenAgain' ? withValues(document.fields, event, event.clear.changed.map(fieldOfCode)) : document.fields;
  return { ...document, fields, history: boundedHistory([entryOf(event), ...document.history], fields) };
}

export const lead: View<LeadDocument, LeadEvent> = {
  name: 'lead',
  version: 1,
  group: 'leads',
  reads: 'opened',
  types: ['LeadRecorded', 'LeadSeenAgain', 'IdentityConflictFound'],
  begins: ['LeadRecorded'],
  indexes: [],
  topic: 'leads',
  route: (event) => [leadIdOf(event)],
  apply,
};
