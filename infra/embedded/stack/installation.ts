// A whole LeadGen on one machine: engines, worker and api in one data folder, each of which may be killed and comes back.
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { endLeftovers, recordChildren } from '../data-folder/recorded-children';
import { lockFolder } from '../data-folder/folder-lock';
import { keepLogs } from '../data-folder/kept-logs';
import { prepareFolder } from '../data-folder/prepare-folder';
import { startProcess } from '../processes/running-process';
import { eventNodeService, logIn, mongodService } from './engines';
import { freePort } from './free-port';
import { writeConnections, type Connections } from './connections';
import { externalEngines } from './external-engines';
import { refuseTakenPort } from './port-owner';
import { nodeProgram, type Code } from './node-program';
import { ProcessStack, type Service, type StackOptions } from './process-stack';

export type InstallationProcess = 'event-node' | 'mongod' | 'worker' | 'api';

export interface InstallationOptions extends Pick<StackOptions, 'supervised' | 'tell'> {
  readonly dataDir: string;
  /** Where the api listens; 127.0.0.1 unless told otherwise. */
  readonly host?: string;
  /** Of the api; 0 or nothing takes a free one. */
  readonly port?: number;
  /** `built` unless told otherwise: what is measured and killed is what people run. */
  readonly code?: Code;
  /** Nothing compressed on disk, so that a search for bytes means something; and a database user for any database. */
  readonly forTests?: boolean;
  /** Added to the environment of worker and api. */
  readonly env?: Readonly<Record<string, string>>;
  /** Where connection strings that replace our engines are looked for; by default nowhere. */
  readonly engineEnv?: NodeJS.ProcessEnv;
}

export interface Installation {
  /** `http://127.0.0.1:PORT` or the public address that was given. */
  readonly origin: string;
  readonly dataDir: string;
  readonly eventstoreUrl: string;
  readonly mongodbUrl: string;
  readonly vaultMongodbUrl: string;
  /** Any database, without one in the path; empty unless for tests. */
  readonly testMongodbUrl: string;
  /** The token of the one-time set-up link, or null once an owner exists. */
  setUpToken(): string | null;
  pids(): Readonly<Partial<Record<InstallationProcess, number>>>;
  /** SIGKILL. Supervised, it then comes back by itself (`untilUp`); otherwise by `restart`. */
  kill(name: InstallationProcess): Promise<void>;
  restart(name: InstallationProcess): Promise<void>;
  untilUp(name: InstallationProcess): Promise<void>;
  stop(): Promise<void>;
}

const LOOPBACK = '127.0.0.1';

/** Starts everything and answers when the api accepts requests. Throws StartFailure; nothing is left running then. */
export async function startInstallation(options: InstallationOptions): Promise<Installation> {
  const dataDir = prepareFolder(options.dataDir);
  const lock = lockFolder(dataDir);
  try {
    await endLeftovers(dataDir);
    if (options.port !== undefined && options.port !== 0) await refuseTakenPort(options.port, options.host ?? LOOPBACK);
    return await start({ ...options, dataDir }, () => lock.release());
  } catch (error) {
    lock.release();
    throw error;
  }
}

async function start(options: InstallationOptions, release: () => void): Promise<Installation> {
  const { dataDir } = options;
  const external = externalEngines(options.engineEnv ?? {});
  const code = options.code ?? 'built';
  const port = options.port === undefined || options.port === 0 ? await freePort() : options.port;
  const origin = options.env?.['LEADGEN_ORIGIN'] ?? `http://127.0.0.1:${port}`;
  const eventNode = external.eventstoreUrl === null ? eventNodeService({ ...options, code }) : null;
  const mongod = external.mongo === null ? mongodService(options) : null;
  const connections = (): Omit<Connections, 'origin'> => ({
    eventstoreUrl: external.eventstoreUrl ?? eventNode?.url(stack.port('event-node')) ?? '',
    eventstoreAdminUrl: external.eventstoreUrl === null ? (eventNode?.adminUrl() ?? null) : external.eventstoreAdminUrl,
    mongodbUrl: external.mongo?.viewsUrl ?? mongod?.running().viewsUrl ?? '',
    vaultMongodbUrl: external.mongo?.vaultUrl ?? mongod?.running().vaultUrl ?? '',
  });
  const own = (name: 'worker' | 'api', port: number): Service<InstallationProcess> => ({
    name,
    start: () => startOwn(name, { options, code, env: { ...connections(), origin, port } }),
  });
  const services = [eventNode?.service, mongod?.service, own('worker', 0), own('api', port)];
  const stack = new ProcessStack<InstallationProcess>(
    services.filter((service) => service !== undefined),
    { ...options, onChange: (pids) => recordChildren(dataDir, pids) },
  );
  await stack.startAll();
  writeConnections(dataDir, { ...connections(), origin });
  const tokenFile = join(dataDir, 'set-up-token');
  return {
    origin,
    dataDir,
    ...connections(),
    testMongodbUrl: options.forTests === true && mongod !== null ? mongod.running().testsUrl : '',
    setUpToken: () => (existsSync(tokenFile) ? readFileSync(tokenFile, 'utf8').trim() : null),
    pids: () => stack.pids(),
    kill: (name) => stack.kill(name),
    restart: (name) => stack.restart(name),
    untilUp: (name) => stack.untilUp(name),
    stop: async () => {
      await stack.stopAll();
      // First, so that the folder is free whatever becomes of the logs of a test run.
      release();
      keepLogs(dataDir);
    },
  };
}

interface OwnProcess {
  readonly options: InstallationOptions;
  readonly code: Code;
  readonly env: {
    readonly eventstoreUrl: string;
    readonly eventstoreAdminUrl: string | null;
    readonly mongodbUrl: string;
    readonly vaultMongodbUrl: string;
    readonly origin: string;
    readonly port: number;
  };
}

function startOwn(name: 'worker' | 'api', { options, code, env }: OwnProcess): ReturnType<typeof startProcess> {
  const program = nodeProgram(`backend/src/app/${name}.main`, code);
  return startProcess({
    name,
    ...program,
    env: {
      LEADGEN_ORIGIN: env.origin,
      HOST: options.host ?? LOOPBACK,
      ...options.env,
      EVENTSTORE_URL: env.eventstoreUrl,
      EVENTSTORE_ADMIN_URL: env.eventstoreAdminUrl ?? '',
      MONGODB_URL: env.mongodbUrl,
      VAULT_MONGODB_URL: env.vaultMongodbUrl,
      LEADGEN_DATA_DIR: options.dataDir,
      PORT: String(env.port),
      LEADGEN_PARENT_WATCH: '1',
    },
    logFile: logIn(options, name),
  });
}
