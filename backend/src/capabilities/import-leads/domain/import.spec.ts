import type { NewImportEvent } from '../../../../../event-schemas/src/import/events';
import { countedId } from '../../../platform/testing/counting-ids';
import { asRecorded, deciderSpecification } from '../../../platform/testing/decider-specification';
import { metadataForTests } from '../../../platform/testing/metadata';
import { importDecider, refusalOfPage, remainingOf, type ImportState, type OpenPage, type RecordPage, type StartImport } from './import';

const { given, stateAfter } = deciderSpecification(importDecider);
const workspaceId = countedId(0xa);
const commandId = countedId(0xc);
const gestureId = countedId(0x15);
const lead = (number: number): string => countedId(0x100 + number);
const leads = (from: number, to: number): string[] => Array.from({ length: to - from + 1 }, (_, index) => lead(from + index));

const start = (parts: Partial<StartImport> = {}): StartImport => ({
  kind: 'StartImport',
  mode: 'visible-page',
  requestedCount: 4,
  pageKind: 'people-search',
  pagePath: '/sales/search/people',
  searchId: null,
  gestureId,
  browserId: countedId(0x16),
  extensionVersion: '0.1.0',
  parserVersion: '1.0.0',
  ...parts,
});

const started = (requestedCount = 4): NewImportEvent => {
  const { kind: _kind, pagePath, ...clear } = start({ requestedCount });
  return { type: 'ImportStarted', clear, personal: { workspace: { pagePath } } };
};

const open = (parts: Partial<OpenPage> = {}): OpenPage => {
  const rowLeadIds = parts.rowLeadIds ?? [lead(1), lead(2)];
  const page = { pageNumber: 1, sourcePage: 3, layout: 'A', gestureId, refused: [] } as const;
  return { kind: 'OpenPage', workspaceId, commandId: countedId(0x99), ...page, seen: rowLeadIds.length, ...parts, rowLeadIds };
};

type Opened = Extract<NewImportEvent, { type: 'ImportPageOpened' }>['clear'];
const opened = (leadIds: readonly string[], parts: Partial<Opened> = {}): NewImportEvent => ({
  type: 'ImportPageOpened',
  clear: {
    pageNumber: 1,
    sourcePage: 3,
    layout: 'A',
    gestureId,
    seen: leadIds.length,
    parsed: leadIds.length,
    leadIds,
    claimed: leadIds.length,
    refused: [],
    ...parts,
  },
  personal: {},
});

type Recorded = Extract<NewImportEvent, { type: 'ImportPageRecorded' }>['clear'];
const recorded = (parts: Partial<Recorded>): NewImportEvent => ({
  type: 'ImportPageRecorded',
  clear: { pageNumber: 1, outcomes: [], refused: [], closedBy: 'page', ...parts },
  personal: {},
});
const accepted = (...leadIds: readonly string[]) => leadIds.map((leadId) => ({ leadId, outcome: 'accepted' as const }));
const record = (parts: Partial<RecordPage> = {}): RecordPage => ({ kind: 'RecordPage', workspaceId, pageNumber: 1, outcomes: [], closedBy: 'page', ...parts });

const finish = { kind: 'FinishImport', workspaceId, faultCode: null } as const;
const cancel = { kind: 'CancelImport', workspaceId } as const;
const completed: NewImportEvent = { type: 'ImportCompleted', clear: {}, personal: {} };
const cancelled: NewImportEvent = { type: 'ImportCancelled', clear: {}, personal: {} };
const failed: NewImportEvent = { type: 'ImportFailed', clear: { faultCode: 'low-yield' }, personal: {} };

describe('StartImport', () => {
  it('records what was asked for, with the path of the page sealed', () => {
    given()
      .when(start())
      .then({
        type: 'ImportStarted',
        clear: {
          mode: 'visible-page',
          requestedCount: 4,
          pageKind: 'people-search',
          searchId: null,
          gestureId,
          browserId: countedId(0x16),
          extensionVersion: '0.1.0',
          parserVersion: '1.0.0',
        },
        personal: { workspace: { pagePath: '/sales/search/people' } },
      });
  });

  it('refuses a second start of the same import', () => {
    given(started()).when(start()).thenRejected('ImportAlreadyStarted');
  });
});

describe('OpenPage', () => {
  it('claims the leads of the page in row order', () => {
    given(started())
      .when(open({ seen: 3, refused: [{ reason: 'no-name', count: 1 }] }))
      .then(opened([lead(1), lead(2)], { seen: 3, refused: [{ reason: 'no-name', count: 1 }] }));
  });

  it('never claims more than was requested', () => {
    given(started(), opened(leads(1, 3)))
      .when(open({ pageNumber: 2, rowLeadIds: leads(4, 6) }))
      .then(opened([lead(4)], { pageNumber: 2, seen: 3, parsed: 3, refused: [{ reason: 'over-requested-count', count: 2 }] }));
  });

  it('counts a lead that stands twice on the page once', () => {
    given(started())
      .when(open({ rowLeadIds: [lead(1), lead(2), lead(1)] }))
      .then(opened([lead(1), lead(2)], { seen: 3, parsed: 3, refused: [{ reason: 'duplicate-on-page', count: 1 }] }));
  });

  it('does not claim a lead again that an earlier page of the import claimed', () => {
    given(started(), opened(leads(1, 2)))
      .when(open({ pageNumber: 2, rowLeadIds: leads(2, 3) }))
      .then(opened([lead(3)], { pageNumber: 2, seen: 2, parsed: 2, refused: [{ reason: 'already-in-import', count: 1 }] }));
  });

  it('opens a page of which nothing could be parsed', () => {
    given(started())
      .when(open({ rowLeadIds: [], seen: 2, refused: [{ reason: 'no-name', count: 2 }] }))
      .then(opened([], { seen: 2, refused: [{ reason: 'no-name', count: 2 }] }));
  });

  it('adds up a reason that is given twice', () => {
    const refused = [
      { reason: 'no-name', count: 1 },
      { reason: 'not-filled', count: 1 },
      { reason: 'no-name', count: 2 },
    ];
    given(started())
      .when(open({ rowLeadIds: [], seen: 4, refused }))
      .then(
        opened([], {
          seen: 4,
          refused: [
            { reason: 'no-name', count: 3 },
            { reason: 'not-filled', count: 1 },
          ],
        }),
      );
  });

  it('refuses counts that do not add up', () => {
    given(started())
      .when(open({ seen: 5 }))
      .thenRejected('SeenDoesNotAddUp');
  });

  it('refuses an import that was never started', () => {
    given().when(open()).thenRejected('ImportNotFound');
  });

  it('does not tell a foreign workspace that the import exists', () => {
    given(started())
      .when(open({ workspaceId: countedId(0xf) }))
      .thenRejected('ImportNotFound');
  });

  it('refuses a page that another click made', () => {
    given(started())
      .when(open({ gestureId: countedId(0xf) }))
      .thenRejected('GestureDoesNotMatch');
  });

  it('refuses a page number that another command has opened', () => {
    given(started(), opened([lead(1)]))
      .when(open({ rowLeadIds: [lead(9)] }))
      .thenRejected('PageAlreadyRecorded');
  });

  it('finds the page of its own command already open', () => {
    given(started(), opened([lead(1)]))
      .when(open({ commandId }))
      .thenNothing();
  });

  it.each([completed, cancelled, failed])('refuses a new page after $type', (ended) => {
    given(started(), ended).when(open()).thenRejected('ImportAlreadyFinished');
  });
});

describe('RecordPage', () => {
  it('says what became of each lead and repeats why rows were left out', () => {
    const refused = [{ reason: 'no-name', count: 1 }];
    given(started(), opened(leads(1, 2), { seen: 3, refused }))
      .when(record({ outcomes: accepted(lead(2), lead(1)) }))
      .then(recorded({ outcomes: accepted(lead(1), lead(2)), refused }));
  });

  it('counts a claimed lead without outcome as not written', () => {
    given(started(), opened(leads(1, 2)))
      .when(record({ outcomes: accepted(lead(1)), closedBy: 'process' }))
      .then(recorded({ outcomes: accepted(lead(1)), refused: [{ reason: 'not-written', count: 1 }], closedBy: 'process' }));
  });

  it('does nothing when the page is recorded', () => {
    given(started(), opened([lead(1)]), recorded({ outcomes: accepted(lead(1)) }))
      .when(record({ outcomes: accepted(lead(1)) }))
      .thenNothing();
  });

  it('lets the page itself correct what the process had closed', () => {
    given(started(), opened([lead(1)]), recorded({ refused: [{ reason: 'not-written', count: 1 }], closedBy: 'process' }))
      .when(record({ outcomes: accepted(lead(1)) }))
      .then(recorded({ outcomes: accepted(lead(1)) }));
  });

  it('does not let the process close what the page recorded', () => {
    given(started(), opened([lead(1)]), recorded({ outcomes: accepted(lead(1)) }))
      .when(record({ closedBy: 'process' }))
      .thenNothing();
  });

  it('records an open page after the import has ended', () => {
    given(started(), opened([lead(1)]), cancelled)
      .when(record({ outcomes: accepted(lead(1)) }))
      .then(recorded({ outcomes: accepted(lead(1)) }));
  });

  it('refuses a page that was never opened', () => {
    given(started()).when(record()).thenRejected('PageNotOpened');
  });

  it('does not tell a foreign workspace that the import exists', () => {
    given(started(), opened([lead(1)]))
      .when(record({ workspaceId: countedId(0xf) }))
      .thenRejected('ImportNotFound');
  });
});

describe('FinishImport and CancelImport', () => {
  it('ends the import as asked', () => {
    given(started()).when(finish).then(completed);
    given(started())
      .when({ ...finish, faultCode: 'low-yield' })
      .then(failed);
    given(started()).when(cancel).then(cancelled);
  });

  it('does nothing when the import has ended the same way', () => {
    given(started(), completed).when(finish).thenNothing();
    given(started(), failed)
      .when({ ...finish, faultCode: 'low-yield' })
      .thenNothing();
    given(started(), cancelled).when(cancel).thenNothing();
  });

  it('refuses another end', () => {
    given(started(), completed).when(cancel).thenRejected('ImportAlreadyFinished');
    given(started(), cancelled).when(finish).thenRejected('ImportAlreadyFinished');
    given(started(), failed).when(finish).thenRejected('ImportAlreadyFinished');
  });

  it('refuses an unknown or foreign import', () => {
    given().when(finish).thenRejected('ImportNotFound');
    given(started())
      .when({ ...cancel, workspaceId: countedId(0xf) })
      .thenRejected('ImportNotFound');
  });
});

describe('state of an import', () => {
  const statusAfter = (...events: readonly NewImportEvent[]): ImportState['status'] => stateAfter(...events).status;

  it('moves from requested to accepted with the first recorded page', () => {
    expect([
      statusAfter(),
      statusAfter(started()),
      statusAfter(started(), opened([lead(1)])),
      statusAfter(started(), opened([lead(1)]), recorded({ outcomes: accepted(lead(1)) })),
    ]).toEqual(['absent', 'requested', 'requested', 'accepted']);
  });

  it('is partially accepted when our side left a row out or a lead needs a review', () => {
    const refused = recorded({ refused: [{ reason: 'over-requested-count', count: 1 }] });
    const conflict = recorded({ outcomes: [{ leadId: lead(1), outcome: 'conflict' }] });
    expect([statusAfter(started(), opened([]), refused), statusAfter(started(), opened([lead(1)]), conflict)]).toEqual([
      'partially-accepted',
      'partially-accepted',
    ]);
  });

  it('stays partially accepted when a later page is whole', () => {
    const partial = [opened([lead(1)]), recorded({ outcomes: [{ leadId: lead(1), outcome: 'conflict' }] })] as const;
    const whole = [opened([lead(2)], { pageNumber: 2 }), recorded({ pageNumber: 2, outcomes: accepted(lead(2)) })] as const;
    expect([statusAfter(started(), ...partial, ...whole), statusAfter(started(), ...whole, ...partial)]).toEqual(['partially-accepted', 'partially-accepted']);
  });

  it('is accepted again when the page corrects what the process had closed', () => {
    const stale = recorded({ refused: [{ reason: 'not-written', count: 1 }], closedBy: 'process' });
    expect(statusAfter(started(), opened([lead(1)]), stale, recorded({ outcomes: accepted(lead(1)) }))).toBe('accepted');
  });

  it('keeps its end when an open page is recorded later', () => {
    expect(statusAfter(started(), opened([lead(1)]), cancelled, recorded({ outcomes: accepted(lead(1)) }))).toBe('cancelled');
  });

  it('tells how many leads may still be claimed', () => {
    const state = stateAfter(started(), opened(leads(1, 3)));
    expect(state.status === 'absent' ? null : remainingOf(state)).toBe(1);
  });

  it('ignores events that cannot be', () => {
    expect(stateAfter(opened([lead(1)]), recorded({}), completed)).toEqual({ status: 'absent' });
    expect(stateAfter(started(), recorded({ pageNumber: 7 }))).toEqual(stateAfter(started()));
  });

  it('welcomes a page back that its own command opened, also after the end', () => {
    const state = stateAfter(
      started(),
      asRecorded('import', { ...opened([lead(1)]), metadata: metadataForTests({ commandId: countedId(0x77) }) }, 1),
      cancelled,
    );
    const page = { workspaceId, pageNumber: 1, gestureId, seen: 1, parsed: 1, refused: [] };
    expect([refusalOfPage(state, { ...page, commandId: countedId(0x77) }), refusalOfPage(state, { ...page, commandId })]).toEqual([
      null,
      'ImportAlreadyFinished',
    ]);
  });
});
