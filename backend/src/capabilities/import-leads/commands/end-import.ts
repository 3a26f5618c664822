import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { DeciderRunner } from '../../../platform/decider/decider-runner';
import { importDecider, importStream } from '../domain/import';
import type { ImportAnswer, ImportContext } from './answers';
import { ImportAsStored } from './import-as-stored';

/** `failed` carries the code of the fault. */
export type ImportEnd = { readonly kind: 'completed' } | { readonly kind: 'cancelled' } | { readonly kind: 'failed'; readonly faultCode: string };

export class EndImportCommand extends Command<ImportAnswer> {
  constructor(
    readonly context: ImportContext,
    readonly importId: string,
    readonly end: ImportEnd,
  ) {
    super();
  }
}

@CommandHandler(EndImportCommand)
export class EndImportHandler implements ICommandHandler<EndImportCommand> {
  constructor(
    private readonly runner: DeciderRunner,
    private readonly imports: ImportAsStored,
  ) {}

  async execute({ context, importId, end }: EndImportCommand): Promise<ImportAnswer> {
    const { workspaceId } = context;
    const command =
      end.kind === 'cancelled'
        ? ({ kind: 'CancelImport', workspaceId } as const)
        : ({ kind: 'FinishImport', workspaceId, faultCode: end.kind === 'failed' ? end.faultCode : null } as const);
    const result = await this.runner.run(importDecider, importStream(importId), command, context);
    if (result.kind === 'rejected') return result;
    const { revision, position } = result;
    return { kind: 'accepted', view: await this.imports.receipt(importId), revision, position };
  }
}
