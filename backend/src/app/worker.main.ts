import 'reflect-metadata';
import { NestFactory } from '@nestjs/core';
import type { NestExpressApplication } from '@nestjs/platform-express';
import { configureHttp } from '../platform/http/configure-http';
import { createLog } from '../platform/observability/log';
import { readConfig } from './config';
import { runMain, serveUntilStopped } from './life';
import { NestLog } from './nest-log';
import { WorkerModule } from './worker.module';

runMain('worker', async () => {
  const config = readConfig(process.env);
  const log = createLog({ level: config.logLevel, file: config.logFile, process: 'worker' });
  const module = WorkerModule.register(config, log);
  const app = await NestFactory.create<NestExpressApplication>(module, { bodyParser: false, abortOnError: false, logger: new NestLog(log) });
  configureHttp(app, { ...config, dashboard: null }, log);
  await serveUntilStopped(app, config, log, config.watchParent);
});
