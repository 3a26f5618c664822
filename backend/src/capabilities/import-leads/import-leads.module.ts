import { Module, type OnModuleInit } from '@nestjs/common';
import { MemberLimitsModule } from '../manage-workspace';
import { CloseStalePageHandler } from './commands/close-stale-page';
import { EndImportHandler } from './commands/end-import';
import { ImportAsStored } from './commands/import-as-stored';
import { RecordImportPageHandler } from './commands/record-import-page';
import { StartImportHandler } from './commands/start-import';
import { ImportRequests } from './http/import-requests';
import { ImportsController } from './http/imports.controller';
import { ImportAllowances } from './import-allowances';
import { closeImportPageWhenStale } from './processes/close-import-page-when-stale';
import { ImportHandler, ImportsHandler } from './views/imports.query';

/** Commands alone: what the worker needs to carry out processes. */
@Module({
  imports: [MemberLimitsModule],
  providers: [StartImportHandler, RecordImportPageHandler, EndImportHandler, CloseStalePageHandler, ImportAsStored, ImportAllowances],
  exports: [ImportAsStored],
})
export class ImportLeadsCommands implements OnModuleInit {
  constructor(private readonly allowances: ImportAllowances) {}

  onModuleInit(): Promise<void> {
    return this.allowances.prepare();
  }
}

@Module({
  imports: [ImportLeadsCommands],
  controllers: [ImportsController],
  providers: [ImportRequests, ImportsHandler, ImportHandler],
})
export class ImportLeadsModule {}

export const importLeadsProcesses = [closeImportPageWhenStale];
