import { Global, Module, type DynamicModule, type InjectionToken } from '@nestjs/common';
import { LOG, type Log } from './log';
import { ObservabilityController } from './observability.controller';
import { READINESS_CHECKS, type ReadinessCheck } from './readiness';

export interface ReadinessOptions<Stores extends readonly unknown[]> {
  readonly inject: readonly InjectionToken[];
  readonly checks: (...stores: Stores) => readonly ReadinessCheck[];
}

/** Log, health and metrics of one process. */
@Global()
@Module({})
export class ObservabilityModule {
  static register<Stores extends readonly unknown[]>(log: Log, { inject, checks }: ReadinessOptions<Stores>): DynamicModule {
    return {
      module: ObservabilityModule,
      controllers: [ObservabilityController],
      providers: [
        { provide: LOG, useValue: log },
        { provide: READINESS_CHECKS, inject: [...inject], useFactory: (...stores: unknown[]) => checks(...(stores as unknown as Stores)) },
      ],
      exports: [LOG],
    };
  }
}
