import { Module } from '@nestjs/common';
import { FindOutcomesHandler } from './commands/find-outcomes';
import { NameLeadsHandler } from './commands/name-leads';
import { RecordLeadsHandler } from './commands/record-leads';
import { IdentityIndex } from './identity/identity-index';

/** Commands without routes and views: what other capabilities and the worker's processes rely on. */
@Module({ providers: [NameLeadsHandler, RecordLeadsHandler, FindOutcomesHandler, IdentityIndex] })
export class MaintainLeadsCommands {}
