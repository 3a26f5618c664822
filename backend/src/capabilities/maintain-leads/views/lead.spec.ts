import type { LeadEvent } from '../../../../../event-schemas/src/lead/events';
import { countedId } from '../../../platform/testing/counting-ids';
import { asRecorded } from '../../../platform/testing/decider-specification';
import { metadataForTests } from '../../../platform/testing/metadata';
import { viewSpecification } from '../../../platform/testing/view-specification';
import { lead, type LeadDocument } from './lead';
import { leadView } from './lead-view';

const { given } = viewSpecification(lead, 'lead');
const leadId = countedId(1);
const [firstEvent, secondEvent] = [countedId(0xe1), countedId(0xe2)];
const [firstImport, secondImport] = [countedId(0x31), countedId(0x32)];
const profile = {
  fullName: 'Ada Example',
  title: 'Head of Analysis' as string | null,
  companyName: null,
  companyId: null,
  location: null as string | null,
  degree: null,
  tenureInRole: null,
  tenureInCompany: null,
  salesProfileId: 'ACwAAExample',
  salesProfileUrl: 'https://www.linkedin.com/sales/lead/ACwAAExample',
  publicProfileUrl: null,
};
const sighting = { importId: firstImport, pageNumber: 4, layout: 'A', parserVersion: '1.0.0' } as const;
const fieldRules = [
  { field: 'full-name', rule: 'a.name.1' },
  { field: 'title', rule: 'a.title.2' },
];
const recorded = { id: firstEvent, type: 'LeadRecorded', clear: { ...sighting, fieldRules }, personal: { lead: profile } } satisfies LeadEvent & { id: string };
const at = (occurredAt: string) => ({ metadata: metadataForTests({ occurredAt }) });
const seenAgain = (id: string, title: string | null, changed: readonly string[] = ['title']) => ({
  id,
  type: 'LeadSeenAgain' as const,
  clear: { ...sighting, importId: secondImport, pageNumber: 5, fieldRules: [], changed },
  personal: { lead: { ...profile, title } },
  ...at('2026-02-01T00:00:00.000Z'),
});
const conflict = {
  id: secondEvent,
  type: 'IdentityConflictFound' as const,
  clear: { importId: secondImport, otherLeadId: countedId(2), tokenType: 'li-slug' as const },
  personal: {},
};

const firstEntry = {
  eventId: firstEvent,
  type: 'LeadRecorded',
  at: '2026-01-05T09:00:00.000Z',
  importId: firstImport,
  actor: countedId(0xb),
  surface: 'extension',
  source: 'sales-navigator',
  changed: [],
  otherLeadId: null,
  pageNumber: 4,
  layout: 'A',
  parserVersion: '1.0.0',
} as const;
const secondEntry = {
  ...firstEntry,
  eventId: secondEvent,
  type: 'LeadSeenAgain',
  at: '2026-02-01T00:00:00.000Z',
  importId: secondImport,
  changed: ['title'],
  pageNumber: 5,
} as const;
const known = (value: string, rule: string | null = null, from = firstEvent) => ({ value, from, rule });
const document: LeadDocument = {
  workspaceId: countedId(0xa),
  fields: {
    fullName: [known('Ada Example', 'a.name.1')],
    title: [known('Head of Analysis', 'a.title.2')],
    salesProfileId: [known('ACwAAExample')],
    salesProfileUrl: [known('https://www.linkedin.com/sales/lead/ACwAAExample')],
  },
  history: [firstEntry],
};
const changed: LeadDocument = {
  ...document,
  fields: { ...document.fields, title: [known('Chief Analyst', null, secondEvent), known('Head of Analysis', 'a.title.2')] },
  history: [secondEntry, firstEntry],
};

describe('lead', () => {
  it('holds every value that was shown, with the rule that read it', () => {
    given(recorded).then({ [leadId]: document });
  });

  it('puts a new value before the older one', () => {
    given(recorded)
      .when(seenAgain(secondEvent, 'Chief Analyst'))
      .then({ [leadId]: changed });
  });

  it('keeps the sighting in the history when its part is gone', () => {
    given(recorded)
      .when({ ...seenAgain(secondEvent, 'Chief Analyst'), personal: {} })
      .then({ [leadId]: { ...document, history: [secondEntry, firstEntry] } });
  });

  it('shows in the history that an identifier belongs to another lead', () => {
    const entry = { ...firstEntry, eventId: secondEvent, type: 'IdentityConflictFound', importId: secondImport, otherLeadId: countedId(2) } as const;
    given(recorded)
      .when(conflict)
      .then({ [leadId]: { ...document, history: [{ ...entry, pageNumber: null, layout: null, parserVersion: null }, firstEntry] } });
  });

  it('shows nothing of a lead whose key is gone', () => {
    given({ ...recorded, personal: {} }).then({});
  });

  it('copes with events that cannot be', () => {
    given(seenAgain(secondEvent, 'Chief Analyst'), conflict).then({});
  });

  it('forgets old sightings but never one that a value points to', () => {
    const placed = { ...seenAgain(secondEvent, null, ['location']), personal: { lead: { ...profile, location: 'London' } } };
    const events = Array.from({ length: 260 }, (_, index) => seenAgain(countedId(0x2000 + index), index % 2 === 0 ? 'Even' : 'Odd'));
    const last = [recorded, placed, ...events]
      .map((event, index) => asRecorded<LeadEvent>('lead', event, index))
      .reduce<LeadDocument | null>((before, event) => lead.apply(before, event, leadId), null);
    const kept = last?.history.slice(-2).map(({ eventId }) => eventId);
    expect([last?.fields.title?.length, last?.history.length, kept]).toEqual([20, 202, [secondEvent, firstEvent]]);
  });
});

describe('the page of a lead', () => {
  const row = {
    id: leadId,
    fullName: 'Ada Example',
    title: 'Chief Analyst',
    companyName: null,
    location: null,
    salesProfileUrl: profile.salesProfileUrl,
    firstSeenAt: firstEntry.at,
    lastSeenAt: secondEntry.at,
    timesSeen: 2,
    needsReview: false,
  };
  const first = {
    source: 'sales-navigator',
    importId: firstImport,
    pageNumber: 4,
    at: firstEntry.at,
    layout: 'A',
    parserVersion: '1.0.0',
    rule: null,
    eventId: firstEvent,
  };

  it('says of every field where its value comes from', () => {
    const view = leadView(row, changed);
    const second = { ...first, importId: secondImport, pageNumber: 5, at: secondEntry.at, eventId: secondEvent };
    expect(view.fields.slice(0, 3)).toEqual([
      { field: 'fullName', current: { value: 'Ada Example', provenance: { ...first, rule: 'a.name.1' } }, older: [] },
      {
        field: 'title',
        current: { value: 'Chief Analyst', provenance: second },
        older: [{ value: 'Head of Analysis', provenance: { ...first, rule: 'a.title.2' } }],
      },
      { field: 'companyName', current: { value: null, provenance: first }, older: [] },
    ]);
    expect(view.fields.length).toBe(11);
  });

  it('shows the history without what only provenance needs', () => {
    const { source: _source, pageNumber: _page, layout: _layout, parserVersion: _parser, ...entry } = firstEntry;
    expect(leadView(row, document).history).toEqual([entry]);
  });
});
