/** Everything that somebody can read through the API, found by the reference that the API serves of itself. */
import { get } from 'node:http';
import type { Page } from '../../event-schemas/src/http/page';
import { call, expectOk, type RestAnswer } from '../e2e/client/rest';
import type { Caller } from './isolation-people';

type Operations = Readonly<Record<string, unknown>>;
export type Paths = Readonly<Record<string, Operations>>;

export const pathsOf = async (origin: string): Promise<Paths> => (await expectOk<{ readonly paths: Paths }>(origin, 'GET', '/api/docs-json')).body.paths;

/** Never ends; it is followed instead. */
const STREAMS = ['/api/v1/live'];
/** What is not asked for by an id of the workspace. */
const FIXED: Readonly<Record<string, readonly string[]>> = {
  '/legal/{document}': ['/legal/terms', '/legal/privacy-policy'],
  '/problems/{type}': ['/problems/not-found'],
};
const MORE = ['/api/v1/leads?q=a&sort=fullName', '/api/v1/leads?sort=-companyName&limit=5'];

/** The reader's own use of the API moves these. */
const MOVES = /"(lastUsedAt|exportedAt)":"[^"]*"/g;

/** Path → answer, as it came. `after`: what the log held up to there is seen. */
export type Sight = ReadonlyMap<string, string>;

export class Eyes {
  constructor(
    private readonly origin: string,
    private readonly paths: Paths,
    private readonly reader: Caller,
    /** Paths that are about the reader, who may be in other workspaces too. */
    private readonly except: (path: string) => boolean = () => false,
  ) {}

  async look(after: string): Promise<Sight> {
    const reading = Object.keys(this.paths).filter((path) => this.paths[path]?.['get'] !== undefined && !STREAMS.includes(path) && !this.except(path));
    const sight = new Map<string, string>();
    for (const path of [...reading.filter((each) => !each.includes('{')), ...MORE]) await this.read(path, after, sight);
    for (const path of reading.filter((each) => each.includes('{'))) {
      const singles = FIXED[path] ?? this.singles(path, sight);
      await Promise.all(singles.map((each) => this.read(each, after, sight)));
    }
    return sight;
  }

  /** A list is read to its end. */
  private async read(path: string, after: string, sight: Map<string, string>): Promise<void> {
    let next: string | null = null;
    do {
      const address: string = next === null ? path : `${path}${path.includes('?') ? '&' : '?'}cursor=${encodeURIComponent(next)}`;
      const answer = await this.settled(address, after);
      const text = typeof answer.body === 'string' ? answer.body : JSON.stringify(answer.body);
      sight.set(address, `${String(answer.status)} ${answer.headers.etag ?? ''} ${text.replace(MOVES, '"$1":"…"').replace(/nonce="[^"]*"/g, '')}`);
      next = typeof answer.body === 'string' ? null : (answer.body.next ?? null);
    } while (next !== null);
  }

  /** 202: what is asked for has not been folded yet. */
  private async settled(address: string, after: string): Promise<RestAnswer<Partial<Page<unknown>> | string>> {
    for (let time = 0; time < 30; time += 1) {
      const answer = await call<Partial<Page<unknown>> | string>(this.origin, 'GET', address, { token: this.reader.token(), afterPosition: after });
      if (answer.status !== 202) return answer;
    }
    throw new Error(`${address} never came as far as ${after}.`);
  }

  /** The single things behind the list of the same name. */
  private singles(path: string, sight: Sight): readonly string[] {
    const list = path.slice(0, path.indexOf('/{'));
    const listed = sight.get(list);
    if (listed === undefined) throw new Error(`No list says which ids ${path} may be asked for: say so in isolation-sight.ts`);
    const ids = [...listed.matchAll(/"(?:id|accountId)":"([^"]+)"/g)].map(([, id]) => id ?? '');
    return [...new Set(ids)].map((id) => path.replace(/\{[^}]+\}/, id));
  }
}

/** Paths whose answers differ, each with the first place where they do. */
export function differences(before: Sight, after: Sight): string[] {
  return [...new Set([...before.keys(), ...after.keys()])].flatMap((path) => {
    const [one, other] = [before.get(path) ?? 'nothing', after.get(path) ?? 'nothing'];
    if (one === other) return [];
    let at = 0;
    while (one[at] === other[at]) at += 1;
    return [`${path}: …${one.slice(Math.max(0, at - 60), at + 100)}… became …${other.slice(Math.max(0, at - 60), at + 100)}…`];
  });
}

export interface Followed {
  /** News heard so far. */
  readonly heard: string[];
  readonly stop: () => void;
}

/** Follows what changes for the reader, as an open page of the dashboard does. */
export function follow(origin: string, reader: Caller): Promise<Followed> {
  const heard: string[] = [];
  return new Promise((resolve, reject) => {
    const request = get(new URL('/api/v1/live', origin), { headers: { authorization: `Bearer ${reader.token()}` } }, (incoming) => {
      if (incoming.statusCode !== 200) reject(new Error(`The stream was answered ${String(incoming.statusCode)}.`));
      incoming.setEncoding('utf8');
      incoming.on('data', (text: string) => heard.push(...text.split('\n').filter((line) => line.startsWith('data:'))));
      // It ends when it is stopped.
      incoming.on('error', () => undefined);
      resolve({ heard, stop: () => request.destroy() });
    });
    request.on('error', reject);
  });
}
