import 'reflect-metadata';
import type { INestApplication } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import type { NestExpressApplication } from '@nestjs/platform-express';
import type { OpenAPIObject } from '@nestjs/swagger';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { ApiModule } from '../../../backend/src/app/api.module';
import { NO_LIMITS } from '../../../backend/src/platform/limits/request-limits';
import { createLog } from '../../../backend/src/platform/observability/log';
import { apiDocument } from './document';
import { handlersBelow } from './handlers';
import { shapesOf } from './shapes';

const root = path.resolve(__dirname, '../../..');
export const REFERENCE_FILE = path.join(root, 'infra/openapi.json');
/** What no controller declares as its answer. */
const FURTHER_SHAPES = { Problem: 'problem', LiveMessage: 'live' };

/** The whole API without any store: nothing is connected and nothing listens. */
export async function withWholeApi<T>(use: (app: INestApplication) => T | Promise<T>): Promise<T> {
  const dataFolder = mkdtempSync(path.join(tmpdir(), 'leadgen-api-document-'));
  const nowhere = 'mongodb://127.0.0.1:1/nowhere';
  const options = { eventStoreUrl: 'esdb://127.0.0.1:1?tls=false', viewsUrl: nowhere, vaultUrl: nowhere, dataFolder, keyFolder: path.join(dataFolder, 'keys') };
  const log = createLog({ level: 'silent', file: null, process: 'api' });
  try {
    const module = ApiModule.register({ ...options, limits: NO_LIMITS, origin: 'http://127.0.0.1' }, log);
    const app = await NestFactory.create<NestExpressApplication>(module, { bodyParser: false, abortOnError: false, logger: false });
    const used = await use(app);
    await app.close();
    return used;
  } finally {
    rmSync(dataFolder, { recursive: true });
  }
}

export function documentOf(app: INestApplication): OpenAPIObject {
  const handlers = handlersBelow(path.join(root, 'backend/src'));
  const further = Object.fromEntries(Object.entries(FURTHER_SHAPES).map(([name, file]) => [name, path.join(root, `event-schemas/src/http/${file}.ts`)]));
  return apiDocument(app, { handlers, ...shapesOf(handlers, further) });
}
