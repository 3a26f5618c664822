import { Command, CommandHandler, QueryBus, type ICommandHandler } from '@nestjs/cqrs';
import type { StartImportRequest } from '../../../../../event-schemas/src/http/import-leads';
import { DeciderRunner } from '../../../platform/decider/decider-runner';
import { derivedId } from '../../../platform/time-and-ids/ids';
import { MemberLimitsQuery } from '../../manage-workspace';
import { importDecider, importStream } from '../domain/import';
import { ImportAllowances } from '../import-allowances';
import type { ImportAnswer, ImportContext } from './answers';
import { ImportAsStored } from './import-as-stored';

export class StartImportCommand extends Command<ImportAnswer> {
  constructor(
    readonly context: ImportContext,
    readonly browserId: string | null,
    readonly asked: StartImportRequest,
  ) {
    super();
  }
}

@CommandHandler(StartImportCommand)
export class StartImportHandler implements ICommandHandler<StartImportCommand> {
  constructor(
    private readonly runner: DeciderRunner,
    private readonly imports: ImportAsStored,
    private readonly allowances: ImportAllowances,
    private readonly queries: QueryBus,
  ) {}

  async execute({ context, browserId, asked }: StartImportCommand): Promise<ImportAnswer> {
    // The import is named after its command, so that a repeated command finds the import that it started before.
    const importId = derivedId(context.commandId, 'import');
    if (!(await this.isAllowed(importId, context))) return { kind: 'rejected', reason: 'ImportsPerDayReached' };
    const result = await this.runner.run(importDecider, importStream(importId), { kind: 'StartImport', browserId, ...asked }, context, { expectNew: true });
    if (result.kind === 'rejected') return result;
    const { revision, position } = result;
    return { kind: 'accepted', view: await this.imports.receipt(importId), revision, position };
  }

  private async isAllowed(importId: string, { workspaceId, actor, occurredAt }: ImportContext): Promise<boolean> {
    if (actor === null) return true;
    const { importsPerDay } = await this.queries.execute(new MemberLimitsQuery(workspaceId, actor));
    return importsPerDay === null || this.allowances.take(workspaceId, actor, importId, importsPerDay, occurredAt);
  }
}
