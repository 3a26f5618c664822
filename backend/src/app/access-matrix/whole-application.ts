/** api and worker as they are composed for production, both in this process, on stores of their own; closing them fails when an answer was not as the reference says. */
import { NestFactory } from '@nestjs/core';
import type { INestApplicationContext } from '@nestjs/common';
import type { NestExpressApplication } from '@nestjs/platform-express';
import { readFileSync } from 'node:fs';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { configureHttp } from '../../platform/http/configure-http';
import { LimitedExpress } from '../../platform/http/limited-server';
import { NO_LIMITS } from '../../platform/limits/request-limits';
import { TEST_EXTENSION_ID } from '../../platform/testing/application';
import { watchAgainstReference } from '../../platform/testing/reference-watch';
import { startStores } from '../../platform/testing/stores';
import { testLog } from '../../platform/testing/test-log';
import { ApiModule } from '../api.module';
import { NestLog } from '../nest-log';
import { WorkerModule } from '../worker.module';

export interface WholeApplication {
  readonly origin: string;
  /** Providers of the api. */
  readonly api: INestApplicationContext;
  readonly setUpToken: string;
  close(): Promise<void>;
}

/** A domain, because passkeys need one. */
export const PUBLIC_ORIGIN = 'http://localhost';

/** Needs TEST_MONGODB_URL of the run. Whoever calls may say in X-Forwarded-For where from, so that nobody is held back for what others tried. */
export async function startWholeApplication(): Promise<WholeApplication> {
  const stores = await startStores();
  const reference = watchAgainstReference();
  const { dataFolder } = stores;
  const options = { eventStoreUrl: stores.events, viewsUrl: stores.views, vaultUrl: stores.vault, dataFolder, keyFolder: join(dataFolder, 'keys') };
  const capabilities = { ...options, origin: PUBLIC_ORIGIN, passwordCost: 4 };
  const http = {
    origin: PUBLIC_ORIGIN,
    extensionIds: [TEST_EXTENSION_ID],
    dashboard: null,
    trustedProxies: ['127.0.0.1'],
    securityContact: 'mailto:security@example.com',
  };
  const log = testLog();
  const quiet = { abortOnError: false, logger: new NestLog(log) } as const;
  const started: INestApplicationContext[] = [];
  const close = async (): Promise<void> => {
    for (const each of started.reverse()) await each.close();
    await stores.clear();
  };
  try {
    started.push(await NestFactory.createApplicationContext(WorkerModule.register(capabilities, log), quiet));
    const module = ApiModule.register({ ...capabilities, limits: NO_LIMITS }, log);
    const api = await NestFactory.create<NestExpressApplication>(module, new LimitedExpress(PUBLIC_ORIGIN), { ...quiet, bodyParser: false });
    started.push(api);
    api.use(reference.watch);
    configureHttp(api, http, log);
    await api.listen(0, '127.0.0.1');
    const { port } = api.getHttpServer().address() as AddressInfo;
    return {
      origin: `http://127.0.0.1:${String(port)}`,
      api,
      setUpToken: readFileSync(join(dataFolder, 'set-up-token'), 'utf8').trim(),
      close: async () => {
        api.getHttpServer().closeAllConnections();
        await close();
        reference.conclude();
      },
    };
  } catch (error) {
    await close();
    throw error;
  }
}
