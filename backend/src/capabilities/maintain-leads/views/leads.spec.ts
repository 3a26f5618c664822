import { countedId } from '../../../platform/testing/counting-ids';
import { metadataForTests } from '../../../platform/testing/metadata';
import { viewSpecification } from '../../../platform/testing/view-specification';
import { folded } from './folded-text';
import { leads, type LeadsDocument, type LeadsEvent } from './leads';

const { given } = viewSpecification(leads, 'lead');
const leadId = countedId(1);
const [firstImport, secondImport] = [countedId(0x31), countedId(0x32)];
const sighting = { importId: firstImport, pageNumber: 1, layout: 'A', parserVersion: '1.0.0', fieldRules: [] } as const;
const profile = {
  fullName: 'Zoë Example',
  title: 'Head of Analysis',
  companyName: 'Analytical Engines Ltd',
  companyId: null,
  location: null,
  degree: null,
  tenureInRole: null,
  tenureInCompany: null,
  salesProfileId: 'ACwAAExample',
  salesProfileUrl: 'https://www.linkedin.com/sales/lead/ACwAAExample',
  publicProfileUrl: null,
};
const recorded: LeadsEvent = { type: 'LeadRecorded', clear: sighting, personal: { lead: profile } };
const later = { metadata: metadataForTests({ occurredAt: '2026-02-01T00:00:00.000Z' }) };
const seenAgain = (parts: Partial<typeof profile>, importId = secondImport): LeadsEvent => ({
  type: 'LeadSeenAgain',
  clear: { ...sighting, importId, changed: Object.keys(parts) },
  personal: { lead: { ...profile, ...parts } },
  ...later,
});
const conflict = (importId: string): LeadsEvent => ({
  type: 'IdentityConflictFound',
  clear: { importId, otherLeadId: countedId(2), tokenType: 'li-slug' },
  personal: {},
  ...later,
});
const pageOf = (importId: string, outcome: 'unchanged' | 'accepted'): LeadsEvent =>
  ({
    type: 'ImportPageRecorded',
    stream: `import-${importId}`,
    clear: { pageNumber: 1, outcomes: [{ leadId, outcome }], refused: [], closedBy: 'page' },
    personal: {},
    ...later,
  }) as LeadsEvent;

const row: LeadsDocument = {
  workspaceId: countedId(0xa),
  fullName: 'Zoë Example',
  title: 'Head of Analysis',
  companyName: 'Analytical Engines Ltd',
  location: null,
  salesProfileUrl: 'https://www.linkedin.com/sales/lead/ACwAAExample',
  firstSeenAt: '2026-01-05T09:00:00.000Z',
  lastSeenAt: '2026-01-05T09:00:00.000Z',
  timesSeen: 1,
  needsReview: false,
  importIds: [firstImport],
  search: 'zoe example\nhead of analysis\nanalytical engines ltd\n',
  sortName: 'zoe example',
  sortCompany: 'analytical engines ltd',
};
const again = { lastSeenAt: '2026-02-01T00:00:00.000Z', timesSeen: 2, importIds: [secondImport, firstImport] };

describe('leads', () => {
  it('shows a lead when it is recorded', () => {
    given(recorded).then({ [leadId]: row });
  });

  it('shows nothing of a lead whose key is gone', () => {
    given({ ...recorded, personal: {} }).then({});
  });

  it('shows the newest values, and keeps those that were not shown again', () => {
    given(recorded)
      .when(seenAgain({ companyName: 'Émile & Co', title: null as unknown as string }))
      .then({
        [leadId]: {
          ...row,
          ...again,
          companyName: 'Émile & Co',
          search: 'zoe example\nhead of analysis\nemile & co\n',
          sortCompany: 'emile & co',
        },
      });
  });

  it('keeps what it shows when the part of a later sighting is gone', () => {
    given(recorded)
      .when({ ...seenAgain({}), personal: {} })
      .then({ [leadId]: { ...row, ...again } });
  });

  it('marks a lead that needs a review, and counts the sighting once', () => {
    given(recorded)
      .when(seenAgain({}), conflict(secondImport))
      .then({ [leadId]: { ...row, ...again, needsReview: true } });
    given(recorded)
      .when(conflict(secondImport))
      .then({ [leadId]: { ...row, ...again, needsReview: true } });
  });

  it('counts a sighting that changed nothing', () => {
    given(recorded)
      .when(pageOf(secondImport, 'unchanged'))
      .then({ [leadId]: { ...row, ...again } });
  });

  it('leaves leads that have an event of their own to that event', () => {
    given(recorded).when(pageOf(secondImport, 'accepted')).thenUnchanged();
  });

  it('remembers the newest two hundred imports', () => {
    const imports = Array.from({ length: 205 }, (_, index) => countedId(0x1000 + index));
    const events = imports.map((importId) => pageOf(importId, 'unchanged'));
    given(recorded)
      .when(...events)
      .then({ [leadId]: { ...row, lastSeenAt: again.lastSeenAt, timesSeen: 206, importIds: imports.slice(5).reverse() } });
  });

  it('copes with events that cannot be', () => {
    given(seenAgain({}), conflict(firstImport), pageOf(firstImport, 'unchanged')).then({});
  });
});

describe('folded text', () => {
  it('has no case, accents or double spaces', () => {
    expect(['ÅSA  Ñandú', ' İstanbul\t', '漢字', 'ﬁn'].map(folded)).toEqual(['asa nandu', 'istanbul', '漢字', 'fin']);
  });
});
