import 'reflect-metadata';
import { NestFactory } from '@nestjs/core';
import type { Db } from 'mongodb';
import { EVENT_STORE, type EventStore } from '../platform/event-store/event-store';
import { healthServer } from '../platform/observability/health-server';
import { createLog } from '../platform/observability/log';
import { metrics } from '../platform/observability/metrics';
import { READINESS_CHECKS, type ReadinessCheck } from '../platform/observability/readiness';
import { ProcessRunners } from '../platform/processes/process-runners';
import { ProjectionGroups } from '../platform/projections/projection-groups';
import { VIEWS_DB } from '../platform/projections/views-database';
import { processes } from './capabilities';
import { readConfig } from './config';
import { runMain, serveUntilStopped } from './life';
import { NestLog } from './nest-log';
import { workerMetrics } from './worker-metrics';
import { WorkerModule } from './worker.module';

runMain('worker', async () => {
  const config = readConfig(process.env);
  const log = createLog({ level: config.logLevel, file: config.logFile, process: 'worker' });
  const module = WorkerModule.register(config, log);
  const app = await NestFactory.createApplicationContext(module, { abortOnError: false, logger: new NestLog(log) });
  const sets = [app.get(ProjectionGroups), app.get(ProcessRunners)];
  workerMetrics(metrics, { store: app.get<EventStore>(EVENT_STORE), views: app.get<Db>(VIEWS_DB), sets, processes });
  const server = healthServer(app.get<readonly ReadinessCheck[]>(READINESS_CHECKS), config.origin);
  await serveUntilStopped({ ...config, host: '127.0.0.1', server, log, close: () => app.close() });
});
