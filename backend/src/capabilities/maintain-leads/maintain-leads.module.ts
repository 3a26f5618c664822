import { Module } from '@nestjs/common';
import { CqrsModule } from '@nestjs/cqrs';
import { FindOutcomesHandler } from './commands/find-outcomes';
import { NameLeadsHandler } from './commands/name-leads';
import { RecordLeadsHandler } from './commands/record-leads';
import { LeadsController } from './http/leads.controller';
import { IdentityIndex } from './identity/identity-index';
import { lead } from './views/lead';
import { LeadHandler } from './views/lead.query';
import { leads } from './views/leads';
import { LeadsHandler } from './views/leads.query';

@Module({
  imports: [CqrsModule],
  controllers: [LeadsController],
  providers: [NameLeadsHandler, RecordLeadsHandler, FindOutcomesHandler, IdentityIndex, LeadsHandler, LeadHandler],
})
export class MaintainLeadsModule {}

export const maintainLeadsViews = [leads, lead];
