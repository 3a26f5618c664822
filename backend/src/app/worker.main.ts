import 'reflect-metadata';
import { NestFactory } from '@nestjs/core';
import { healthServer } from '../platform/observability/health-server';
import { createLog } from '../platform/observability/log';
import { READINESS_CHECKS, type ReadinessCheck } from '../platform/observability/readiness';
import { readConfig } from './config';
import { runMain, serveUntilStopped } from './life';
import { NestLog } from './nest-log';
import { WorkerModule } from './worker.module';

runMain('worker', async () => {
  const config = readConfig(process.env);
  const log = createLog({ level: config.logLevel, file: config.logFile, process: 'worker' });
  const module = WorkerModule.register(config, log);
  const app = await NestFactory.createApplicationContext(module, { abortOnError: false, logger: new NestLog(log) });
  const server = healthServer(app.get<readonly ReadinessCheck[]>(READINESS_CHECKS));
  await serveUntilStopped({ ...config, host: '127.0.0.1', server, log, close: () => app.close() });
});
