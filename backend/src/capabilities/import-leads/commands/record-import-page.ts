import { Command, CommandBus, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import type { NewImportEvent } from '../../../../../event-schemas/src/import/events';
import type { ImportRow, PageReceipt, RecordPageRequest } from '../../../../../event-schemas/src/http/import-leads';
import { DeciderRunner } from '../../../platform/decider/decider-runner';
import { derivedId } from '../../../platform/time-and-ids/ids';
import { NameLeadsCommand, RecordLeadsCommand, type NamedLead, type SeenLead } from '../../maintain-leads';
import { importDecider, importStream, refusalOfPage, type OpenPage, type RecordPage } from '../domain/import';
import { GROUNDS_OF_LEADS } from '../grounds';
import type { ImportContext, Reached, Refused } from './answers';
import { pageReceipt } from './page-receipt';

export type PageAnswer = ({ readonly kind: 'recorded'; readonly receipt: PageReceipt } & Reached) | Refused;

/** One captured page. A repetition with the same command id goes the same way again and gives the same receipt. */
export class RecordImportPageCommand extends Command<PageAnswer> {
  constructor(
    readonly context: ImportContext,
    readonly importId: string,
    readonly page: RecordPageRequest,
  ) {
    super();
  }
}

/** The order is the point: ids, then the opened page (which claims them), then keys and leads, then the recorded page. */
@CommandHandler(RecordImportPageCommand)
export class RecordImportPageHandler implements ICommandHandler<RecordImportPageCommand> {
  constructor(
    private readonly runner: DeciderRunner,
    private readonly commands: CommandBus,
  ) {}

  async execute({ context, importId, page }: RecordImportPageCommand): Promise<PageAnswer> {
    const { workspaceId, commandId } = context;
    const stream = importStream(importId);
    // What is remembered may be old, but what it refuses stays refused; opening the page decides again.
    const state = await this.runner.recall(importDecider, stream);
    const refusal = refusalOfPage(state, { workspaceId, commandId, parsed: page.rows.length, ...page });
    if (refusal !== null || state.status === 'absent') return { kind: 'rejected', reason: refusal ?? 'ImportNotFound' };

    const named = await this.commands.execute(new NameLeadsCommand(workspaceId, page.rows));
    const opening = await this.runner.run(importDecider, stream, openingOf(context, page, named), context);
    if (opening.kind === 'rejected') return opening;

    const sighting = { importId, pageNumber: page.pageNumber, layout: page.layout, parserVersion: state.parserVersion };
    const seen = seenLeads(claimedBy(opening.events), page.rows, named);
    const { outcomes } = await this.commands.execute(new RecordLeadsCommand({ ...context, ...GROUNDS_OF_LEADS }, sighting, seen));

    const closing = { ...context, commandId: derivedId(commandId, 'recorded'), causationId: commandId };
    const recording: RecordPage = { kind: 'RecordPage', workspaceId, pageNumber: page.pageNumber, outcomes, closedBy: 'page' };
    const recorded = await this.runner.run(importDecider, stream, recording, closing);
    if (recorded.kind === 'rejected') return recorded;
    const { revision, position } = recorded;
    const after = await this.runner.recall(importDecider, stream);
    return { kind: 'recorded', receipt: pageReceipt(importId, page.pageNumber, after), revision, position };
  }
}

function openingOf({ workspaceId, commandId }: ImportContext, page: RecordPageRequest, named: readonly NamedLead[]): OpenPage {
  const { pageNumber, sourcePage, layout, gestureId, seen, refused } = page;
  const rowLeadIds = named.map(({ leadId }) => leadId);
  return { kind: 'OpenPage', workspaceId, commandId, pageNumber, sourcePage, layout, gestureId, seen, rowLeadIds, refused };
}

const claimedBy = (events: readonly NewImportEvent[]): readonly string[] =>
  events.flatMap((event) => (event.type === 'ImportPageOpened' ? event.clear.leadIds : []));

/** The claimed leads, each with the first row that shows it. */
function seenLeads(claimed: readonly string[], rows: readonly ImportRow[], named: readonly NamedLead[]): readonly SeenLead[] {
  const seen = new Map<string, SeenLead>();
  for (const [index, { leadId, fresh, conflicts }] of named.entries()) {
    const row = rows[index];
    if (row === undefined || seen.has(leadId)) continue;
    const { row: _place, fieldRules, ...profile } = row;
    seen.set(leadId, { leadId, fresh, conflicts, profile, fieldRules });
  }
  return claimed.flatMap((leadId) => seen.get(leadId) ?? []);
}
