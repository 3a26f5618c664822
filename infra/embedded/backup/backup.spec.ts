import { mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { recordChildren } from '../data-folder/recorded-children';
import { writeConnections } from '../stack/connections';
import { backUp } from './back-up';
import { recordOf, writeManifest, type Manifest } from './backup-folder';
import { restore } from './restore';

describe('what a backup and a restore refuse', () => {
  let folder = '';
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'leadgen-backup-'));
    mkdirSync(join(folder, 'data'));
  });
  afterEach(() => rmSync(folder, { recursive: true, force: true }));

  const at = (name: string): string => join(folder, name);
  const backingUp = (keysFolder: string | null = null): Promise<Manifest> =>
    backUp({ dataDir: at('data'), folder: at('backup'), keysFolder, now: () => '2026-01-02T03:04:05.678Z' });
  const restoring = (keysFolder: string | null = null): Promise<Manifest> => restore({ folder: at('backup'), dataDir: at('data'), keysFolder });
  const running = (...names: string[]): void => {
    recordChildren(at('data'), Object.fromEntries(names.map((name) => [name, process.pid])));
    writeConnections(at('data'), { eventstoreUrl: '', eventstoreAdminUrl: null, mongodbUrl: '', vaultMongodbUrl: 'mongodb://127.0.0.1:1/none', origin: '' });
  };
  const manifestWith = async (change: Partial<Manifest>): Promise<void> => {
    mkdirSync(at('backup'));
    mkdirSync(at('kept'));
    writeFileSync(join(at('kept'), 'epoch-1.key'), 'secret');
    const keyFiles = [await recordOf(at('kept'), 'epoch-1.key')];
    writeManifest(at('backup'), { format: 1, takenAt: '2026-01-02T03:04:05.678Z', events: 0, lastPosition: 0, vault: {}, files: [], keyFiles, ...change });
  };

  it('a backup of a folder without an installation', async () => {
    await expect(backingUp()).rejects.toThrow(`There is no installation on ${at('data')}; name the folder of one with LEADGEN_DATA_DIR.`);
  });

  it('a backup of engines that belong to somebody else', async () => {
    running('mongod', 'worker', 'api');
    await expect(backingUp()).rejects.toThrow(`The installation on ${at('data')} has no running event-node of its own; wait until it is back`);
  });

  it('key files inside the backup', async () => {
    running('event-node', 'mongod');
    mkdirSync(at('data/events'));
    await expect(backingUp(at('backup/keys'))).rejects.toThrow('The key files must not lie in the backup');
    await expect(backingUp(at('backup'))).rejects.toThrow('The key files must not lie in the backup');
  });

  it('a backup that fails half-way, of which nothing stays', async () => {
    running('event-node', 'mongod');
    mkdirSync(at('data/events'));
    await expect(backingUp()).rejects.toThrow(`There is no event log in ${at('data/events')}`);
    expect(readdirSync(at('backup'))).toEqual([]);
  });

  it('a folder without a manifest, and one of another format', async () => {
    await expect(restoring()).rejects.toThrow(`The folder ${at('backup')} holds no complete backup; name one that npm run backup has finished.`);
    await manifestWith({ format: 2 });
    await expect(restoring()).rejects.toThrow(`The backup in ${at('backup')} has format 2 and this release reads 1; use the release that made it.`);
  });

  it('a data folder that holds something', async () => {
    await manifestWith({});
    writeFileSync(at('data/notes'), '');
    await expect(restoring(at('kept'))).rejects.toThrow(`The data folder ${at('data')} is not empty (notes); move its content away`);
    expect(readdirSync(at('data'))).toEqual(['notes']);
  });

  it('key files of another installation', async () => {
    await manifestWith({});
    writeFileSync(join(at('kept'), 'epoch-1.key'), 'Secret');
    await expect(restoring(at('kept'))).rejects.toThrow(
      `The file ${join(at('kept'), 'epoch-1.key')} is not the one the backup was made with; the backup opens only with its key files (epoch-1.key): name their folder with --keys.`,
    );
    expect(readdirSync(at('data'))).toEqual([]);
  });
});
