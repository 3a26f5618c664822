import {
  LEAD_FIELDS,
  type FieldProvenance,
  type FieldValue,
  type FieldView,
  type LeadField,
  type LeadRow,
  type LeadView,
} from '../../../../../event-schemas/src/http/maintain-leads';
import type { LeadDocument, StoredHistoryEntry, StoredValue } from './lead';
import type { LeadsDocument } from './leads';

export function leadRow(id: string, document: LeadsDocument): LeadRow {
  const { fullName, title, companyName, location, salesProfileUrl, firstSeenAt, lastSeenAt, timesSeen, needsReview } = document;
  return { id, fullName, title, companyName, location, salesProfileUrl, firstSeenAt, lastSeenAt, timesSeen, needsReview };
}

/** The page of a lead, from its two documents. Every field is listed; one that was never shown is null since the first sighting. */
export function leadView(row: LeadRow, document: LeadDocument): LeadView {
  const entries = new Map(document.history.map((entry) => [entry.eventId, entry]));
  const first = document.history.at(-1);
  const { id, fullName, firstSeenAt, lastSeenAt, timesSeen, needsReview } = row;
  return {
    id,
    fullName,
    firstSeenAt,
    lastSeenAt,
    timesSeen,
    needsReview,
    fields: first === undefined ? [] : LEAD_FIELDS.map((field) => fieldView(field, document.fields[field] ?? [], entries, first)),
    history: document.history.map(historyEntry),
  };
}

function fieldView(field: LeadField, values: readonly StoredValue[], entries: ReadonlyMap<string, StoredHistoryEntry>, first: StoredHistoryEntry): FieldView {
  const [current, ...older] = values.map(({ value, from, rule }): FieldValue => ({ value, provenance: provenanceOf(entries.get(from) ?? first, rule) }));
  return { field, current: current ?? { value: null, provenance: provenanceOf(first, null) }, older };
}

const provenanceOf = (entry: StoredHistoryEntry, rule: string | null): FieldProvenance => ({
  source: entry.source,
  importId: entry.importId,
  pageNumber: entry.pageNumber ?? 0,
  at: entry.at,
  layout: entry.layout ?? '',
  parserVersion: entry.parserVersion ?? '',
  rule,
  eventId: entry.eventId,
});

const historyEntry = ({ eventId, type, at, importId, actor, surface, changed, otherLeadId }: StoredHistoryEntry): LeadView['history'][number] => ({
  eventId,
  type,
  at,
  importId,
  actor,
  surface,
  changed,
  otherLeadId,
});
