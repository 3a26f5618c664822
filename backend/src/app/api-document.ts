import 'reflect-metadata';
import { NestFactory } from '@nestjs/core';
import type { NestExpressApplication } from '@nestjs/platform-express';
import type { OpenAPIObject } from '@nestjs/swagger';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { NO_LIMITS } from '../platform/limits/request-limits';
import { apiDocument } from '../platform/http/api-docs/api-document';
import { createLog } from '../platform/observability/log';
import { ApiModule } from './api.module';

/** The OpenAPI document of the whole API, without any store: nothing is connected and nothing listens. */
export async function wholeApiDocument(): Promise<OpenAPIObject> {
  const dataFolder = mkdtempSync(join(tmpdir(), 'leadgen-api-document-'));
  const nowhere = 'mongodb://127.0.0.1:1/nowhere';
  const options = { eventStoreUrl: 'esdb://127.0.0.1:1?tls=false', viewsUrl: nowhere, vaultUrl: nowhere, dataFolder, keyFolder: join(dataFolder, 'keys') };
  const log = createLog({ level: 'silent', file: null, process: 'api' });
  try {
    const module = ApiModule.register({ ...options, limits: NO_LIMITS, origin: 'http://127.0.0.1' }, log);
    const app = await NestFactory.create<NestExpressApplication>(module, { bodyParser: false, abortOnError: false, logger: false });
    const document = apiDocument(app);
    await app.close();
    return document;
  } finally {
    rmSync(dataFolder, { recursive: true });
  }
}
