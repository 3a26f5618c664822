import { spawnSync } from 'node:child_process';
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { EventStoreDBClient, jsonEvent } from '@eventstore/db-client';
import Database from 'libsql';
import { startEventNode } from './event-node';
import { temporaryFolder } from './testing/node-process';

const folder = temporaryFolder();
const dataDir = join(folder.path, 'events');
afterAll(() => folder.remove());

function run(...args: string[]): { code: number | null; said: string; complained: string } {
  const register = join(__dirname, '../../tooling/swc-register.cjs');
  const { status, stdout, stderr } = spawnSync(process.execPath, ['--require', register, join(__dirname, 'events.cli.ts'), ...args], { encoding: 'utf8' });
  return { code: status, said: stdout, complained: stderr };
}

it('verifies and counts a log, also while the node runs, and names what is damaged', async () => {
  mkdirSync(dataDir);
  const node = await startEventNode({ dataDir, port: 0, secret: null });
  const client = EventStoreDBClient.connectionString(`esdb://127.0.0.1:${String(node.port)}?tls=false`);
  await client.appendToStream('a-1', [jsonEvent({ type: 'Any.v1', data: {} }), jsonEvent({ type: 'Any.v1', data: {} })]);
  const running = run('verify', '--data', dataDir);
  await client.dispose();
  await node.stop();
  const whole = { code: 0, said: `The event log in ${dataDir} (2 events in 1 streams) is whole.\n`, complained: '' };
  expect([running, run('verify', '--data', dataDir)]).toEqual([whole, whole]);
  expect(run('stats', '--data', dataDir).said).toMatch(/^2 events in 1 streams, 0 scavenged, last position \d+, \d+ bytes on disk\.\n$/);

  const database = new Database(join(dataDir, 'events.db'));
  database.exec('UPDATE log SET previous = 1 WHERE revision = 1');
  database.close();
  const damaged = run('verify', '--data', dataDir);
  expect(damaged.code).toBe(1);
  expect(damaged.said).toMatch(
    /^Position \d+: its bytes are not those that were written\.\nThe event log .* has 1 damaged places; restore it from a backup\.\n$/,
  );
});

it('says what to do when it is asked for nothing, or for a log that is not there', () => {
  expect(run()).toEqual({
    code: 1,
    said: '',
    complained: 'Say what to do with the event log: "verify" or "stats", with --data <folder> unless it is in .leadgen/events.\n',
  });
  expect(run('verify', '--data', join(folder.path, 'absent')).complained).toBe(
    `There is no event log in ${join(folder.path, 'absent')}; name the folder of an event node with --data.\n`,
  );
});
