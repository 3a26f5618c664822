import type { NewLeadEvent } from '../../../../../event-schemas/src/lead/events';
import { countedId } from '../../../platform/testing/counting-ids';
import { deciderSpecification } from '../../../platform/testing/decider-specification';
import { leadDecider, type Profile, type RecordLead } from './lead';

const { given, stateAfter } = deciderSpecification(leadDecider);

const profile = (parts: Partial<Profile> = {}): Profile => ({
  fullName: 'Ada Example',
  title: 'Head of Analysis',
  companyName: 'Analytical Engines Ltd',
  companyId: null,
  location: 'London',
  degree: '2nd',
  tenureInRole: null,
  tenureInCompany: null,
  salesProfileId: 'ACwAAExample',
  salesProfileUrl: 'https://www.linkedin.com/sales/lead/ACwAAExample',
  publicProfileUrl: null,
  ...parts,
});

const sighting = { importId: countedId(3), pageNumber: 2, layout: 'A', parserVersion: '1.0.0' } as const;
const otherLeadId = countedId(0x1f);
const conflict = { otherLeadId, tokenType: 'li-slug' } as const;
const fieldRules = [{ field: 'fullName', rule: 'a.name.1' }];

const see = (parts: Partial<RecordLead> = {}): RecordLead => ({ kind: 'RecordLead', ...sighting, fieldRules, profile: profile(), conflicts: [], ...parts });

const stored = { ...sighting, fieldRules: [{ field: 'full-name', rule: 'a.name.1' }] };
const recorded = (parts: Partial<Profile> = {}): NewLeadEvent => ({ type: 'LeadRecorded', clear: stored, personal: { lead: profile(parts) } });
const seenAgain = (changed: readonly string[], parts: Partial<Profile>): NewLeadEvent => ({
  type: 'LeadSeenAgain',
  clear: { ...stored, changed },
  personal: { lead: profile(parts) },
});
const conflictFound: NewLeadEvent = { type: 'IdentityConflictFound', clear: { importId: countedId(3), ...conflict }, personal: {} };

describe('RecordLead', () => {
  it('records a person who was never seen, with the rule that read each field', () => {
    given().when(see()).then(recorded());
  });

  it('does nothing when nothing differs', () => {
    given(recorded()).when(see()).thenNothing();
  });

  it('names the fields that differ and keeps the whole profile as seen', () => {
    given(recorded())
      .when(see({ profile: profile({ title: 'Chief Analyst', companyId: '1815' }) }))
      .then(seenAgain(['title', 'company-id'], { title: 'Chief Analyst', companyId: '1815' }));
  });

  it('takes a field that is not shown for no news', () => {
    given(recorded())
      .when(see({ profile: profile({ title: null, location: null }) }))
      .thenNothing();
  });

  it('compares with the newest known value of each field', () => {
    given(recorded(), seenAgain(['title'], { title: 'Chief Analyst', location: null }))
      .when(see({ profile: profile({ title: 'Chief Analyst' }) }))
      .thenNothing();
    given(recorded(), seenAgain(['title'], { title: 'Chief Analyst' }))
      .when(see())
      .then(seenAgain(['title'], {}));
  });

  it('asks for a review when an identifier belongs to another lead', () => {
    given()
      .when(see({ conflicts: [conflict] }))
      .then(recorded(), conflictFound);
    given(recorded())
      .when(see({ conflicts: [conflict] }))
      .then(conflictFound);
  });

  it('asks for the same review once', () => {
    given(recorded(), conflictFound)
      .when(see({ conflicts: [conflict] }))
      .thenNothing();
  });

  it('refuses to touch a lead whose key is gone', () => {
    given({ type: 'LeadRecorded', clear: stored, personal: {} }).when(see()).thenRejected('LeadNotReadable');
    given(recorded(), { type: 'LeadSeenAgain', clear: { ...stored, changed: ['title'] }, personal: {} })
      .when(see())
      .thenRejected('LeadNotReadable');
  });
});

describe('state of a lead', () => {
  it('ignores events that cannot be', () => {
    expect(stateAfter(seenAgain(['title'], {}), conflictFound)).toEqual({ status: 'unknown' });
  });
});
