import { Module } from '@nestjs/common';
import { CqrsModule } from '@nestjs/cqrs';
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

@Module({
  imports: [CqrsModule],
  controllers: [ImportsController],
  providers: [
    StartImportHandler,
    RecordImportPageHandler,
    EndImportHandler,
    CloseStalePageHandler,
    ImportAsStored,
    ImportRequests,
    ImportsHandler,
    ImportHandler,
  ],
})
export class ImportLeadsModule {}

export const importLeadsViews = [importProgress];
export const importLeadsProcesses = [closeImportPageWhenStale];
