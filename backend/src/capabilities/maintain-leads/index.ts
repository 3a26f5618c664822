/** What other capabilities may ask of this one. */
export { NameLeadsCommand } from './commands/name-leads';
export { RecordLeadsCommand, type RecordedLeads, type SeenLead, type Sighting } from './commands/record-leads';
export { LeadQuery } from './views/lead.query';
export { FindOutcomesQuery } from './commands/find-outcomes';
export type { NamedLead } from './identity/identity-index';
export { MaintainLeadsCommands } from './maintain-leads-commands.module';
export { MaintainLeadsModule } from './maintain-leads.module';
export { maintainLeadsViews } from './maintain-leads.views';
