import type { ImportEvent } from '../../../../../event-schemas/src/import/events';
import { countedId } from '../../../platform/testing/counting-ids';
import { contextForTests } from '../../../platform/testing/metadata';
import { processSpecification } from '../../../platform/testing/process-specification';
import { CloseStalePageCommand } from '../commands/close-stale-page';
import { closeImportPageWhenStale } from './close-import-page-when-stale';

const { given } = processSpecification(closeImportPageWhenStale, 'import');
type Of<T extends ImportEvent['type']> = Extract<ImportEvent, { type: T }>;

const opened: Of<'ImportPageOpened'> = {
  type: 'ImportPageOpened',
  clear: { pageNumber: 2, sourcePage: 1, layout: 'A', gestureId: countedId(0x15), seen: 0, parsed: 0, leadIds: [], claimed: 0, refused: [] },
  personal: {},
};
const recorded: Of<'ImportPageRecorded'> = {
  type: 'ImportPageRecorded',
  clear: { pageNumber: 2, outcomes: [], refused: [], closedBy: 'page' },
  personal: {},
};
const page = { workspaceId: countedId(0xa), importId: countedId(1), pageNumber: 2 };
const stale = { name: 'stale', dueAt: '2026-01-05T09:15:00.000Z' };
const over = { state: null, commands: [], timers: [] };

describe('close-import-page-when-stale', () => {
  it('waits fifteen minutes for an opened page', () => {
    given()
      .when(opened)
      .then({ state: page, commands: [], timers: [stale] });
  });

  it('is over when the page is recorded', () => {
    given(opened).when(recorded).then(over);
  });

  it('closes the page when nothing came', () => {
    given(opened)
      .whenTimer(stale)
      .then({ ...over, commands: [page] });
  });

  it('copes with a page whose opening it never saw', () => {
    given().when(recorded).then(over);
    given().whenTimer(stale).then(over);
  });

  it('asks for the page of its own workspace', () => {
    const command = closeImportPageWhenStale.command(page, contextForTests({ workspaceId: null }));
    expect(command).toEqual(new CloseStalePageCommand({ ...contextForTests(), workspaceId: countedId(0xa) }, countedId(1), 2));
  });
});
