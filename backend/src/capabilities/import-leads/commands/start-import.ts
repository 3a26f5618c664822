import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import type { StartImportRequest } from '../../../../../event-schemas/src/http/import-leads';
import { DeciderRunner } from '../../../platform/decider/decider-runner';
import { derivedId } from '../../../platform/time-and-ids/ids';
import { importDecider, importStream } from '../domain/import';
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
  ) {}

  async execute({ context, browserId, asked }: StartImportCommand): Promise<ImportAnswer> {
    // The import is named after its command, so that a repeated command finds the import that it started before.
    const importId = derivedId(context.commandId, 'import');
    const result = await this.runner.run(importDecider, importStream(importId), { kind: 'StartImport', browserId, ...asked }, context, { expectNew: true });
    if (result.kind === 'rejected') return result;
    const { revision, position } = result;
    return { kind: 'accepted', view: await this.imports.receipt(importId), revision, position };
  }
}
