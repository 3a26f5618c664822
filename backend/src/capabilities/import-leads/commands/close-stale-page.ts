import { Command, CommandHandler, QueryBus, type ICommandHandler } from '@nestjs/cqrs';
import { DeciderRunner } from '../../../platform/decider/decider-runner';
import { CannotProceed } from '../../../platform/processes/process';
import { FindOutcomesQuery } from '../../maintain-leads';
import { importDecider, importStream } from '../domain/import';
import type { ImportContext, Reached } from './answers';

/** Closes a page whose request never came back, from what the streams of its leads say. Nothing when it is closed. */
export class CloseStalePageCommand extends Command<Reached> {
  constructor(
    readonly context: ImportContext,
    readonly importId: string,
    readonly pageNumber: number,
  ) {
    super();
  }
}

@CommandHandler(CloseStalePageCommand)
export class CloseStalePageHandler implements ICommandHandler<CloseStalePageCommand> {
  constructor(
    private readonly runner: DeciderRunner,
    private readonly queries: QueryBus,
  ) {}

  async execute({ context, importId, pageNumber }: CloseStalePageCommand): Promise<Reached> {
    const { workspaceId } = context;
    const stream = importStream(importId);
    const { state } = await this.runner.load(importDecider, stream);
    const page = state.status === 'absent' ? undefined : state.pages.get(pageNumber);
    const outcomes = page?.recorded === null ? await this.queries.execute(new FindOutcomesQuery(page.leadIds, page.openedBy)) : [];
    const result = await this.runner.run(importDecider, stream, { kind: 'RecordPage', workspaceId, pageNumber, outcomes, closedBy: 'process' }, context);
    if (result.kind === 'rejected') throw new CannotProceed(result.reason);
    return { revision: result.revision, position: result.position };
  }
}
