import fc from 'fast-check';
import type { LeadEvent } from '../../../../../event-schemas/src/lead/events';
import type { Recorded } from '../../../platform/decider/decider';
import { countedId } from '../../../platform/testing/counting-ids';
import { asRecorded } from '../../../platform/testing/decider-specification';
import { leadDecider, type LeadState, type RecordLead } from './lead';

const maybe = fc.option(fc.constantFrom('one', 'two', ''), { nil: null });
const sighting = fc
  .record({
    profile: fc.record({
      fullName: fc.constantFrom('Ada Example', 'A. Example'),
      title: maybe,
      companyName: maybe,
      companyId: maybe,
      location: maybe,
      degree: maybe,
      tenureInRole: maybe,
      tenureInCompany: maybe,
      salesProfileId: fc.constant('ACwAAExample'),
      salesProfileUrl: fc.constant('https://www.linkedin.com/sales/lead/ACwAAExample'),
      publicProfileUrl: maybe,
    }),
    conflicts: fc.uniqueArray(
      fc.integer({ min: 1, max: 3 }).map((number) => ({ otherLeadId: countedId(number), tokenType: 'li-slug' as const })),
      { selector: ({ otherLeadId }) => otherLeadId },
    ),
  })
  .map((parts): RecordLead => ({ kind: 'RecordLead', importId: countedId(3), pageNumber: 1, layout: 'A', parserVersion: '1.0.0', fieldRules: [], ...parts }));

function tell(sightings: readonly RecordLead[]): { readonly state: LeadState; readonly events: readonly Recorded<LeadEvent>[] } {
  let state = leadDecider.initial;
  const events: Recorded<LeadEvent>[] = [];
  for (const command of sightings) {
    const decision = leadDecider.decide(command, state);
    if (decision.kind === 'rejected') continue;
    for (const event of decision.events) {
      const added = asRecorded<LeadEvent>('lead', event, events.length);
      events.push(added);
      state = leadDecider.evolve(state, added);
    }
  }
  return { state, events };
}

describe('any lead', () => {
  it('changes nothing when the last sighting is repeated', () => {
    fc.assert(
      fc.property(fc.array(sighting, { minLength: 1, maxLength: 8 }), (sightings) => {
        expect(tell([...sightings, ...sightings.slice(-1)]).events).toEqual(tell(sightings).events);
      }),
    );
  });

  it('folds to the same state in one go as step by step', () => {
    fc.assert(
      fc.property(fc.array(sighting, { maxLength: 8 }), (sightings) => {
        const { state, events } = tell(sightings);
        expect(events.reduce(leadDecider.evolve, leadDecider.initial)).toEqual(state);
      }),
    );
  });

  it('never forgets a value because a later page did not show it', () => {
    fc.assert(
      fc.property(fc.array(sighting, { minLength: 1, maxLength: 8 }), (sightings) => {
        const { state } = tell(sightings);
        const lastTitle = sightings.map(({ profile }) => profile.title).findLast((title) => title !== null) ?? null;
        expect(state.status === 'recorded' ? state.profile.title : 'not recorded').toBe(lastTitle);
      }),
    );
  });
});
