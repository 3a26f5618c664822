/** The processes of the worker. Needs the projections of the worker, the event store and Nest's command bus. */
import { Inject, Injectable, Module, type DynamicModule, type OnApplicationBootstrap } from '@nestjs/common';
import { CommandBus, CqrsModule } from '@nestjs/cqrs';
import type { Db } from 'mongodb';
import { EVENT_STORE, type EventStore } from '../event-store/event-store';
import { LOG, type Log } from '../observability/log';
import { ProjectionGroups } from '../projections/projection-groups';
import { VIEWS_DB } from '../projections/views-database';
import { EventOpener } from '../sealing/event-opener';
import { Clock } from '../time-and-ids/clock';
import type { AnyProcess } from './process';
import { ProcessRunners } from './process-runners';

@Injectable()
class ProcessesLifetime implements OnApplicationBootstrap {
  constructor(@Inject(ProcessRunners) private readonly runners: ProcessRunners) {}

  onApplicationBootstrap(): void {
    this.runners.start();
  }

  async beforeApplicationShutdown(): Promise<void> {
    await this.runners.stop();
  }
}

@Module({})
export class ProcessesModule {
  static register(processes: readonly AnyProcess[]): DynamicModule {
    const runners = {
      provide: ProcessRunners,
      inject: [VIEWS_DB, EVENT_STORE, EventOpener, Clock, LOG, ProjectionGroups, CommandBus],
      useFactory: (database: Db, store: EventStore, opener: EventOpener, clock: Clock, log: Log, groups: ProjectionGroups, bus: CommandBus) =>
        new ProcessRunners({ database, store, opener, clock, log, feed: groups.feed, processes, execute: (command) => bus.execute(command) }),
    };
    return { module: ProcessesModule, global: true, imports: [CqrsModule], providers: [runners, ProcessesLifetime], exports: [ProcessRunners] };
  }
}
