import { Module } from '@nestjs/common';
import { CloseStalePageHandler } from './commands/close-stale-page';
import { EndImportHandler } from './commands/end-import';
import { ImportAsStored } from './commands/import-as-stored';
import { RecordImportPageHandler } from './commands/record-import-page';
import { StartImportHandler } from './commands/start-import';
import { ImportRequests } from './http/import-requests';
import { ImportsController } from './http/imports.controller';
import { closeImportPageWhenStale } from './processes/close-import-page-when-stale';
import { importProgress } from './views/import-progress';
import { ImportHandler, ImportsHandler } from './views/imports.query';

/** Commands alone: what the worker needs to carry out processes. */
@Module({
  providers: [StartImportHandler, RecordImportPageHandler, EndImportHandler, CloseStalePageHandler, ImportAsStored],
  exports: [ImportAsStored],
})
export class ImportLeadsCommands {}

@Module({
  imports: [ImportLeadsCommands],
  controllers: [ImportsController],
  providers: [ImportRequests, ImportsHandler, ImportHandler],
})
export class ImportLeadsModule {}

export const importLeadsViews = [importProgress];
export const importLeadsProcesses = [closeImportPageWhenStale];
