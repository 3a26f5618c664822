import { Module } from '@nestjs/common';
import { LeadsController } from './http/leads.controller';
import { MaintainLeadsCommands } from './maintain-leads-commands.module';
import { LeadHandler } from './views/lead.query';
import { LeadsHandler } from './views/leads.query';

@Module({
  imports: [MaintainLeadsCommands],
  controllers: [LeadsController],
  providers: [LeadsHandler, LeadHandler],
})
export class MaintainLeadsModule {}
