/** GET /api/v1/live. Needs the modules of identity, event store and projections. */
import { Inject, Injectable, Module, type DynamicModule } from '@nestjs/common';
import { EVENT_STORE, type EventStore } from '../event-store/event-store';
import { CheckpointWatch } from '../projections/checkpoint-watch';
import type { AnyView } from '../projections/view';
import { LiveFeed } from './live-feed';
import { LiveController } from './live.controller';

@Injectable()
class LiveLifetime {
  constructor(@Inject(LiveFeed) private readonly feed: LiveFeed) {}

  beforeApplicationShutdown(): void {
    this.feed.close();
  }
}

@Module({})
export class LiveModule {
  static register(views: readonly AnyView[]): DynamicModule {
    const feed = {
      provide: LiveFeed,
      inject: [EVENT_STORE, CheckpointWatch],
      useFactory: (store: EventStore, checkpoints: CheckpointWatch) => new LiveFeed(store, checkpoints, views),
    };
    return { module: LiveModule, controllers: [LiveController], providers: [feed, LiveLifetime] };
  }
}
