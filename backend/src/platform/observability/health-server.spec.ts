import { get, type OutgoingHttpHeaders, type Server } from 'node:http';
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { healthServer } from './health-server';

describe('the health server of a process that serves nothing else', () => {
  let server: Server;
  beforeAll(async () => {
    server = healthServer([], 'https://leads.example.com').listen(0, '127.0.0.1');
    await once(server, 'listening');
  });
  afterAll(async () => {
    server.close();
    await once(server, 'close');
  });

  const status = (path: string, headers: OutgoingHttpHeaders | readonly string[], setHost = true): Promise<number | undefined> =>
    new Promise((resolve, reject) => {
      const { port } = server.address() as AddressInfo;
      get({ host: '127.0.0.1', port, path, headers, setHost, agent: false }, (answer) => {
        answer.resume();
        resolve(answer.statusCode);
      }).on('error', reject);
    });

  it.each(['127.0.0.1', 'localhost:8377', '[::1]:1', 'Leads.example.com'])('answers under the name %s', async (Host) => {
    for (const path of ['/health/live', '/health/ready', '/metrics']) expect([path, await status(path, { Host })]).toEqual([path, 200]);
  });

  it.each(['evil.example', '127.0.0.1.evil.example', 'localhost@evil.example', ' '])('tells nothing under the name %p', async (Host) => {
    for (const path of ['/health/live', '/health/ready', '/metrics', '/']) expect([path, await status(path, { Host })]).toEqual([path, 421]);
  });

  it('tells nothing without a name, nor under two', async () => {
    expect(await status('/metrics', {}, false)).toBe(421);
    expect(await status('/metrics', ['Host', 'localhost', 'Host', 'evil.example'], false)).toBe(421);
  });
});
