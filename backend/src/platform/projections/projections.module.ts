/** The read side of a process: every process may read views, the worker also keeps them. */
import {
  Global,
  Inject,
  Injectable,
  Module,
  type DynamicModule,
  type OnApplicationBootstrap,
  type OnApplicationShutdown,
  type OnModuleInit,
} from '@nestjs/common';
import { MongoClient, type Db } from 'mongodb';
import { EVENT_STORE, type EventStore } from '../event-store/event-store';
import { LOG, type Log } from '../observability/log';
import { EventOpener } from '../sealing/event-opener';
import { CheckpointWatch } from './checkpoint-watch';
import type { LaneThreads } from './lane-threads';
import { ProjectionGroups } from './projection-groups';
import type { AnyView } from './view';
import { ViewReader } from './view-reader';
import { VIEWS_DB } from './views-database';

export interface ProjectionsOptions {
  /** With the name of the database in its path. */
  readonly viewsUrl: string;
  readonly views: readonly AnyView[];
  /** For rebuilds of the worker. */
  readonly threads?: LaneThreads;
}

const VIEWS_CLIENT = Symbol('ViewsClient');

@Injectable()
class ViewsLifetime implements OnModuleInit, OnApplicationShutdown {
  constructor(
    @Inject(VIEWS_CLIENT) private readonly client: MongoClient,
    @Inject(ViewReader) private readonly reader: ViewReader,
  ) {}

  async onModuleInit(): Promise<void> {
    await this.reader.start();
  }

  async onApplicationShutdown(): Promise<void> {
    await this.client.close();
  }
}

/** Folds from the start of the process to its end. */
@Injectable()
class GroupsLifetime implements OnApplicationBootstrap {
  constructor(@Inject(ProjectionGroups) private readonly groups: ProjectionGroups) {}

  onApplicationBootstrap(): void {
    this.groups.start();
  }

  /** Before the connections close. */
  async beforeApplicationShutdown(): Promise<void> {
    await this.groups.stop();
  }
}

@Global()
@Module({})
export class ProjectionsModule {
  /** Queries and After-Position. */
  static forReading({ viewsUrl, views }: ProjectionsOptions): DynamicModule {
    const shown = [
      { provide: VIEWS_DB, inject: [VIEWS_CLIENT], useFactory: (client: MongoClient) => client.db() },
      { provide: CheckpointWatch, inject: [VIEWS_DB], useFactory: (database: Db) => new CheckpointWatch(database) },
      {
        provide: ViewReader,
        inject: [VIEWS_DB, CheckpointWatch, EVENT_STORE],
        useFactory: (database: Db, checkpoints: CheckpointWatch, store: EventStore) => new ViewReader(database, views, checkpoints, store),
      },
    ];
    const client = { provide: VIEWS_CLIENT, useFactory: () => new MongoClient(viewsUrl, { serverSelectionTimeoutMS: 5_000 }) };
    return { module: ProjectionsModule, providers: [client, ...shown, ViewsLifetime], exports: shown.map(({ provide }) => provide) };
  }

  /** The same, and keeps the views; `ProjectionGroups` tells how they are. */
  static forWorker(options: ProjectionsOptions): DynamicModule {
    const reading = ProjectionsModule.forReading(options);
    const groups = {
      provide: ProjectionGroups,
      inject: [VIEWS_DB, EVENT_STORE, EventOpener, LOG],
      useFactory: (database: Db, store: EventStore, opener: EventOpener, log: Log) =>
        new ProjectionGroups({ database, store, opener, log, views: options.views, ...(options.threads === undefined ? {} : { threads: options.threads }) }),
    };
    return { ...reading, providers: [...(reading.providers ?? []), groups, GroupsLifetime], exports: [...(reading.exports ?? []), ProjectionGroups] };
  }
}
