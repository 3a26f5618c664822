/** The adapter against a server of its own that is killed and frozen in the middle of the work. */
import { type ChildProcess, spawn } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { createServer, type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { createInterface } from 'node:readline';
import { setTimeout as wait } from 'node:timers/promises';
import type { AppendResult, EventToAppend, StoredEvent } from './event-store';
import { EventStoreDb } from './event-store-db';

const root = resolve(__dirname, '../../../..');
const WRITERS = 10;
const APPENDS_PER_WRITER = 60;
const KILLS = 4;

class Server {
  private child: ChildProcess | null = null;
  private constructor(
    private readonly folder: string,
    readonly port: number,
  ) {}

  static async start(): Promise<Server> {
    const probe = createServer().listen(0, '127.0.0.1');
    await once(probe, 'listening');
    const { port } = probe.address() as AddressInfo;
    probe.close();
    await once(probe, 'close');
    const server = new Server(mkdtempSync(join(tmpdir(), 'leadgen-faults-')), port);
    await server.run();
    return server;
  }

  async run(): Promise<void> {
    const program = ['--require', join(root, 'infra/tooling/swc-register.cjs'), join(root, 'infra/embedded/event-node/event-node.main.ts')];
    const child = spawn(process.execPath, [...program, '--data', this.folder, '--port', String(this.port)], { stdio: ['ignore', 'pipe', 'inherit'] });
    this.child = child;
    const lines = createInterface({ input: child.stdout });
    await Promise.race([
      once(lines, 'line'),
      once(child, 'exit').then(() => {
        throw new Error('The event node did not start.');
      }),
    ]);
  }

  signal(name: 'SIGSTOP' | 'SIGCONT'): void {
    this.child?.kill(name);
  }

  async kill(): Promise<void> {
    const child = this.child;
    if (child?.exitCode !== null) return;
    child.kill('SIGKILL');
    await once(child, 'exit');
  }

  async end(): Promise<void> {
    await this.kill();
    rmSync(this.folder, { recursive: true });
  }
}

const events = (count: number): EventToAppend[] =>
  Array.from({ length: count }, (_, number) => ({ id: randomUUID(), storedType: 'Something.v1', data: { v: 1, c: { number }, b: [], z: '' }, metadata: {} }));

/** Appends one after the other to one stream, two events each; its answers in order. */
async function write(store: EventStoreDb, stream: string, progress: () => void): Promise<readonly AppendResult[]> {
  const answers: AppendResult[] = [];
  for (let number = 0; number < APPENDS_PER_WRITER; number += 1) {
    answers.push(await store.append(stream, number === 0 ? 'no-stream' : 2 * number - 1, events(2)));
    progress();
  }
  return answers;
}

describe('while the event store is killed and frozen', () => {
  let server: Server;
  let store: EventStoreDb;
  beforeAll(async () => {
    server = await Server.start();
    store = new EventStoreDb({ url: `esdb://127.0.0.1:${String(server.port)}?tls=false`, attemptMs: 400, giveUpMs: 60_000 });
  }, 240_000);
  afterAll(async () => {
    await store.close();
    await server.end();
  });

  it('answers every append as stored, stores it once, and delivers it once and in order to who follows', async () => {
    const streams = Array.from({ length: WRITERS }, () => `import-${randomUUID()}`);
    const total = WRITERS * APPENDS_PER_WRITER;
    const seen: StoredEvent[] = [];
    const stop = new AbortController();
    const following = store.follow({
      after: null,
      maxBatch: 50,
      signal: stop.signal,
      batch: (batch) => {
        seen.push(...batch);
        if (seen.length >= 2 * total) stop.abort();
        return Promise.resolve();
      },
    });
    let done = 0;
    const writing = Promise.all(streams.map((stream) => write(store, stream, () => (done += 1))));
    for (let kill = 1; kill <= KILLS; kill += 1) {
      while (done < (total * kill) / (KILLS + 2)) await wait(1);
      await server.kill();
      await server.run();
    }
    while (done < (total * (KILLS + 1)) / (KILLS + 2)) await wait(1);
    server.signal('SIGSTOP');
    // Longer than one attempt waits, so that appends are asked again and the answers to the first attempts come late.
    await wait(900);
    server.signal('SIGCONT');

    const answers = await writing;
    await following;
    const stored = await Promise.all(streams.map((stream) => store.readStream(stream)));
    for (const [index, found] of stored.entries()) {
      expect(found.map(({ revision }) => revision)).toEqual(Array.from({ length: 2 * APPENDS_PER_WRITER }, (_, revision) => revision));
      const last = found.filter((_, revision) => revision % 2 === 1);
      expect(answers[index]).toEqual(last.map(({ revision, position }) => ({ kind: 'appended', revision, position })));
    }
    const log = stored.flat().sort((one, other) => (one.position < other.position ? -1 : 1));
    expect(seen.map(({ id }) => id)).toEqual(log.map(({ id }) => id));
  }, 360_000);
});
