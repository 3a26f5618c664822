import { once } from 'node:events';
import { mkdtempSync, readFileSync, readdirSync, rmSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { EventStoreDBClient, jsonEvent } from '@eventstore/db-client';
import Database from 'libsql';
import { startEventNode, type EventNode } from '../../../../infra/embedded/event-node/event-node';
import { Scavenge, type ScavengeState } from './scavenge';

const SECRET = 'right/@:';

describe('scavenging through the administration paths', () => {
  const folder = mkdtempSync(join(tmpdir(), 'leadgen-scavenge-'));
  const nodes: EventNode[] = [];
  beforeAll(async () => {
    for (const name of ['one', 'two']) nodes.push(await startEventNode({ dataDir: join(folder, name), port: 0, secret: SECRET }));
  });
  afterAll(async () => {
    await Promise.all(nodes.map((node) => node.stop()));
    rmSync(folder, { recursive: true, force: true });
  });

  const addressOf = (node: EventNode | undefined): string => `http://127.0.0.1:${String(node?.adminPort)}`;
  const scavengeWith = (password: string): Scavenge =>
    new Scavenge(nodes.map((node) => addressOf(node).replace('//', `//admin:${encodeURIComponent(password)}@`)).join(', '));
  const deleteSomethingOn = async (node: EventNode | undefined): Promise<void> => {
    const client = EventStoreDBClient.connectionString(`esdb://127.0.0.1:${String(node?.port)}?tls=false&connectionName=${encodeURIComponent(SECRET)}`);
    await client.appendToStream('gone-1', jsonEvent({ type: 'Any.v1', data: { mark: 'to-be-gone' } }));
    await client.deleteStream('gone-1');
    await client.dispose();
  };
  const isOnDisk = (name: string): boolean => readdirSync(join(folder, name)).some((file) => readFileSync(join(folder, name, file)).includes('to-be-gone'));
  const ended = async (scavenge: Scavenge): Promise<readonly ScavengeState[]> => {
    const giveUpAt = Date.now() + 60_000;
    for (;;) {
      const states = await scavenge.last();
      if (Date.now() > giveUpAt || !states.some((state) => state.kind === 'known' && state.outcome === 'in-progress')) return states;
    }
  };
  /** Keeps a scavenge on the node from ending. */
  const holdUp = (name: string): (() => void) => {
    const reader = new Database(join(folder, name, 'events.db'));
    reader.exec('BEGIN');
    reader.prepare('SELECT COUNT(*) FROM log').get();
    return () => {
      reader.exec('COMMIT');
      reader.close();
    };
  };

  it('knows of none on nodes that have just started, and of none to stop', async () => {
    const scavenge = scavengeWith(SECRET);
    expect(await scavenge.last()).toEqual(nodes.map((node) => ({ node: addressOf(node), kind: 'known', scavengeId: null, outcome: 'none' })));
    expect(await scavenge.stop()).toEqual(nodes.map((node) => ({ node: addressOf(node), kind: 'not-running' })));
  });

  it('reaches the event node by the address that the launcher hands out', async () => {
    expect(await new Scavenge(process.env['EVENTSTORE_ADMIN_URL'] ?? '').last()).toMatchObject([{ kind: 'known' }]);
  });

  it('asks a real server, with credentials, to rewrite every chunk that holds anything deleted', async () => {
    const asked: unknown[] = [];
    const server = createServer((request, response) => {
      asked.push([request.method, request.url, request.headers.authorization]);
      response.setHeader('content-type', 'application/json').end('{"scavengeId":"a-1"}');
    }).listen(0, '127.0.0.1');
    await once(server, 'listening');
    const { port } = server.address() as AddressInfo;
    const started = await new Scavenge(`http://ops:open%3Asesame@127.0.0.1:${String(port)}`).start();
    server.close();
    expect(asked).toEqual([['POST', '/admin/scavenge?threshold=0', `Basic ${Buffer.from('ops:open:sesame').toString('base64')}`]]);
    expect(started).toEqual([{ node: `http://127.0.0.1:${String(port)}`, kind: 'started', scavengeId: 'a-1' }]);
  });

  it('takes deleted events out on every node', async () => {
    await Promise.all(nodes.map(deleteSomethingOn));
    const scavenge = scavengeWith(SECRET);
    const started = await scavenge.start();
    expect(started).toEqual(nodes.map((node) => ({ node: addressOf(node), kind: 'started', scavengeId: expect.any(String) as string })));
    expect(await ended(scavenge)).toEqual(
      started.map((one) => ({ node: one.node, kind: 'known', scavengeId: one.kind === 'started' ? one.scavengeId : null, outcome: 'success' })),
    );
    expect([isOnDisk('one'), isOnDisk('two')]).toEqual([false, false]);
  });

  it('says which node was busy, and stops what runs', async () => {
    const scavenge = scavengeWith(SECRET);
    const letGo = holdUp('one');
    await deleteSomethingOn(nodes[0]);
    const [first] = await scavenge.start();
    expect(await scavenge.start()).toContainEqual({ ...first, kind: 'busy' });
    expect(await scavenge.stop()).toContainEqual({ node: addressOf(nodes[0]), kind: 'stopping' });
    expect((await ended(scavenge))[0]).toMatchObject({ node: addressOf(nodes[0]), outcome: 'stopped' });
    letGo();
  });

  it('answers for a node that refuses or cannot be reached', async () => {
    expect(await scavengeWith('wrong').start()).toEqual(
      nodes.map((node) => ({ node: addressOf(node), kind: 'failed', reason: 'the node answered with status 401' })),
    );
    expect(await new Scavenge(`${addressOf(nodes[0])},http://127.0.0.1:1`).last()).toEqual([
      { node: addressOf(nodes[0]), kind: 'failed', reason: 'the node answered with status 401' },
      { node: 'http://127.0.0.1:1', kind: 'failed', reason: expect.any(String) as string },
    ]);
  });

  it('follows nobody who sends it elsewhere with its password', async () => {
    const asked: (string | undefined)[] = [];
    const elsewhere = createServer((request, response) => {
      asked.push(request.url);
      response.writeHead(307, { Location: '/stolen' }).end();
    }).listen(0, '127.0.0.1');
    await once(elsewhere, 'listening');
    const { port } = elsewhere.address() as AddressInfo;
    expect(await new Scavenge(`http://admin:${encodeURIComponent(SECRET)}@127.0.0.1:${String(port)}`).last()).toMatchObject([{ kind: 'failed' }]);
    expect(asked).toEqual(['/admin/scavenge/last']);
    await new Promise((resolve) => elsewhere.close(resolve));
  });

  it('refuses an address that is none', () => {
    expect(() => new Scavenge('esdb://127.0.0.1')).toThrow(
      'EVENTSTORE_ADMIN_URL must name every node as https://user:password@host:port, separated by commas.',
    );
  });
});
