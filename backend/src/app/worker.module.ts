import { Module, type DynamicModule } from '@nestjs/common';
import { CqrsModule } from '@nestjs/cqrs';
import type { Db } from 'mongodb';
import { EVENT_STORE, type EventStore } from '../platform/event-store/event-store';
import { IdentityModule } from '../platform/identity/identity.module';
import { NO_LIMITS } from '../platform/limits/request-limits';
import type { Log } from '../platform/observability/log';
import { ObservabilityModule } from '../platform/observability/observability.module';
import { databaseCheck, eventStoreCheck } from '../platform/observability/store-checks';
import { PlatformModule } from '../platform/platform.module';
import { ProcessRunners } from '../platform/processes/process-runners';
import { ProcessesModule } from '../platform/processes/processes.module';
import { ProjectionGroups } from '../platform/projections/projection-groups';
import { ProjectionsModule } from '../platform/projections/projections.module';
import { VIEWS_DB } from '../platform/projections/views-database';
import { VAULT_DB } from '../platform/sealing/vault';
import { capabilityModules, processes, views, type CapabilityOptions } from './capabilities';
import { rebuildThreads } from './rebuild-threads';

export interface WorkerOptions extends CapabilityOptions {
  readonly eventStoreUrl: string;
  readonly viewsUrl: string;
  readonly vaultUrl: string;
  readonly keyFolder: string;
}

/** The process that keeps views and carries out processes. The capabilities are here for their commands; no route of theirs is served. */
@Module({})
export class WorkerModule {
  static register(options: WorkerOptions, log: Log): DynamicModule {
    return {
      module: WorkerModule,
      imports: [
        PlatformModule.register({ eventStoreUrl: options.eventStoreUrl, vaultUrl: options.vaultUrl, keysFolder: options.keyFolder }),
        ProjectionsModule.forWorker({ viewsUrl: options.viewsUrl, views, threads: rebuildThreads(options) }),
        CqrsModule.forRoot(),
        ObservabilityModule.register(log, {
          inject: [EVENT_STORE, VAULT_DB, VIEWS_DB, ProjectionGroups, ProcessRunners],
          checks: (events: EventStore, vault: Db, viewsDb: Db, groups: ProjectionGroups, runners: ProcessRunners) => [
            eventStoreCheck(events),
            databaseCheck('vault', vault),
            databaseCheck('views', viewsDb),
            ...groups.readinessChecks(),
            ...runners.readinessChecks(),
          ],
        }),
        IdentityModule.forRoot({ keyFolder: options.keyFolder, limits: NO_LIMITS }),
        ProcessesModule.register(processes),
        ...capabilityModules(options),
      ],
    };
  }
}
