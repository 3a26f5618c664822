/** What holds for every import, whatever is asked of it, in whatever order, and however often. */
import fc from 'fast-check';
import type { ImportEvent } from '../../../../../event-schemas/src/import/events';
import type { Recorded } from '../../../platform/decider/decider';
import { countedId } from '../../../platform/testing/counting-ids';
import { asRecorded } from '../../../platform/testing/decider-specification';
import { metadataForTests } from '../../../platform/testing/metadata';
import { importDecider, type ImportCommand, type ImportState } from './import';
import { SERVER_REASONS, type ReasonTally } from './page-claim';

const workspaceId = countedId(0xa);
const gestureId = countedId(0x15);

/** A command as one person may send it; `command` names the request, so that a repetition carries the same one. */
interface Asked {
  readonly command: ImportCommand;
  readonly commandId: string;
}

const leadId = fc.integer({ min: 1, max: 12 }).map((number) => countedId(0x100 + number));
const clientRefusals = fc.array(fc.record({ reason: fc.constantFrom('no-name', 'not-filled'), count: fc.integer({ min: 1, max: 3 }) }), { maxLength: 3 });
const outcome = fc.constantFrom('accepted', 'merged', 'unchanged', 'conflict');
const pageNumber = fc.integer({ min: 1, max: 4 });

const opening = fc
  .record({ pageNumber, rowLeadIds: fc.array(leadId, { maxLength: 6 }), refused: clientRefusals, number: fc.integer({ min: 1, max: 6 }) })
  .map(({ number, ...page }): Asked => ({
    commandId: countedId(number),
    command: {
      kind: 'OpenPage',
      workspaceId,
      commandId: countedId(number),
      sourcePage: 1,
      layout: 'A',
      gestureId,
      seen: page.rowLeadIds.length + page.refused.reduce((sum, { count }) => sum + count, 0),
      ...page,
    },
  }));
const recording = fc
  .record({ pageNumber, outcomes: fc.array(fc.record({ leadId, outcome }), { maxLength: 12 }), closedBy: fc.constantFrom('page' as const, 'process' as const) })
  .map((page): Asked => ({ commandId: countedId(0x50), command: { kind: 'RecordPage', workspaceId, ...page } }));
const ending = fc
  .constantFrom<ImportCommand>(
    { kind: 'FinishImport', workspaceId, faultCode: null },
    { kind: 'FinishImport', workspaceId, faultCode: 'low-yield' },
    { kind: 'CancelImport', workspaceId },
  )
  .map((command): Asked => ({ command, commandId: countedId(0x60) }));
const starting = fc.integer({ min: 1, max: 8 }).map((requestedCount): Asked => {
  const asked = { mode: 'visible-page', pageKind: 'people-search', pagePath: '/sales/search/people', searchId: null, browserId: null } as const;
  return {
    commandId: countedId(0x70),
    command: { kind: 'StartImport', ...asked, requestedCount, gestureId, extensionVersion: '0.1.0', parserVersion: '1.0.0' },
  };
});

const story = fc
  .tuple(
    starting,
    fc.array(fc.oneof({ weight: 5, arbitrary: opening }, { weight: 5, arbitrary: recording }, { weight: 1, arbitrary: ending }), { maxLength: 25 }),
  )
  .map(([first, rest]) => [first, ...rest]);

interface Told {
  readonly state: ImportState;
  readonly events: readonly Recorded<ImportEvent>[];
}

function tell(asked: readonly Asked[]): Told {
  return asked.reduce<Told>(
    ({ state, events }, { command, commandId }) => {
      const decision = importDecider.decide(command, state);
      if (decision.kind === 'rejected') return { state, events };
      const added = decision.events.map((event, index) =>
        asRecorded<ImportEvent & { metadata: Recorded<ImportEvent>['metadata'] }>(
          'import',
          { ...event, metadata: metadataForTests({ commandId }) },
          events.length + index,
        ),
      );
      return { state: added.reduce(importDecider.evolve, state), events: [...events, ...added] };
    },
    { state: importDecider.initial, events: [] },
  );
}

const sum = (tallies: readonly ReasonTally[]): number => tallies.reduce((total, { count }) => total + count, 0);

describe('any import', () => {
  it('claims every lead once and never more than requested', () => {
    fc.assert(
      fc.property(story, (asked) => {
        const { state, events } = tell(asked);
        if (state.status === 'absent') throw new Error('every story starts');
        const claimed = events.flatMap((event) => (event.type === 'ImportPageOpened' ? event.clear.leadIds : []));
        expect(new Set(claimed).size).toBe(claimed.length);
        expect(claimed.length).toBe(state.claimed);
        expect(claimed.length).toBeLessThanOrEqual(state.requestedCount);
      }),
      { numRuns: 300 },
    );
  });

  it('accounts for every row: seen = parsed + left out by the extension, parsed = outcomes + left out by us', () => {
    fc.assert(
      fc.property(story, (asked) => {
        const { events } = tell(asked);
        for (const event of events) {
          if (event.type !== 'ImportPageRecorded') continue;
          const opened = events.find((each) => each.type === 'ImportPageOpened' && each.clear.pageNumber === event.clear.pageNumber);
          if (opened?.type !== 'ImportPageOpened') throw new Error('a recorded page was opened before');
          const ours = event.clear.refused.filter(({ reason }) => SERVER_REASONS.has(reason));
          const theirs = event.clear.refused.filter(({ reason }) => !SERVER_REASONS.has(reason));
          expect(opened.clear.seen).toBe(opened.clear.parsed + sum(theirs));
          expect(opened.clear.parsed).toBe(event.clear.outcomes.length + sum(ours));
        }
      }),
      { numRuns: 300 },
    );
  });

  it('changes nothing when the last request is repeated', () => {
    fc.assert(
      fc.property(story, (asked) => {
        const again = asked.slice(-1);
        expect(tell([...asked, ...again]).events).toEqual(tell(asked).events);
      }),
      { numRuns: 300 },
    );
  });

  it('folds to the same state in one go as step by step', () => {
    fc.assert(
      fc.property(story, (asked) => {
        const { state, events } = tell(asked);
        expect(events.reduce(importDecider.evolve, importDecider.initial)).toEqual(state);
      }),
      { numRuns: 100 },
    );
  });
});
