import { Module, type DynamicModule } from '@nestjs/common';
import { CqrsModule } from '@nestjs/cqrs';
import type { Db } from 'mongodb';
import { EVENT_STORE, type EventStore } from '../platform/event-store/event-store';
import { HttpPlatformModule } from '../platform/http/http-platform.module';
import { IdentityModule } from '../platform/identity/identity.module';
import type { LimitNumbers } from '../platform/limits/request-limits';
import { LiveModule } from '../platform/live/live.module';
import type { Log } from '../platform/observability/log';
import { ObservabilityModule } from '../platform/observability/observability.module';
import { databaseCheck, eventStoreCheck } from '../platform/observability/store-checks';
import { PlatformModule } from '../platform/platform.module';
import { ProjectionsModule } from '../platform/projections/projections.module';
import { keptViewsCheck } from '../platform/projections/kept-views-check';
import { VIEWS_DB } from '../platform/projections/views-database';
import { VAULT_DB } from '../platform/sealing/vault';
import { capabilityModules, views, type CapabilityOptions } from './capabilities';

export interface ApiOptions extends CapabilityOptions {
  readonly eventStoreUrl: string;
  readonly viewsUrl: string;
  readonly vaultUrl: string;
  readonly keyFolder: string;
  readonly limits: LimitNumbers;
}

/** The process that answers requests: commands and queries, no projections. */
@Module({})
export class ApiModule {
  static register(options: ApiOptions, log: Log): DynamicModule {
    return {
      module: ApiModule,
      imports: [
        PlatformModule.register({ eventStoreUrl: options.eventStoreUrl, vaultUrl: options.vaultUrl, keysFolder: options.keyFolder }),
        ProjectionsModule.forReading({ viewsUrl: options.viewsUrl, views }),
        CqrsModule.forRoot(),
        ObservabilityModule.register(log, {
          inject: [EVENT_STORE, VAULT_DB, VIEWS_DB],
          checks: (events: EventStore, vault: Db, viewsDb: Db) => [
            eventStoreCheck(events),
            databaseCheck('vault', vault),
            databaseCheck('views', viewsDb),
            keptViewsCheck(viewsDb, views),
          ],
        }),
        HttpPlatformModule,
        IdentityModule.forRoot({ keyFolder: options.keyFolder, limits: options.limits }),
        LiveModule.register(views),
        ...capabilityModules(options),
      ],
    };
  }
}
