import type { Db } from 'mongodb';
import { Gauge, type Registry } from 'prom-client';
import type { EventStore } from '../platform/event-store/event-store';
import { parkedCommands } from '../platform/processes/parked';
import type { AnyProcess } from '../platform/processes/process';
import type { RunnerSet } from '../platform/projections/runner-set';

export interface WatchedWorker {
  readonly store: EventStore;
  readonly views: Db;
  readonly sets: readonly RunnerSet[];
  readonly processes: readonly AnyProcess[];
}

/** What somebody on duty wants to be told about a worker; asked for when the metrics are. A figure whose store is away is left out. */
export function workerMetrics(registry: Registry, { store, views, sets, processes }: WatchedWorker): void {
  const labelNames = ['kind', 'group'] as const;
  new Gauge({
    name: 'leadgen_group_faulted',
    help: '1 while the group is stopped by a fault.',
    labelNames,
    registers: [registry],
    collect() {
      for (const { kind, health } of healthOf(sets)) this.set({ kind, group: health.group }, health.state === 'faulted' ? 1 : 0);
    },
  });
  new Gauge({
    name: 'leadgen_group_positions_behind',
    help: 'Distance of the group to the end of the log, in log positions; 0 is up to date.',
    labelNames,
    registers: [registry],
    async collect() {
      this.reset();
      const end = await store.lastPosition().catch(() => null);
      if (end === null) return;
      for (const { kind, health } of healthOf(sets)) this.set({ kind, group: health.group }, Math.max(0, Number(BigInt(end) - BigInt(health.position))));
    },
  });
  new Gauge({
    name: 'leadgen_parked_commands',
    help: 'Commands of processes that gave up and wait for a person (npm run processes -- parked).',
    labelNames: ['process'] as const,
    registers: [registry],
    async collect() {
      this.reset();
      const parked = await parkedCommands(views, processes).catch(() => null);
      if (parked === null) return;
      for (const { name } of processes) this.set({ process: name }, parked.filter((command) => command.process === name).length);
    },
  });
}

const healthOf = (sets: readonly RunnerSet[]) => sets.flatMap((set) => set.health().map((health) => ({ kind: set.kind, health })));
