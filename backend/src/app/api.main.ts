import 'reflect-metadata';
import { NestFactory } from '@nestjs/core';
import type { NestExpressApplication } from '@nestjs/platform-express';
import path from 'node:path';
import { configureHttp } from '../platform/http/configure-http';
import { LimitedExpress } from '../platform/http/limited-server';
import { createLog } from '../platform/observability/log';
import { ApiModule } from './api.module';
import { readConfig } from './config';
import { runMain, serveUntilStopped } from './life';
import { NestLog } from './nest-log';

/** From dist/server/backend/src/app, and from backend/src/app alike. */
function dashboardFolder(): string {
  const compiled = `${path.sep}dist${path.sep}server${path.sep}`;
  const root = __dirname.includes(compiled) ? __dirname.slice(0, __dirname.lastIndexOf(compiled)) : path.resolve(__dirname, '../../..');
  return path.join(root, 'dist', 'dashboard');
}

runMain('api', async () => {
  const config = readConfig(process.env);
  const log = createLog({ level: config.logLevel, file: config.logFile, process: 'api' });
  const module = ApiModule.register(config, log);
  const app = await NestFactory.create<NestExpressApplication>(module, new LimitedExpress(config.origin), {
    bodyParser: false,
    abortOnError: false,
    logger: new NestLog(log),
  });
  configureHttp(app, { ...config, dashboard: dashboardFolder() }, log);
  await app.init();
  const server = app.getHttpServer();
  await serveUntilStopped({ ...config, server, log, close: () => app.close() });
});
