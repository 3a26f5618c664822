/** A page whose request broke off for good would stay open for ever; after fifteen minutes the streams of its leads decide. */
import type { ImportEvent } from '../../../../../event-schemas/src/import/events';
import type { Recorded } from '../../../../../event-schemas/src/envelope/metadata';
import type { Process, ProcessTimer, Reaction } from '../../../platform/processes/process';
import { CloseStalePageCommand } from '../commands/close-stale-page';

type PageEvent = Extract<ImportEvent, { type: 'ImportPageOpened' | 'ImportPageRecorded' }>;

export interface OpenPage {
  readonly workspaceId: string;
  readonly importId: string;
  readonly pageNumber: number;
}

const PATIENCE_MS = 15 * 60 * 1000;
const OVER: Reaction<OpenPage, OpenPage> = { state: null, commands: [], timers: [] };

const importIdOf = ({ stream }: Recorded<PageEvent>): string => stream.slice('import-'.length);

function opened(event: Recorded<Extract<PageEvent, { type: 'ImportPageOpened' }>>): Reaction<OpenPage, OpenPage> {
  const { workspaceId, occurredAt } = event.metadata;
  if (workspaceId === null) return OVER;
  const stale: ProcessTimer = { name: 'stale', dueAt: new Date(Date.parse(occurredAt) + PATIENCE_MS).toISOString() };
  return { state: { workspaceId, importId: importIdOf(event), pageNumber: event.clear.pageNumber }, commands: [], timers: [stale] };
}

/** One instance per page. */
export const closeImportPageWhenStale: Process<OpenPage, PageEvent, OpenPage> = {
  name: 'close-import-page-when-stale',
  version: 1,
  types: ['ImportPageOpened', 'ImportPageRecorded'],
  route: (event) => `${importIdOf(event)}/${String(event.clear.pageNumber)}`,
  react: (page, input) => {
    if (input.kind === 'timer') return { state: null, commands: page === null ? [] : [page], timers: [] };
    return input.event.type === 'ImportPageOpened' ? opened({ ...input.event, type: input.event.type, clear: input.event.clear }) : OVER;
  },
  command: ({ workspaceId, importId, pageNumber }, context) => new CloseStalePageCommand({ ...context, workspaceId }, importId, pageNumber),
};
