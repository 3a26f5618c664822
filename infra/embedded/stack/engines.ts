// The two engines of one machine: the event node and a real mongod, in a data folder, with fresh secrets.
import { randomBytes } from 'node:crypto';
import { join } from 'node:path';
import { findMongod } from '../mongod/find-mongod';
import { startMongod, type RunningMongod } from '../mongod/mongod-process';
import { rotate } from '../processes/log-file';
import { startProcess } from '../processes/running-process';
import { defaultCode, nodeProgram, type Code } from './node-program';
import { freePort } from './free-port';
import { ProcessStack, type Service, type StackOptions } from './process-stack';

export type EngineName = 'event-node' | 'mongod';

export interface EngineOptions extends Pick<StackOptions, 'supervised' | 'tell'> {
  /** Holds `events/`, `mongodb/` and `logs/`; it must exist. */
  readonly dataDir: string;
  /** For test runs: a user who may use any database, and nothing compressed on disk, so that a search for bytes means something. */
  readonly forTests?: boolean;
  readonly code?: Code;
}

export interface Engines {
  readonly eventstoreUrl: string;
  /** Scavenging, over plain HTTP, with the secret as password. */
  readonly eventstoreAdminUrl: string;
  readonly mongodbUrl: string;
  readonly vaultMongodbUrl: string;
  /** Without a database, of a user who may use any; only when the engines are for tests. */
  readonly testMongodbUrl: string;
  pids(): Readonly<Partial<Record<EngineName, number>>>;
  kill(name: EngineName): Promise<void>;
  restart(name: EngineName): Promise<void>;
  stop(): Promise<void>;
}

/** Starts both and answers when both accept work. Throws StartFailure. */
export async function startEngines(options: EngineOptions): Promise<Engines> {
  const eventNode = eventNodeService(options);
  const mongod = mongodService(options);
  const stack = new ProcessStack<EngineName>([eventNode.service, mongod.service], options);
  await stack.startAll();
  return {
    eventstoreUrl: eventNode.url(stack.port('event-node')),
    eventstoreAdminUrl: eventNode.adminUrl(),
    mongodbUrl: mongod.running().viewsUrl,
    vaultMongodbUrl: mongod.running().vaultUrl,
    testMongodbUrl: mongod.running().testsUrl,
    pids: () => stack.pids(),
    kill: (name) => stack.kill(name),
    restart: (name) => stack.restart(name),
    stop: () => stack.stopAll(),
  };
}

interface EventNode {
  readonly service: Service<'event-node'>;
  url(port: number): string;
  /** Once it has been started. */
  adminUrl(): string;
}

export function eventNodeService(options: EngineOptions): EventNode {
  // The client sends its connection name with every call; the node answers only those that carry this one.
  const secret = randomBytes(24).toString('base64url');
  const logFile = logIn(options, 'event-node');
  const program = nodeProgram('infra/embedded/event-node/event-node.main', options.code ?? defaultCode);
  // Chosen here and kept over restarts, because others know it.
  let adminPort = 0;
  return {
    service: {
      name: 'event-node',
      start: async (port) => {
        if (adminPort === 0) adminPort = await freePort();
        const ports = ['--port', String(port), '--admin-port', String(adminPort)];
        return await startProcess({
          name: 'event node',
          command: program.command,
          args: [...program.args, '--data', join(options.dataDir, 'events'), ...ports],
          env: { EVENT_NODE_SECRET: secret },
          logFile,
        });
      },
    },
    adminUrl: () => `http://admin:${secret}@127.0.0.1:${adminPort}`,
    url: (port) => `esdb://127.0.0.1:${port}?tls=false&connectionName=${secret}`,
  };
}

interface Mongod {
  readonly service: Service<'mongod'>;
  running(): RunningMongod;
}

export function mongodService(options: EngineOptions): Mongod {
  let running: RunningMongod | null = null;
  const logFile = logIn(options, 'mongod');
  return {
    service: {
      name: 'mongod',
      start: async (port) => {
        const { binary } = await findMongod(options.tell === undefined ? {} : { announce: options.tell });
        const forTests = options.forTests ?? false;
        running = await startMongod({ binary, folder: join(options.dataDir, 'mongodb'), logFile, port, compression: !forTests, withTestsUser: forTests });
        return running.process;
      },
    },
    running: () => {
      if (running === null) throw new Error('mongod has not been started');
      return running;
    },
  };
}

/** The log of one process; an overlong one is set aside first. */
export function logIn(options: Pick<EngineOptions, 'dataDir'>, name: string): string {
  const file = join(options.dataDir, 'logs', `${name}.log`);
  rotate(file);
  return file;
}
