import { Global, Inject, Injectable, Module, type DynamicModule, type OnApplicationShutdown, type OnModuleInit } from '@nestjs/common';
import { MongoClient, type Db } from 'mongodb';
import { EVENT_STORE, type EventStore } from '../platform/event-store/event-store';
import { CheckpointWatch } from '../platform/projections/checkpoint-watch';
import type { AnyView } from '../platform/projections/view';
import { ViewReader } from '../platform/projections/view-reader';
import { VIEWS_DB } from '../platform/projections/views-database';

const VIEWS_CLIENT = Symbol('views-client');

@Injectable()
class ViewsLifetime implements OnModuleInit, OnApplicationShutdown {
  constructor(
    @Inject(VIEWS_CLIENT) private readonly client: MongoClient,
    private readonly reader: ViewReader,
  ) {}

  onModuleInit(): Promise<void> {
    return this.reader.start();
  }

  onApplicationShutdown(): Promise<void> {
    return this.client.close();
  }
}

/** The view database and who reads it. */
@Global()
@Module({})
export class ViewsModule {
  static register(url: string, views: readonly AnyView[]): DynamicModule {
    return {
      module: ViewsModule,
      providers: [
        { provide: VIEWS_CLIENT, useFactory: () => new MongoClient(url, { serverSelectionTimeoutMS: 5_000 }) },
        { provide: VIEWS_DB, inject: [VIEWS_CLIENT], useFactory: (client: MongoClient) => client.db() },
        { provide: CheckpointWatch, inject: [VIEWS_DB], useFactory: (database: Db) => new CheckpointWatch(database) },
        {
          provide: ViewReader,
          inject: [VIEWS_DB, CheckpointWatch, EVENT_STORE],
          useFactory: (database: Db, watch: CheckpointWatch, events: EventStore) => new ViewReader(database, views, watch, events),
        },
        ViewsLifetime,
      ],
      exports: [VIEWS_DB, CheckpointWatch, ViewReader],
    };
  }
}
