/**
 * A whole application in this process for specs over HTTP: own log, own databases on the mongod of the run, own key files; views are kept.
 * Closing it fails when one of its answers was not as the API reference says.
 */
import type { DynamicModule, INestApplicationContext, Type } from '@nestjs/common';
import { CqrsModule } from '@nestjs/cqrs';
import type { NestExpressApplication } from '@nestjs/platform-express';
import { Test } from '@nestjs/testing';
import { randomUUID } from 'node:crypto';
import type { Server } from 'node:http';
import { join } from 'node:path';
import request from 'supertest';
import { configureHttp } from '../http/configure-http';
import { HttpPlatformModule } from '../http/http-platform.module';
import { LimitedExpress, type Patience } from '../http/limited-server';
import { AccessTokens } from '../identity/access-tokens';
import { IdentityModule } from '../identity/identity.module';
import type { Principal } from '../identity/principal';
import { Standings } from '../identity/standings';
import { GivenStandings } from './given-standings';
import { testLog } from './test-log';
import { watchAgainstReference, type ReferenceWatch } from './reference-watch';
import { startStores, type TestStores } from './stores';
import { SessionFamilies } from '../identity/session-families';
import type { Log } from '../observability/log';
import { ObservabilityModule } from '../observability/observability.module';
import { NO_LIMITS, type LimitNumbers } from '../limits/request-limits';
import { PlatformModule } from '../platform.module';
import { ProjectionsModule } from '../projections/projections.module';
import type { AnyView } from '../projections/view';
import type { Clock } from '../time-and-ids/clock';

export interface ApplicationOptions {
  /** Capabilities under test; the folder stands for the data folder. */
  readonly modules: (dataFolder: string) => readonly (DynamicModule | Type)[];
  readonly views: readonly AnyView[];
  /** The one of the system unless given. */
  readonly clock?: Clock;
  /** The one of the test run unless given. */
  readonly log?: Log;
  /** None unless given. */
  readonly limits?: LimitNumbers;
  /** Built dashboard to serve; none unless given. */
  readonly dashboard?: string;
  /** `http://127.0.0.1` unless given. */
  readonly origin?: string;
  /** None unless given. */
  readonly trustedProxies?: readonly string[];
  /** With slow clients; that of the real server unless given. */
  readonly patience?: Patience;
}

export interface SignedIn {
  readonly principal: Principal;
  /** Value of the Authorization header. */
  readonly authorization: string;
}

export interface TestApplication {
  readonly dataFolder: string;
  /** Providers of the application, such as the runner. */
  readonly app: INestApplicationContext;
  readonly server: Server;
  readonly http: ReturnType<typeof request>;
  /** A session of somebody, without the capability that signs people in. */
  signIn(as?: Partial<Principal>): Promise<SignedIn>;
  /** A second api process over the same stores; it keeps no views. */
  another(): Promise<TestApplication>;
  close(): Promise<void>;
}

export const TEST_EXTENSION_ID = 'abcdefghijklmnopabcdefghijklmnop';

/** Needs TEST_MONGODB_URL of the run. */
export async function startApplication(options: ApplicationOptions): Promise<TestApplication> {
  const stores = await startStores();
  const reference = watchAgainstReference();
  const first = await start(options, stores, reference, 'worker').catch(async (error: unknown) => {
    await stores.clear();
    throw error;
  });
  const others: TestApplication[] = [];
  return {
    ...first,
    another: async () => {
      const other = await start(options, stores, reference, 'api');
      others.push(other);
      return other;
    },
    close: async () => {
      for (const each of [...others, first]) await each.close();
      await stores.clear();
      reference.conclude();
    },
  };
}

async function start(options: ApplicationOptions, stores: TestStores, reference: ReferenceWatch, role: 'api' | 'worker'): Promise<TestApplication> {
  const { dataFolder } = stores;
  const { log = testLog() } = options;
  const keyFolder = join(dataFolder, 'keys');
  const projections = { viewsUrl: stores.views, views: options.views };
  const module = await Test.createTestingModule({
    imports: [
      PlatformModule.register({
        eventStoreUrl: stores.events,
        vaultUrl: stores.vault,
        keysFolder: keyFolder,
        ...(options.clock === undefined ? {} : { clock: options.clock }),
      }),
      role === 'worker' ? ProjectionsModule.forWorker(projections) : ProjectionsModule.forReading(projections),
      CqrsModule.forRoot(),
      ObservabilityModule.register(log, { inject: [], checks: () => [] }),
      HttpPlatformModule,
      IdentityModule.forRoot({ keyFolder, limits: options.limits ?? NO_LIMITS }),
      ...options.modules(dataFolder),
    ],
  })
    .overrideProvider(Standings)
    .useClass(GivenStandings)
    .compile();
  const { origin = 'http://127.0.0.1', dashboard = null, trustedProxies = [] } = options;
  const app = module.createNestApplication<NestExpressApplication>(new LimitedExpress(origin, options.patience), { bodyParser: false, logger: false });
  const http = { origin, extensionIds: [TEST_EXTENSION_ID], dashboard, trustedProxies, securityContact: 'mailto:security@example.com' };
  app.use(reference.watch);
  configureHttp(app, http, log);
  await app.listen(0, '127.0.0.1').catch(async (error: unknown) => {
    await app.close();
    throw error;
  });
  const server = app.getHttpServer();
  return {
    dataFolder,
    app,
    server,
    http: request(server),
    signIn: (as) => signIn(app, as ?? {}),
    another: () => Promise.reject(new Error('Ask the first application for another one')),
    close: async () => {
      server.closeAllConnections();
      await app.close();
    },
  };
}

async function signIn(app: INestApplicationContext, as: Partial<Principal>): Promise<SignedIn> {
  const browser = as.kind === 'browser';
  const principal: Principal = {
    kind: 'account',
    role: 'owner',
    scopes: [],
    accountId: randomUUID(),
    workspaceId: randomUUID(),
    browserId: browser ? randomUUID() : null,
    sessionId: randomUUID(),
    ...as,
  };
  const { accountId, workspaceId, browserId, sessionId } = principal;
  const identity = { kind: browser ? 'browser' : 'account', accountId, workspaceId, browserId, sessionId } as const;
  app.get<GivenStandings>(Standings).give(accountId, workspaceId, { role: principal.role, suspended: null, secondFactorMissing: false });
  await app.get(SessionFamilies).open(identity);
  return { principal, authorization: `Bearer ${app.get(AccessTokens).issue(identity).accessToken}` };
}
